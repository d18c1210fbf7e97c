import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labPersona } from '@motcua/contracts/lab-api.ts'
import { parseCitizenIdNumber } from '@motcua/identifiers/citizen-id.ts'
import { parsePersonName } from '@motcua/identifiers/person-name.ts'
import { parsePhone } from '@motcua/identifiers/phone.ts'
import { castOf, international, shown } from './cast.ts'
import { personas } from './personas.ts'

const cast = castOf(personas)

test('Every persona keeps the contract and shows nothing that only the lab knows', () => {
  for (const member of personas) assert.deepEqual(labPersona.parse(shown(member)), shown(member))
})

test('Identifiers, numbers and mailboxes belong to one persona each', () => {
  const all = personas.flatMap(one => [
    one.id,
    one.idNumber,
    one.mailbox,
    ...one.phones.map(phone => phone.number),
    ...one.tokens.map(token => token.id),
    ...[one.previousIdNumber, one.taxCode, one.organizationCode, one.socialInsuranceNumber].filter(Boolean),
  ])
  assert.equal(new Set(all).size, all.length)
})

test('Every CCCD number agrees with sex and year of birth (Circular 07/2016/TT-BCA, article 7)', () => {
  for (const { idNumber, sex, dateOfBirth } of personas.filter(one => one.idNumber.length === 12)) {
    const century = Number(idNumber[3])
    assert.equal(sex, century % 2 === 0 ? 'male' : 'female', idNumber)
    assert.equal(dateOfBirth.slice(0, 4), String((19 + Math.floor(century / 2)) * 100 + Number(idNumber.slice(4, 6))))
  }
})

test('Every number is a current Vietnamese mobile number', () => {
  for (const { number } of personas.flatMap(one => one.phones)) {
    assert.deepEqual(parsePhone(number), { kind: 'ok', value: international(number) })
  }
})

test('Every persona’s name and ID numbers are such as the portals accept', () => {
  for (const one of personas) {
    assert.equal(parsePersonName(one.representative ?? one.fullName).kind, 'ok', one.fullName)
    for (const number of [one.idNumber, one.previousIdNumber ?? one.idNumber]) {
      assert.equal(parseCitizenIdNumber(number, '2026-01-01').kind, 'ok', number)
    }
  }
})

test('Every tax code has its check digit', () => {
  const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3]
  for (const { taxCode } of personas) {
    if (taxCode === undefined) continue
    const sum = weights.reduce((total, weight, index) => total + weight * Number(taxCode[index]), 0)
    assert.equal(Number(taxCode[9]), 10 - (sum % 11), taxCode)
  }
})

test('At least two of each kind of subject succeed in everything they have', () => {
  for (const subject of ['citizen', 'enterprise', 'agency']) {
    const well = personas.filter(
      one => one.subject === subject && Object.values(one.expects).every(what => what === 'ok' || what === 'none'),
    )
    assert.ok(well.length >= 2, subject)
  }
  assert.ok(personas.length >= 24)
})

test('A number nobody has is on nobody’s record, and a departing record keeps the rest', () => {
  assert.equal(cast.record('+84900000001'), undefined)
  assert.equal(cast.record('+84593348120'), undefined)
  assert.equal(cast.record('+84792260415')?.dateOfBirth, '1976-01-12')
  assert.equal(cast.record('+84792260415')?.fullName, 'Bùi Quốc Việt')
})

test('Social insurance expects something of exactly those who have a number', () => {
  for (const { id, expects, socialInsuranceNumber } of personas)
    assert.equal(socialInsuranceNumber === undefined, expects.socialInsurance === 'none', id)
})

test('An insured person is on record with all their ID numbers and first phone, but for what departs', () => {
  assert.deepEqual(cast.insured('3006800237'), {
    record: {
      idNumbers: ['030068002371', '141230888'],
      fullName: 'Phan Văn Sơn',
      dateOfBirth: '1968-11-11',
      phone: '+84987206614',
    },
  })
  assert.equal(cast.insured('3018601440')?.record?.phone, 'none')
  assert.deepEqual(cast.insured('2709200816'), { record: undefined })
  assert.equal(cast.insured('3017900640')?.office, 'down')
  assert.equal(cast.insured('0000000000'), undefined)
})
