import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { digitsOf } from './any-text.ts'
import { formatPhone, likelyOperator, maskPhone, nationalNumber, parsePhone } from './phone.ts'
import { convertedPrefixes, mobilePrefixes } from './phone-prefixes.ts'

const number = fc.tuple(fc.constantFrom(...mobilePrefixes.keys()), digitsOf(7)).map(([prefix, rest]) => prefix + rest)

test('Every spelling of a number gives the same E.164 number', () => {
  for (const text of [
    '0828114088',
    '0828 114 088',
    '0828.114.088',
    '(0828) 114-088',
    '+84828114088',
    '+84 (0)828 114 088',
    '84828114088',
    '0084828114088',
    '\u202d0828114088\u202c',
  ])
    assert.deepEqual(parsePhone(text), { kind: 'ok', value: '+84828114088' }, text)
})

test('Any mobile number is read back from how it is shown, dialled and stored', () => {
  fc.assert(
    fc.property(number, national => {
      const phone = `+84${national.slice(1)}`
      for (const text of [
        national,
        phone,
        formatPhone(phone),
        nationalNumber(phone),
        phone.slice(1),
        `00${phone.slice(1)}`,
      ])
        assert.deepEqual(parsePhone(text), { kind: 'ok', value: phone })
    }),
  )
})

test('An 11-digit number of before 2018 is refused with the number it has become, which is accepted', () => {
  assert.deepEqual(parsePhone('0123 456 7890'), { kind: 'refused', reason: 'old-prefix', suggestion: '0834 567 890' })
  assert.deepEqual(parsePhone('+84 169 123 4567'), {
    kind: 'refused',
    reason: 'old-prefix',
    suggestion: '0391 234 567',
  })
  assert.equal(convertedPrefixes.size, 21)
  fc.assert(
    fc.property(fc.constantFrom(...convertedPrefixes), digitsOf(7), ([old, present], rest) => {
      const result = parsePhone(old + rest)
      assert.ok(result.kind === 'refused' && result.reason === 'old-prefix')
      assert.deepEqual(parsePhone(result.suggestion), { kind: 'ok', value: `+84${present.slice(1)}${rest}` })
    }),
  )
})

test('Each wrong number is refused for its own reason', () => {
  assert.deepEqual(parsePhone('0828 114 08'), { kind: 'refused', reason: 'wrong-length', length: 9 })
  assert.deepEqual(parsePhone('+84 828 114 0888'), { kind: 'refused', reason: 'wrong-length', length: 11 })
  assert.deepEqual(parsePhone('082811408x'), { kind: 'refused', reason: 'not-digits' })
  assert.deepEqual(parsePhone('0828+114088'), { kind: 'refused', reason: 'not-digits' })
  assert.deepEqual(parsePhone('+1 202 555 0123'), { kind: 'refused', reason: 'foreign' })
  assert.deepEqual(parsePhone('+81 90 1234 5678'), { kind: 'refused', reason: 'foreign' })
  assert.deepEqual(parsePhone('0000000000'), { kind: 'refused', reason: 'not-mobile' })
  assert.deepEqual(parsePhone('0044 20 7946 0123'), { kind: 'refused', reason: 'foreign' })
  assert.deepEqual(parsePhone('024 3941 1234'), { kind: 'refused', reason: 'not-mobile' })
  for (const unused of ['0511234567', '0711234567', '0801234567', '0951234567', '0412345678'])
    assert.deepEqual(parsePhone(unused), { kind: 'refused', reason: 'not-mobile' })
  assert.equal(parsePhone('19001234').kind, 'refused')
})

test('The prefix hints at the operator', () => {
  const operators = {
    '+84328114088': 'viettel',
    '+84828114088': 'vinaphone',
    '+84708114088': 'mobifone',
    '+84568114088': 'vietnamobile',
    '+84598114088': 'gmobile',
    '+84878114088': 'itelecom',
    '+84558114088': 'wintel',
  }
  for (const [phone, operator] of Object.entries(operators)) assert.equal(likelyOperator(phone), operator)
})

test('A masked number shows three digits at each end, as in the guide, and nothing of what is no number', () => {
  assert.equal(maskPhone('+84828114088'), '082****088')
  assert.equal(maskPhone('0828114'), '****')
})
