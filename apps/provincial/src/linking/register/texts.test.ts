import assert from 'node:assert/strict'
import { it } from 'node:test'
import { parseFax, parsePlaceName, parseWebsite } from './texts.ts'

const kind = (reading: { kind: string; reason?: string }) => (reading.kind === 'ok' ? 'ok' : reading.reason)

for (const [typed, value] of [
  ['vidu.vn', 'https://vidu.vn/'],
  [' http://Vidu.VN/a?b=1 ', 'http://vidu.vn/a?b=1'],
] as const) {
  it(`reads the website ${typed}`, () => assert.deepEqual(parseWebsite(typed), { kind: 'ok', value }))
}

for (const typed of [
  'javascript:alert(1)',
  'ftp://vidu.vn',
  'localhost',
  'https://',
  'https://a:b@vidu.vn',
  'hai dương',
  '.vn',
]) {
  it(`refuses the website ${typed}`, () => assert.equal(kind(parseWebsite(typed)), 'malformed'))
}

for (const [typed, outcome] of [
  ['0220 385 1234', 'ok'],
  ['+84 220 3851234', 'ok'],
  ['123', 'malformed'],
  ['0'.repeat(12), 'malformed'],
  ['02203851234x', 'malformed'],
] as const) {
  it(`calls the fax number ${typed} ${outcome}`, () => assert.equal(kind(parseFax(typed)), outcome))
}

for (const [typed, outcome] of [
  ['12/3 ngõ 4, Lê Thanh Nghị', 'ok'],
  ['', 'empty'],
  [' \n ', 'empty'],
  ['---', 'malformed'],
  ['a\u0000b', 'malformed'],
  ['a\u202eb', 'malformed'],
  ['x'.repeat(201), 'too-long'],
] as const) {
  it(`calls the address ${JSON.stringify(typed.slice(0, 30))} ${outcome}`, () => {
    assert.equal(kind(parsePlaceName(typed)), outcome)
  })
}

it('composes what was typed in parts and folds spaces', () => {
  assert.deepEqual(parsePlaceName(' Hải  Dương'.normalize('NFD')), { kind: 'ok', value: 'Hải Dương' })
})
