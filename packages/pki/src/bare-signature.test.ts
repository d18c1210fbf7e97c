import assert from 'node:assert/strict'
import { constants, type KeyObject, sign } from 'node:crypto'
import { test } from 'node:test'
import { type VerifiedMobileSignature, verifyMobileSignature } from './mobile-signature.ts'
import { type Issued, testAuthority } from './test-authority.ts'
import type { KeyKind } from './test-signing.ts'

const root = testAuthority()
const content = Buffer.from('motcua:7f3a…, không phải của ai khác')
const holders = new Map<KeyKind, Issued>()
function holder(kind: KeyKind): Issued {
  const known = holders.get(kind) ?? root.issue({ kind })
  holders.set(kind, known)
  return known
}

const verified = (value: Uint8Array, { certificate }: Issued, over: Uint8Array = content) =>
  verifyMobileSignature({ format: 'pkcs1', value, certificate: certificate.der }, over)

function assertRight(said: VerifiedMobileSignature, { certificate }: Issued) {
  assert.ok(said.kind === 'right', JSON.stringify(said))
  assert.equal(said.certificate.fingerprint, certificate.fingerprint)
}
const wrong = { kind: 'refused', reason: 'wrong-signature' }
const malformed = { kind: 'refused', reason: 'malformed' }

for (const hash of ['sha256', 'sha384', 'sha512'])
  test(`RSA with ${hash} is right over our content and no other`, () => {
    const value = sign(hash, content, holder('rsa-2048').key.privateKey)
    assertRight(verified(value, holder('rsa-2048')), holder('rsa-2048'))
    assert.deepEqual(verified(value, holder('rsa-2048'), Buffer.from(`${content}.`)), wrong)
    assert.deepEqual(verified(value, root.issue({ kind: 'rsa-2048' })), wrong)
  })

const curves = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512' } as const
for (const [kind, hash] of Object.entries(curves))
  for (const dsaEncoding of ['der', 'ieee-p1363'] as const)
    test(`${kind} with ${hash} is right in ${dsaEncoding}, over our content and no other`, () => {
      const own = holder(kind as keyof typeof curves)
      const value = sign(hash, content, { key: own.key.privateKey, dsaEncoding })
      assertRight(verified(value, own), own)
      assert.deepEqual(verified(value, own, Buffer.from(`${content}.`)), wrong)
      assert.deepEqual(verified(value, root.issue({ kind: kind as keyof typeof curves })), wrong)
    })

test('A curve signs by its own hash only', () => {
  for (const hash of ['sha1', 'sha384', 'sha512'])
    assert.deepEqual(verified(sign(hash, content, holder('P-256').key.privateKey), holder('P-256')), wrong, hash)
})

test('Weak hashes, other paddings and other kinds of keys are no signature', () => {
  const key: KeyObject = holder('rsa-2048').key.privateKey
  for (const hash of ['md5', 'sha1', 'sha224'])
    assert.deepEqual(verified(sign(hash, content, key), holder('rsa-2048')), wrong, hash)
  const pss = sign('sha256', content, { key, padding: constants.RSA_PKCS1_PSS_PADDING })
  assert.deepEqual(verified(pss, holder('rsa-2048')), wrong)
  assert.deepEqual(verified(sign(null, content, holder('ed25519').key.privateKey), holder('ed25519')), wrong)
  assert.deepEqual(verified(sign('sha256', content, holder('secp256k1').key.privateKey), holder('secp256k1')), wrong)
})

test('Values of any length make nothing fall over', () => {
  for (const kind of ['P-256', 'P-521', 'rsa-2048'] as const)
    for (const length of [0, 1, 63, 64, 65, 131, 132, 133, 255, 256, 257, 100_000])
      for (const byte of [0, 0x30, 0xff])
        assert.deepEqual(verified(Buffer.alloc(length, byte), holder(kind)), wrong, `${kind} ${length} ${byte}`)
})

test('A right value with anything before or behind it is wrong', () => {
  for (const kind of ['P-256', 'rsa-2048'] as const) {
    for (const dsaEncoding of ['der', 'ieee-p1363'] as const) {
      const value = sign('sha256', content, { key: holder(kind).key.privateKey, dsaEncoding })
      assertRight(verified(value, holder(kind)), holder(kind))
      for (const more of [1, 2]) {
        assert.deepEqual(verified(Buffer.concat([value, Buffer.alloc(more)]), holder(kind)), wrong)
        assert.deepEqual(verified(Buffer.concat([Buffer.alloc(more), value]), holder(kind)), wrong)
      }
    }
  }
})

test('A certificate that cannot be read, or has something behind it, is malformed', () => {
  const { certificate, key } = holder('P-256')
  const value = sign('sha256', content, key.privateKey)
  for (const der of [Buffer.alloc(0), certificate.der.subarray(1), Buffer.concat([certificate.der, Buffer.of(0)])])
    assert.deepEqual(verifyMobileSignature({ format: 'pkcs1', value, certificate: der }, content), malformed)
})

test('A content that is spelled as the signed attributes of a CMS is not taken, whoever signed it', () => {
  const set = Buffer.from('31053003020101', 'hex')
  assert.deepEqual(verified(sign('sha256', set, holder('P-256').key.privateKey), holder('P-256'), set), wrong)
  const text = Buffer.from('1 is where a number begins, and a SET')
  assertRight(verified(sign('sha256', text, holder('P-256').key.privateKey), holder('P-256'), text), holder('P-256'))
})
