import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from './html.ts'
import { messages } from './messages.ts'
import { type Both, messageProblems, plain, sayIn } from './words.ts'

const sample = {
  vi: { hello: 'Chào **{name}**, bạn có {count} thư', bye: 'Tạm biệt' },
  en: { hello: 'Hello **{name}**, you have {count} letters', bye: 'Goodbye' },
}

test('a value is escaped in pages, markup stays markup, and stars make words strong', () => {
  const say = sayIn('vi', sample)
  assert.equal(String(say('hello', { name: '<b>', count: 2 })), 'Chào <strong>&lt;b&gt;</strong>, bạn có 2 thư')
  assert.equal(
    String(say('hello', { name: html`<i>An</i>`, count: 0 })),
    'Chào <strong><i>An</i></strong>, bạn có 0 thư',
  )
})

test('a value that looks like a placeholder or like stars stays a value', () => {
  const say = sayIn('en', sample)
  assert.equal(
    String(say('hello', { name: '{count}**', count: 1 })),
    'Hello <strong>{count}**</strong>, you have 1 letters',
  )
})

test('plain text for SMS and mail has no stars and escapes nothing', () => {
  assert.equal(plain('en', sample)('hello', { name: 'A & B', count: 1 }), 'Hello A & B, you have 1 letters')
})

test('a missing value is a bug, not a gap in the page', () => {
  assert.throws(() => sayIn('vi', sample)('hello', { name: 'An' }), /hello needs a value for \{count\}/)
  assert.throws(() => plain('vi', sample)('hello', { name: 'An' }), /hello needs a value for \{count\}/)
})

test('differences between the languages are named', () => {
  const both: Both<string> = {
    vi: { same: 'a {x}', names: 'a {x}', blank: ' ', onlyVi: 'a', stars: '**a', form: 'Tie\u0302\u0301ng' },
    en: { same: 'b {x}', names: 'b {y}', blank: 'b', onlyEn: 'b', stars: 'b', form: 'b' },
  }
  assert.deepEqual(messageProblems(both), [
    'names: placeholders x / y',
    'blank: empty',
    'onlyVi: missing in en',
    'stars: ** without its pair',
    'form: not in Unicode form NFC',
    'onlyEn: missing in vi',
  ])
})

test('the words of the components agree in both languages', () => {
  assert.deepEqual(messageProblems(messages), [])
})
