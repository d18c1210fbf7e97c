import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatDossierCode, parseDossierCode } from './dossier-code.ts'

const refused = (reason: string) => ({ kind: 'refused', reason })

test('The guide’s dossier is the 93rd of 8 October 2020 at unit 26 of unit 20 of H23', () => {
  assert.deepEqual(parseDossierCode(' 000.26.20.h23-201008-0093 '), {
    kind: 'ok',
    value: { organization: '000.26.20.H23', receivedOn: '2020-10-08', sequence: 93 },
  })
})

test('Any dossier code is read back as written, of either form of unit', () => {
  const days = fc.date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2099-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  const units = fc.constantFrom('000.26.20.H23', 'H26.170', 'H23', 'G12.18.001')
  fc.assert(
    fc.property(units, days, fc.integer({ min: 1, max: 9_999_999 }), (unit, day, sequence) => {
      const code = `${unit}-${day.toISOString().slice(2, 10).replaceAll('-', '')}-${String(sequence).padStart(4, '0')}`
      const result = parseDossierCode(code)
      assert.ok(result.kind === 'ok', code)
      assert.equal(result.value.sequence, sequence)
      assert.equal(formatDossierCode(result.value), code)
    }),
  )
})

test('Wrong codes are refused', () => {
  for (const text of [
    '000.26.20.H23-201008-093',
    '000.26.20.H23-201008-0000',
    '000.26.20.H23-201008-00093',
    '000.26.20.H23-20101008-0093',
    '26.20.H23-201008-0093',
    '000.26.20.H23',
    '-201008-0093',
  ])
    assert.deepEqual(parseDossierCode(text), refused('malformed'), text)
  assert.deepEqual(parseDossierCode('000.26.20.H23-210229-0093'), refused('no-such-day'))
})
