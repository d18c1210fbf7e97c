import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { parseLoginName, readSignInName } from './login-name.ts'

for (const [typed, reason] of [
  ['', 'empty'],
  ['abc', 'too-short'],
  ['a'.repeat(33), 'too-long'],
  ['công1', 'malformed'],
  ['1abcd', 'malformed'],
  ['ab cd', 'malformed'],
  ['030190004517', 'malformed'],
] as const) {
  it(`refuses the login name ${JSON.stringify(typed)} as ${reason}`, () => {
    const reading = parseLoginName(typed)
    assert.equal(reading.kind === 'refused' && reading.reason, reason)
  })
}

it('takes a login name in any case as one name', () => {
  assert.deepEqual(parseLoginName(' NV.Cong '), { kind: 'ok', value: 'nv.cong' })
})

it('never takes a login name for an ID number or the other way round', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      const reading = parseLoginName(text)
      if (reading.kind === 'ok') assert.deepEqual(readSignInName(text), { kind: 'login-name', value: reading.value })
    }),
  )
  assert.deepEqual(readSignInName('030 190.004-517'), { kind: 'id-number', value: '030190004517' })
  assert.equal(readSignInName('  '), undefined)
})
