import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemRandom } from '@motcua/kit/random.ts'
import fc from 'fast-check'
import { newReceiptCode, parseReceiptCode } from './receipt-code.ts'

test('a receipt code is three groups of four, never the same twice, without signs that look alike', () => {
  const codes = Array.from({ length: 2000 }, () => newReceiptCode(systemRandom))
  assert.equal(new Set(codes).size, codes.length)
  for (const code of codes) assert.match(code, /^KN(-[2-9A-HJKMNP-TV-Z]{4}){3}$/)
  const signs = new Set(codes.flatMap(code => [...code.slice(3).replaceAll('-', '')]))
  assert.equal(signs.size, 30)
})

test('every sign of a receipt code is equally likely, whatever byte is drawn', () => {
  const signOf = (byte: number) => {
    const draws = [byte]
    return newReceiptCode(bytes => Buffer.alloc(bytes, draws.pop() ?? 0)).at(-1)
  }
  const signs = Array.from({ length: 240 }, (_, byte) => signOf(byte))
  for (const sign of new Set(signs)) assert.equal(signs.filter(one => one === sign).length, 8)
  for (let byte = 240; byte < 256; byte++) assert.equal(signOf(byte), signOf(0), 'drawn again')
})

test('a receipt code is read however it is typed', () => {
  const code = 'KN-7Q2M-9XP4-C6TD'
  for (const typed of [
    code,
    'kn7q2m9xp4c6td',
    ' KN 7q2m 9xp4 c6td ',
    '7Q2M-9XP4-C6TD',
    'ＫＮ－7Q2M.9XP4–C6TD',
    '7q2m9xp4c6td',
  ]) {
    assert.equal(parseReceiptCode(typed), code, typed)
  }
})

test('what cannot be a receipt code is none', () => {
  for (const typed of [
    '',
    'KN',
    'KN-7Q2M-9XP4',
    'KN-7Q2M-9XP4-C6T0',
    'KN-7Q2M-9XP4-C6TDD',
    'XX-7Q2M-9XP4-C6TD',
    'x'.repeat(1e6),
  ]) {
    assert.equal(parseReceiptCode(typed), undefined)
  }
})

test('a code that begins with KN itself is read with and without its prefix', () => {
  const code = 'KN-KN2M-9XP4-C6TD'
  assert.equal(parseReceiptCode(code), code)
  assert.equal(parseReceiptCode('KN2M9XP4C6TD'), code)
})

test('any text is a code or none, and a code reads as itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const code = parseReceiptCode(text)
      if (code !== undefined) assert.equal(parseReceiptCode(code), code)
    }),
  )
})
