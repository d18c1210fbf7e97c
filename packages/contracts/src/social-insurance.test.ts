import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { exampleInsuredQuestion, exampleInsuredVerdict, insuredQuestion, insuredVerdict } from './social-insurance.ts'
import { socialInsuranceOpenApi } from './social-insurance-openapi.ts'

test('The examples keep the contract', () => {
  assert.deepEqual(insuredQuestion.parse(exampleInsuredQuestion), exampleInsuredQuestion)
  assert.deepEqual(insuredVerdict.parse(exampleInsuredVerdict), exampleInsuredVerdict)
})

test('The written OpenAPI description is the one the schema gives', async () => {
  const file = new URL('../openapi/social-insurance.json', import.meta.url)
  assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), JSON.parse(JSON.stringify(socialInsuranceOpenApi())))
})

const malformedQuestions: [string, Record<string, unknown>][] = [
  ['a number of nine digits', { socialInsuranceNumber: '300680023' }],
  ['no number', { socialInsuranceNumber: undefined }],
  ['a national phone number', { phone: '0987206614' }],
  ['an ID number of ten digits', { idNumber: '1412308880' }],
  ['more than was asked for', { address: 'Hải Dương' }],
]
for (const [what, change] of malformedQuestions) {
  test(`A question with ${what} is refused`, () => {
    assert.equal(insuredQuestion.safeParse({ ...exampleInsuredQuestion, ...change }).success, false)
  })
}

const malformedMatches: [string, Record<string, unknown>][] = [
  ['without an ID number', { idNumbers: [] }],
  ['with an ID number that is none', { idNumbers: ['030068002371', '1'] }],
  ['with more ID numbers than anybody has', { idNumbers: Array(9).fill('030068002371') }],
  ['that is silent on the phone', { phone: undefined }],
]
for (const [what, change] of malformedMatches) {
  test(`A match ${what} is no answer`, () => {
    assert.equal(insuredVerdict.safeParse({ ...exampleInsuredVerdict, ...change }).success, false)
  })
}
