import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSocialInsuranceNumber } from './social-insurance-number.ts'

test('Ten digits are a social insurance number, however spaced', () => {
  for (const text of ['3020123456', '30 2012 3456', '30.2012.3456'])
    assert.deepEqual(parseSocialInsuranceNumber(text), { kind: 'ok', value: '3020123456' })
})

test('Other lengths and characters are refused', () => {
  assert.deepEqual(parseSocialInsuranceNumber('302012345'), { kind: 'refused', reason: 'wrong-length', length: 9 })
  assert.deepEqual(parseSocialInsuranceNumber('302012345x'), { kind: 'refused', reason: 'not-digits' })
})

test('The number on a health insurance card and the personal number are read only where the deployment takes them', () => {
  const card = 'HC4 30 3020123456'
  assert.deepEqual(parseSocialInsuranceNumber(card), { kind: 'refused', reason: 'not-digits' })
  assert.deepEqual(parseSocialInsuranceNumber(card, ['card']), { kind: 'ok', value: '3020123456' })
  const personal = '030190001234'
  assert.deepEqual(parseSocialInsuranceNumber(personal), { kind: 'refused', reason: 'wrong-length', length: 12 })
  assert.deepEqual(parseSocialInsuranceNumber(personal, ['personal-id']), { kind: 'ok', value: personal })
  assert.deepEqual(parseSocialInsuranceNumber('999190001234', ['personal-id']), {
    kind: 'refused',
    reason: 'unknown-place',
  })
})
