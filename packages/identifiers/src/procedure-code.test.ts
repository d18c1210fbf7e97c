import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { digitsOf } from './any-text.ts'
import { parseOrganizationCode } from './organization-code.ts'
import { formatProcedureCode, parseProcedureCode, provincialProcedureCode } from './procedure-code.ts'

test('National, provincial and service codes are taken apart', () => {
  assert.deepEqual(parseProcedureCode('1.013229'), { kind: 'ok', value: { national: '1.013229' } })
  assert.deepEqual(parseProcedureCode('1.013229.01'), { kind: 'ok', value: { national: '1.013229', service: '01' } })
  assert.deepEqual(parseProcedureCode(' 2.000815.000.00.00.h55.02 '), {
    kind: 'ok',
    value: { national: '2.000815', owner: '000.00.00.H55', service: '02' },
  })
})

test('Any code is read back as written', () => {
  const owner = fc.option(fc.stringMatching(/^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}$/), { nil: '' })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      digitsOf(6),
      owner,
      fc.option(digitsOf(2), { nil: '' }),
      (first, six, of, service) => {
        const code = [`${first}.${six}`, of, service].filter(part => part !== '').join('.')
        const result = parseProcedureCode(code)
        assert.ok(result.kind === 'ok', code)
        assert.equal(formatProcedureCode(result.value), code)
      },
    ),
  )
})

test('Other texts are refused', () => {
  for (const text of [
    '0.013229',
    '1013229',
    '1.01322',
    '1.013229.',
    '1.013229.1',
    '1.013229.H55',
    '1.013229.000.00.00.H55.002',
    '1.013229 01',
  ])
    assert.deepEqual(parseProcedureCode(text), { kind: 'refused', reason: 'malformed' }, text)
})

test('A province’s code names its level-1 body, whichever agency is given', () => {
  const birth = parseProcedureCode('1.001193')
  assert.ok(birth.kind === 'ok')
  for (const text of ['H23', 'H23.20.26', '000.26.20.H23']) {
    const agency = parseOrganizationCode(text)
    assert.ok(agency.kind === 'ok')
    assert.equal(provincialProcedureCode(birth.value.national, agency.value), '1.001193.000.00.00.H23')
  }
})
