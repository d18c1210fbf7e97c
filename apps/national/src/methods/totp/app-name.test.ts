import assert from 'node:assert/strict'
import { test } from 'node:test'
import { detailOf, nameOf, parseAppName } from './app-name.ts'

for (const [typed, name] of [
  ['Điện thoại của mẹ', 'Điện thoại của mẹ'],
  ['  hai \n dòng\t ', 'hai dòng'],
  ['', ''],
  ['   ', ''],
  ['\u0000\u202e', ''],
  ['<b>"\'&', '<b>"\'&'],
  ['ệ'.repeat(40), 'ệ'.repeat(40)],
  ['😀'.repeat(40), '😀'.repeat(40)],
] as const) {
  test(`the name ${JSON.stringify(typed.slice(0, 30))} is kept and read again`, () => {
    assert.deepEqual(parseAppName(typed), { kind: 'ok', value: name })
    assert.equal(nameOf(detailOf(name)), name === '' ? undefined : name)
  })
}

for (const typed of ['x'.repeat(41), 'x'.repeat(60_000)])
  test(`a name of ${typed.length} characters is too long`, () =>
    assert.deepEqual(parseAppName(typed), { kind: 'refused', reason: 'too-long' }))
