import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  exampleVneidAccount,
  exampleVnpostPerson,
  signInClaims,
  vneidAccount,
  vnpostOrganization,
  vnpostPerson,
} from './identity-providers.ts'

test('The examples keep the contract, and a personal account may say nothing of its kind', () => {
  assert.deepEqual(vnpostPerson.parse(exampleVnpostPerson), exampleVnpostPerson)
  assert.deepEqual(vneidAccount.parse(exampleVneidAccount), exampleVneidAccount)
  const { account_type: _kind, ...silent } = exampleVnpostPerson
  assert.equal(vnpostPerson.parse(silent).account_type, 'personal')
})

test('An organisation’s account is not read as a person’s', () => {
  const firm = { ...exampleVnpostPerson, account_type: 'organization' }
  assert.equal(vnpostPerson.safeParse(firm).success, false)
  assert.equal(vnpostOrganization.safeParse(firm).success, true)
})

const malformed: [string, Record<string, unknown>][] = [
  ['a number of another length', { id_number: '03019000451' }],
  ['a number with letters', { id_number: '03019000451x' }],
  ['a date no calendar has', { birthdate: '1990-02-30' }],
  ['a day first', { birthdate: '12/08/1990' }],
  ['verified as a word', { identity_verified: 'true' }],
  ['a phone as dialled within the country', { phone_number: '0828114088' }],
  ['a level that does not exist', { verification_level: '3' }],
]
for (const [what, change] of malformed) {
  test(`${what} is no claim of Vietnam Post`, () => {
    assert.equal(vnpostPerson.safeParse({ ...exampleVnpostPerson, ...change }).success, false)
  })
}

test('A sign-in that names no methods proved none', () => {
  assert.deepEqual(signInClaims.parse({ acr: '2' }), { acr: '2', amr: [] })
  assert.equal(signInClaims.safeParse({ amr: 'pwd' }).success, false)
})
