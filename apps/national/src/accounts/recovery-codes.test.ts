import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemRandom } from '@motcua/kit/random.ts'
import fc from 'fast-check'
import { drawRecoveryCodes, parseRecoveryCode, shownRecoveryCode } from './recovery-codes.ts'

test('ten codes of 40 bits are drawn, without signs that look alike, and never the same', () => {
  const all = Array.from({ length: 300 }, () => drawRecoveryCodes(systemRandom))
  for (const codes of all) assert.equal(codes.length, 10)
  for (const code of all.flat()) assert.match(code, /^[2-9A-HJ-NP-Z]{8}$/)
  assert.equal(new Set(all.flat()).size, 3000)
  const used = new Set(all.flat().join(''))
  assert.equal(used.size, 32, 'every sign is drawn: 5 bits each')
})

test('codes that are drawn twice are drawn again', () => {
  let drawn = 0
  // Every code comes twice: of twenty draws ten are different.
  const twice = (length: number) => Buffer.alloc(length, Math.floor(drawn++ / 2))
  assert.equal(new Set(drawRecoveryCodes(twice)).size, 10)
  assert.ok(drawn > 10)
})

test('what is shown is read again, however it is typed', () => {
  for (const code of drawRecoveryCodes(systemRandom)) {
    const shown = shownRecoveryCode(code)
    for (const typed of [
      code,
      shown,
      shown.toLowerCase(),
      ` ${shown} `,
      shown.replace('-', ' - '),
      [...code].join(' '),
    ])
      assert.deepEqual(parseRecoveryCode(typed), { kind: 'ok', value: code }, typed)
  }
})

for (const [typed, reason] of [
  ['', 'empty'],
  [' - ', 'empty'],
  ['4KQ7-M2X', 'malformed'],
  ['4KQ7-M2XPP', 'malformed'],
  ['4KQ7-M2X0', 'malformed'],
  ['4KQ7_M2XP', 'malformed'],
  ['４KQ7M2XP', 'malformed'],
  ['4'.repeat(100_000), 'malformed'],
] as const) {
  test(`${JSON.stringify(typed.slice(0, 20))} is ${reason}`, () =>
    assert.deepEqual(parseRecoveryCode(typed), { kind: 'refused', reason }))
}

test('no text makes reading fail', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => void parseRecoveryCode(text)))
})
