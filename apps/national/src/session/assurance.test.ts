import assert from 'node:assert/strict'
import { test } from 'node:test'
import { levelOfAssurance } from './assurance.ts'

const cases: [1 | 2 | 3, string, string][] = [
  [2, 'pwd sms', 'LoA2'],
  [2, 'pwd', 'LoA1'],
  [2, 'sms', 'LoA1'],
  [2, 'hwk user', 'LoA1'],
  [2, 'hwk user mfa', 'LoA2'],
  [2, 'fed', 'LoA1'],
  [2, 'fed mfa', 'LoA2'],
  [1, 'fed mfa', 'LoA1'],
  [2, 'pwd sms fed', 'LoA2'],
  [3, 'fed mfa', 'LoA2'],
  [3, 'sc pin mfa', 'LoA3'],
  [3, 'sc', 'LoA3'],
  [3, 'pwd sms', 'LoA2'],
  [2, 'sc pin mfa', 'LoA2'],
  [2, 'sc pin', 'LoA2'],
  [2, 'sc', 'LoA1'],
  [2, 'pwd pin', 'LoA1'],
  [1, 'sc pin mfa', 'LoA1'],
]
for (const [ial, methods, expected] of cases) {
  test(`a person known at IAL ${ial} who signed in by ${methods} is at ${expected}`, () => {
    assert.equal(levelOfAssurance(ial, { methods: methods.split(' ') }), expected)
  })
}
