import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { digitsOf } from './any-text.ts'
import { enterpriseOf, formatTaxCode, parseHouseholdTaxCode, parseTaxCode, taxCheckDigit } from './tax-code.ts'

test('Issued numbers and the invented ones of the demonstration are accepted', () => {
  for (const code of ['0100109106', '0100684378', '0106869738', '0104359717', '0100233488', '0800000016', '0801234560'])
    assert.deepEqual(parseTaxCode(code), { kind: 'ok', value: code })
})

test('A branch code is read with its dash, kept without, and shown with it', () => {
  const branch = parseTaxCode(' 0314409058-002 ')
  assert.ok(branch.kind === 'ok')
  assert.equal(branch.value, '0314409058002')
  assert.equal(formatTaxCode(branch.value), '0314409058-002')
  assert.equal(enterpriseOf(branch.value), '0314409058')
})

test('Each wrong code is refused for its own reason', () => {
  assert.deepEqual(parseTaxCode('0100109107'), { kind: 'refused', reason: 'wrong-check-digit' })
  assert.deepEqual(parseTaxCode('0314409058-000'), { kind: 'refused', reason: 'never-issued' })
  assert.deepEqual(parseTaxCode('0000109106'), { kind: 'refused', reason: 'never-issued' })
  assert.deepEqual(parseTaxCode('0800000000'), { kind: 'refused', reason: 'never-issued' })
  assert.deepEqual(parseTaxCode('08A0000016'), { kind: 'refused', reason: 'not-digits' })
  assert.deepEqual(parseTaxCode('080000001'), { kind: 'refused', reason: 'wrong-length', length: 9 })
  assert.deepEqual(parseTaxCode('030190001234'), { kind: 'refused', reason: 'wrong-length', length: 12 })
})

test('Of the ten numbers with the same nine digits at most one is accepted, and it survives formatting', () => {
  fc.assert(
    fc.property(digitsOf(9), digitsOf(3), (nine, branch) => {
      const accepted = [...'0123456789'].map(last => parseTaxCode(nine + last)).filter(code => code.kind === 'ok')
      assert.ok(accepted.length <= 1)
      assert.equal(accepted.length, taxCheckDigit(nine) <= 9 && !/^00|^..0000000/.test(nine) ? 1 : 0)
      for (const code of accepted) {
        const ofBranch = parseTaxCode(code.value + branch)
        assert.equal(ofBranch.kind, branch === '000' ? 'refused' : 'ok')
        if (ofBranch.kind === 'ok') assert.deepEqual(parseTaxCode(formatTaxCode(ofBranch.value)), ofBranch)
      }
    }),
  )
})

test('A single mistyped digit is always noticed', () => {
  fc.assert(
    fc.property(fc.nat(9), fc.integer({ min: 1, max: 9 }), (position, shift) => {
      const digits = [...'0801234560']
      digits[position] = String((Number(digits[position]) + shift) % 10)
      assert.equal(parseTaxCode(digits.join('')).kind, 'refused')
    }),
  )
})

test('Twelve digits are a tax code for households only, and then a true personal number', () => {
  assert.deepEqual(parseHouseholdTaxCode('030190001234', '2025-07-01'), { kind: 'ok', value: '030190001234' })
  assert.deepEqual(parseHouseholdTaxCode('999190001234', '2025-07-01'), { kind: 'refused', reason: 'unknown-place' })
  assert.deepEqual(parseHouseholdTaxCode('0800000016', '2025-07-01'), { kind: 'ok', value: '0800000016' })
  assert.deepEqual(parseHouseholdTaxCode('141230888', '2025-07-01'), {
    kind: 'refused',
    reason: 'wrong-length',
    length: 9,
  })
})
