import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { keysFromFile, keysFromText, parseKeys } from './keys.ts'

const secret = randomBytes(32).toString('base64')
const ring = {
  sealing: { current: 'k1', keys: { k1: secret } },
  index: { id: '1', key: secret },
  otp: secret,
}
const jwk = { kty: 'EC', kid: 'x', use: 'sig', alg: 'ES256', d: secret }

function refusal(text: string): string {
  try {
    parseKeys(text)
  } catch (error) {
    return String(error) + JSON.stringify(error, Object.getOwnPropertyNames(error))
  }
  return assert.fail(`accepted: ${text}`)
}

test('a key ring is read from text and from a file', async context => {
  const folder = await mkdtemp(join(tmpdir(), 'keys-'))
  context.after(() => rm(folder, { recursive: true }))
  const text = JSON.stringify({ ...ring, oidc: { keys: [jwk] } })
  await writeFile(join(folder, 'keys.json'), text)
  for (const source of [keysFromText(text), keysFromFile(join(folder, 'keys.json'))]) {
    const keys = await source()
    assert.equal(keys.sealing.keys.k1?.toString('base64'), secret)
    assert.equal(keys.otp.length, 32)
    assert.deepEqual(keys.oidc, { keys: [jwk] })
  }
})

test('a ring without provider keys has none', () => {
  assert.ok(!('oidc' in parseKeys(JSON.stringify(ring))))
})

const refused: [string, string, RegExp][] = [
  ['text cut short', JSON.stringify(ring).slice(0, -5), /not JSON/],
  ['text with a stray word', `${JSON.stringify(ring)} x`, /not JSON/],
  ['a bare key', secret, /not JSON/],
  ['a bare key in quotes', JSON.stringify(secret), /the whole/],
  ['nothing', '', /not JSON/],
  ['a key of 31 bytes', JSON.stringify({ ...ring, otp: randomBytes(31).toString('base64') }), /otp/],
  ['a key in another alphabet', JSON.stringify({ ...ring, otp: `${secret.slice(0, -1)}!` }), /otp/],
  [
    'an unknown current key',
    JSON.stringify({ ...ring, sealing: { ...ring.sealing, current: secret } }),
    /sealing\.current/,
  ],
  [
    'a current key that every object has',
    JSON.stringify({ ...ring, sealing: { ...ring.sealing, current: 'constructor' } }),
    /sealing\.current/,
  ],
  [
    'key and id swapped',
    JSON.stringify({ ...ring, sealing: { current: 'k1', keys: { [secret]: 'k1' } } }),
    /sealing\.keys\.\*/,
  ],
  ['a provider without keys', JSON.stringify({ ...ring, oidc: { keys: [] } }), /oidc\.keys/],
  [
    'a provider key without id',
    JSON.stringify({ ...ring, oidc: { keys: [{ ...jwk, kid: undefined }] } }),
    /oidc\.keys\.0\.kid/,
  ],
]

for (const [what, text, says] of refused)
  test(`a ring with ${what} is refused, naming the place and no key material`, () => {
    const told = refusal(text)
    assert.match(told, says)
    for (let at = 0; at + 6 <= secret.length; at++) assert.ok(!told.includes(secret.slice(at, at + 6)), told)
  })
