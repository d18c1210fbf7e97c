import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import {
  exampleOperatorQuestion,
  exampleOperatorVerdict,
  exampleQuestion,
  exampleVerdict,
  operatorQuestion,
  operatorVerdict,
  subscriberQuestion,
  subscriberVerdict,
} from './subscriber-registry.ts'
import { subscriberRegistryOpenApi } from './subscriber-registry-openapi.ts'

test('The examples keep the contract', () => {
  assert.deepEqual(subscriberQuestion.parse(exampleQuestion), exampleQuestion)
  assert.deepEqual(subscriberVerdict.parse(exampleVerdict), exampleVerdict)
  assert.deepEqual(operatorQuestion.parse(exampleOperatorQuestion), exampleOperatorQuestion)
  assert.deepEqual(operatorVerdict.parse(exampleOperatorVerdict), exampleOperatorVerdict)
})

test('The written OpenAPI description is the one the schema gives', async () => {
  const file = new URL('../openapi/subscriber-registry.json', import.meta.url)
  assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), JSON.parse(JSON.stringify(subscriberRegistryOpenApi())))
})

const malformed: [string, Record<string, unknown>][] = [
  ['a national phone number', { phone: '0828114088' }],
  ['a number of eleven digits', { idNumber: '03019000451' }],
  ['an empty name', { fullName: '' }],
  ['a name with a control character', { fullName: 'Nguyễn\u0000Hà' }],
  ['a day that never was', { dateOfBirth: '2001-02-29' }],
  ['more than was asked for', { address: 'Hải Dương' }],
]
for (const [what, change] of malformed) {
  test(`A question with ${what} is refused`, () => {
    assert.equal(subscriberQuestion.safeParse({ ...exampleQuestion, ...change }).success, false)
  })
}
