import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleVneidAccount, exampleVnpostPerson } from '@motcua/contracts/identity-providers.ts'
import { type ClaimsRead, claimsMappings, factorsOf } from './identity-provider-claims.ts'

const TODAY = '2026-11-23'
const read = {
  vnpost: (changes: object = {}) => claimsMappings.vnpost.read({ ...exampleVnpostPerson, ...changes }, TODAY),
  vneid: (changes: object = {}) => claimsMappings.vneid.read({ ...exampleVneidAccount, ...changes }, TODAY),
}

const who = { fullName: 'Nguyễn Thị Thu Hà', dateOfBirth: '1990-08-12', idNumber: '030190004517' }

test('Both providers’ examples read as the same person, with what each of them tells', () => {
  assert.deepEqual(read.vnpost(), {
    kind: 'read',
    person: {
      ...{ subject: exampleVnpostPerson.sub, ...who, sex: 'female' },
      phone: { value: '+84828114088', verified: true },
      email: { value: 'thuha.nguyen@thu.example', verified: true },
    },
  })
  assert.deepEqual(read.vneid(), { kind: 'read', person: { subject: exampleVneidAccount.sub, ...who } })
})

function person(claims: ClaimsRead) {
  assert.ok(claims.kind === 'read', JSON.stringify(claims))
  return claims.person
}

test('A contact is verified only where the provider says so', () => {
  const silent = person(read.vnpost({ phone_number_verified: undefined, email_verified: false }))
  assert.deepEqual([silent.phone?.verified, silent.email?.verified], [false, false])
})

test('A foreign phone, a fixed line and an address out of form are as if not given; they keep nobody out', () => {
  for (const phone_number of ['+12025550123', '+842203123456']) {
    assert.equal(person(read.vnpost({ phone_number, email: 'thuha@' })).phone, undefined)
  }
  assert.equal(person(read.vnpost({ email: 'thuha@' })).email, undefined)
})

test('The number of the card before is read where it is another one', () => {
  assert.equal(person(read.vnpost({ previous_id_number: '141230888' })).previousIdNumber, '141230888')
  assert.equal(person(read.vnpost({ previous_id_number: who.idNumber })).previousIdNumber, undefined)
})

test('A child is too young, as in every other registration', () => {
  const child = { id_number: '030212004517', gender: 'male' }
  const tooYoung: ClaimsRead = { kind: 'refused', reason: 'too-young' }
  assert.deepEqual(read.vnpost({ ...child, birthdate: '2012-11-24' }), tooYoung)
  assert.equal(person(read.vnpost({ ...child, birthdate: '2012-11-23' })).dateOfBirth, '2012-11-23')
})

test('A name in capitals is kept as people write it', () => {
  assert.equal(person(read.vnpost({ name: 'NGUYỄN THỊ THU HÀ' })).fullName, 'Nguyễn Thị Thu Hà')
})

const incomplete: [string, ClaimsRead][] = [
  ['no number', read.vnpost({ id_number: undefined })],
  ['a number of a place that does not exist', read.vnpost({ id_number: '999190004517' })],
  ['a number of another year of birth', read.vnpost({ birthdate: '1991-08-12' })],
  ['a name with digits', read.vnpost({ name: 'Thu Hà 2' })],
  ['a birth to come', read.vnpost({ birthdate: '2027-01-01' })],
  ['verified as a text', read.vnpost({ identity_verified: 'true' })],
  ['no subject', read.vnpost({ sub: '' })],
  ['a date no calendar has', read.vneid({ NgayThangNamSinh: '19900231' })],
  ['a date day first', read.vneid({ NgayThangNamSinh: '12081990' })],
  ['a level as a text', read.vneid({ IAL: '2' })],
  ['nothing at all', claimsMappings.vnpost.read(undefined, TODAY)],
]
for (const [what, claims] of incomplete) {
  test(`Claims with ${what} are incomplete`, () => {
    assert.deepEqual(claims, { kind: 'refused', reason: 'incomplete' })
  })
}

test('Papers that nobody checked are unverified, whatever else is missing', () => {
  const unverified: ClaimsRead = { kind: 'refused', reason: 'unverified' }
  assert.deepEqual(read.vnpost({ identity_verified: false, id_number: undefined }), unverified)
  assert.deepEqual(read.vneid({ IAL: 1 }), unverified)
  assert.equal(read.vneid({ IAL: 3 }).kind, 'read')
})

test('Organisations are no citizens, and what says nothing of its kind at VNeID is none either', () => {
  const other: ClaimsRead = { kind: 'refused', reason: 'not-a-citizen' }
  assert.deepEqual(read.vnpost({ account_type: 'organization' }), other)
  for (const LoaiTaiKhoan of [2, 3, '1', undefined]) assert.deepEqual(read.vneid({ LoaiTaiKhoan }), other)
})

test('Two methods are two factors where they are of two kinds, or where the provider says so', () => {
  for (const methods of [['pwd', 'otp'], ['pin', 'hwk'], ['face', 'pwd'], ['mfa']])
    assert.equal(factorsOf(methods), 'two')
  for (const methods of [[], ['pwd'], ['pwd', 'pin'], ['otp', 'sms'], ['pwd', 'unheard-of']]) {
    assert.equal(factorsOf(methods), 'one', methods.join())
  }
})
