import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorWords } from './errors.ts'

const messages = { vi: { full: 'Thử lại sau {wait}.' }, en: { full: 'Try again in {wait}.' } }

function told(language: 'vi' | 'en', minutes: number): string | undefined {
  return errorWords(language, messages, { form: { key: 'full', values: { minutes } } })
    .of('form')
    ?.toString()
}

test('a wait of two hours or more is told in hours, never shorter than it is', () => {
  assert.equal(told('vi', 119), 'Thử lại sau 119 phút.')
  assert.equal(told('vi', 120), 'Thử lại sau 2 giờ.')
  assert.equal(told('vi', 1422), 'Thử lại sau 24 giờ.')
  assert.equal(told('en', 121), 'Try again in 3 hours.')
})

test('an error without a message is a bug', () => {
  assert.throws(() => errorWords('vi', messages, { form: { key: 'other' } }), /no message/)
})
