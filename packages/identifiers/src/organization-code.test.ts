import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  governingOrganization,
  levelOneOrganization,
  type OrganizationCode,
  organizationLevels,
  parseOrganizationCode,
} from './organization-code.ts'

const read = (text: string): OrganizationCode => {
  const result = parseOrganizationCode(text)
  assert.ok(result.kind === 'ok', text)
  return result.value
}
const refused = (reason: string) => ({ kind: 'refused', reason })

test('Codes of both forms are read, in any case', () => {
  for (const code of ['000.00.17.G22', '000.26.20.H23', '000.00.00.H49', 'G12.18', 'H26.170', 'H55.242', 'H23'])
    assert.equal(read(` ${code.toLowerCase()} `), code)
})

test('Other texts are refused', () => {
  for (const text of [
    'H2',
    '23.H',
    '00.00.00.H23',
    '000.00.00.23',
    'H23.',
    'H23..20',
    'H23.2',
    'H23.2000',
    'H23-20',
    'H23.é0',
    '0.0.0.H23',
  ])
    assert.deepEqual(parseOrganizationCode(text), refused('malformed'), text)
  assert.equal(parseOrganizationCode(`H23${'.100'.repeat(8)}`).kind, 'ok')
  assert.deepEqual(parseOrganizationCode(`H23${'.100'.repeat(7)}.10.10`), refused('too-long'))
})

test('Both forms tell the same levels', () => {
  assert.deepEqual(organizationLevels(read('000.26.20.H23')), ['H23', '20', '26'])
  assert.deepEqual(organizationLevels(read('H23.20.26')), ['H23', '20', '26'])
  assert.deepEqual(organizationLevels(read('000.00.00.H23')), ['H23'])
  assert.deepEqual(organizationLevels(read('001.26.20.H23')), ['H23', '20', '26', '001'])
})

test('The governing agency is one level up, in the same form', () => {
  assert.equal(governingOrganization(read('001.26.20.H23')), '000.26.20.H23')
  assert.equal(governingOrganization(read('000.26.20.H23')), '000.00.20.H23')
  assert.equal(governingOrganization(read('000.00.20.H23')), '000.00.00.H23')
  assert.equal(governingOrganization(read('000.00.00.H23')), undefined)
  assert.equal(governingOrganization(read('H23.20.26')), 'H23.20')
  assert.equal(governingOrganization(read('H23')), undefined)
})

test('Going up from any code ends at its level-1 body, one level at a time', () => {
  const growing = fc
    .tuple(fc.stringMatching(/^[A-Z][0-9]{2}$/), fc.array(fc.stringMatching(/^[A-Z1-9]{2,3}$/), { maxLength: 7 }))
    .map(([top, groups]) => [top, ...groups].join('.'))
  const fourGroups = fc
    .stringMatching(/^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}$/)
    .filter(code => !code.endsWith('00'))
  fc.assert(
    fc.property(fc.oneof(growing, fourGroups), text => {
      const code = read(text)
      const above = governingOrganization(code)
      const levels = organizationLevels(code)
      assert.deepEqual(above && organizationLevels(above), levels.length > 1 ? levels.slice(0, -1) : undefined)
      assert.equal(organizationLevels(levelOneOrganization(code))[0], levels[0])
    }),
  )
})
