import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { SignatureAlgorithm } from '@motcua/contracts/authentication-token.ts'
import { signedBytes } from '@motcua/contracts/authentication-token.ts'
import { Integer, Sequence } from 'asn1js'
import forge from 'node-forge'
import { signAuthentication } from '../commands/sign-authentication.ts'
import {
  OPEN_CERTIFICATES,
  openssl,
  readBytes,
  type TestKey,
  temporaryFolder,
  testPair,
  testPkcs12,
} from '../test-tokens.ts'
import { pkcs12Source } from './pkcs12.ts'
import { allTokens } from './tokens.ts'

const PIN = 'Mat-ma 1234'
const challenge = { origin: 'https://dichvucong.example', nonce: 'n'.repeat(43) }
const folder = temporaryFolder(after)

const clock = () => new Date()

/** The only certificate a file offers. */
async function opened(path: string, at = clock) {
  const tokens = allTokens([pkcs12Source(path, at)])
  const { offers, troubles } = await tokens.list()
  const id = offers[0]?.id ?? ''
  const sign = (pin: string) =>
    signAuthentication({ tokens, clock: at, offersExpired: false }, { id, challenge, pin: Buffer.from(pin) })
  return { tokens, offers, troubles, sign }
}

const KEYS: [TestKey, SignatureAlgorithm][] = [
  ['rsa', 'RS256'],
  ['prime256v1', 'ES256'],
  ['secp384r1', 'ES384'],
  ['secp521r1', 'ES512'],
]
for (const [key, algorithm] of KEYS)
  test(`a file with a key of ${key} signs with ${algorithm}, and openssl verifies it`, async () => {
    const pair = testPair(folder, key, { key })
    const { sign } = await opened(testPkcs12(folder, key, { pair, pin: PIN }))
    const signed = await sign(PIN)
    assert.equal(signed.kind, 'authenticated')
    const { token } = signed
    assert.equal(token.algorithm, algorithm)
    assert.deepEqual(Buffer.from(token.unverifiedCertificate, 'base64'), pair.certificate)
    assert.ok(verifiedByOpenssl(pair.certificateFile, Buffer.from(token.signature, 'base64'), algorithm))
  })

test('old files, under RC2 and triple DES, are read', async () => {
  const pair = testPair(folder, 'old')
  const { sign } = await opened(testPkcs12(folder, 'old', { pair, pin: '1234', options: ['-legacy'] }))
  assert.equal((await sign('1234')).kind, 'authenticated')
})

test('a file that hides its certificates is offered by its name, and by its holder once it was opened', async () => {
  const { tokens, offers, sign } = await opened(
    testPkcs12(folder, 'hidden', { pair: testPair(folder, 'hidden'), pin: PIN }),
  )
  assert.deepEqual([offers[0]?.certificate, offers[0]?.token.label], [undefined, 'hidden.p12'])
  await sign(PIN)
  assert.ok((await tokens.list()).offers[0]?.certificate)
})

test('a file that shows its certificates is offered by its holder at once', async () => {
  const pair = testPair(folder, 'open')
  const { offers, sign } = await opened(testPkcs12(folder, 'open', { pair, pin: PIN, options: OPEN_CERTIFICATES }))
  assert.deepEqual(offers[0]?.certificate, pair.certificate)
  assert.equal((await sign(PIN)).kind, 'authenticated')
})

test('a certificate is handed on as it was issued, whatever signed it', async () => {
  const [authority, leaf] = [testPair(folder, 'authority', { key: 'prime256v1' }), testPair(folder, 'leaf')]
  const request = join(folder, 'leaf.csr')
  const issued = join(folder, 'issued.pem')
  openssl('req', '-new', '-key', leaf.keyFile, '-subj', '/CN=Leaf', '-out', request)
  openssl(
    ...(['x509', '-req', '-in', request, '-CA', authority.certificateFile] as const),
    '-CAkey',
    authority.keyFile,
    '-CAcreateserial',
    '-days',
    '9',
    '-out',
    issued,
  )
  const certificate = new X509Certificate(readBytes(issued)).raw
  const { sign } = await opened(
    testPkcs12(folder, 'issued', { pair: { ...leaf, certificateFile: issued, certificate }, pin: PIN }),
  )
  const signed = await sign(PIN)
  assert.equal(signed.kind, 'authenticated')
  assert.equal('token' in signed && signed.token.unverifiedCertificate, certificate.toString('base64'))
})

test('wrong PINs are counted, five block the file for 15 minutes, a right one begins anew', async () => {
  const path = testPkcs12(folder, 'tries', { pair: testPair(folder, 'tries'), pin: PIN })
  // Not before its certificate is valid.
  let now = Date.now()
  const { tokens, sign } = await opened(path, () => new Date(now))
  assert.deepEqual(await sign('wrong'), { kind: 'wrong-pin', tries: { kind: 'counted', left: 4 } })
  assert.equal((await sign(PIN)).kind, 'authenticated')
  for (const left of [4, 3, 2, 1])
    assert.deepEqual(await sign('wrong'), { kind: 'wrong-pin', tries: { kind: 'counted', left } })
  assert.deepEqual(await sign('wrong'), { kind: 'pin-blocked', minutes: 15 })
  assert.deepEqual(await sign(PIN), { kind: 'pin-blocked', minutes: 15 })
  assert.equal((await tokens.list()).offers[0]?.token.tries.kind, 'blocked')
  now += 15 * 60_000
  assert.equal((await sign(PIN)).kind, 'authenticated')
})

test('broken files and files of another kind are told apart from a wrong PIN', async () => {
  const cut = testPkcs12(folder, 'cut', { pair: testPair(folder, 'cut'), pin: PIN })
  truncateSync(cut, 900)
  const text = join(folder, 'text.p12')
  writeFileSync(text, 'not a PKCS#12 file')
  for (const path of [cut, text]) assert.deepEqual((await opened(path)).troubles[0]?.because, 'unreadable')
})

test('a file above one megabyte is not read', async () => {
  const path = join(folder, 'large.p12')
  writeFileSync(path, Buffer.alloc(1_048_577))
  assert.equal((await opened(path)).troubles[0]?.because, 'too-large')
})

test('a key that is not the certificate’s is said to be so', async () => {
  const [one, other] = [testPair(folder, 'one'), testPair(folder, 'other')]
  const path = join(folder, 'mismatch.p12')
  mismatched(path, { keyOf: one.keyFile, certificateOf: other.certificateFile })
  assert.deepEqual(await (await opened(path)).sign(PIN), { kind: 'failed', because: 'key-mismatch' })
})

test('a key of a kind that authentication tokens do not know is said to be so', async () => {
  const pair = testPair(folder, 'edwards', { key: 'ed25519' })
  const { sign } = await opened(testPkcs12(folder, 'edwards', { pair, pin: PIN }))
  assert.deepEqual(await sign(PIN), { kind: 'failed', because: 'unsupported-key' })
})

test('a certificate that turns out to be expired after the PIN signs nothing for the site', async () => {
  const path = testPkcs12(folder, 'expired', { pair: testPair(folder, 'expired'), pin: PIN })
  const inTwoYears = () => new Date(Date.now() + 730 * 86_400_000)
  assert.deepEqual(await (await opened(path, inTwoYears)).sign(PIN), { kind: 'unusable' })
})

test('a file that is gone is a token that was removed', async () => {
  const path = testPkcs12(folder, 'gone', { pair: testPair(folder, 'gone'), pin: PIN })
  const { sign } = await opened(path)
  rmSync(path)
  assert.deepEqual(await sign(PIN), { kind: 'removed' })
})

/** As openssl would not write it by itself: it refuses a key and a certificate that do not belong together. */
function mismatched(path: string, { keyOf, certificateOf }: { keyOf: string; certificateOf: string }): void {
  const key = forge.pki.privateKeyFromPem(readBytes(keyOf).toString())
  const certificate = forge.pki.certificateFromPem(readBytes(certificateOf).toString())
  const file = forge.pkcs12.toPkcs12Asn1(key, [certificate], PIN, { algorithm: 'aes256' })
  writeFileSync(path, Buffer.from(forge.asn1.toDer(file).getBytes(), 'binary'))
}

/** Independent of what the agent itself verifies with. */
function verifiedByOpenssl(certificateFile: string, signature: Buffer, algorithm: SignatureAlgorithm): boolean {
  const [key, data, sig] = ['pub', 'data', 'sig'].map(end => join(folder, `verify.${end}`)) as [string, string, string]
  writeFileSync(key, openssl('x509', '-in', certificateFile, '-noout', '-pubkey'))
  writeFileSync(data, signedBytes(challenge, algorithm))
  writeFileSync(sig, algorithm.startsWith('ES') ? derSignature(signature) : signature)
  return openssl('dgst', `-sha${algorithm.slice(2)}`, '-verify', key, '-signature', sig, data).includes('Verified OK')
}

/** ECDSA-Sig-Value (RFC 3279 §2.2.3) of r ‖ s; `fromBigInt` writes integers as short as DER wants them. */
function derSignature(signature: Buffer): Buffer {
  const half = signature.length / 2
  const number = (bytes: Buffer) => Integer.fromBigInt(BigInt(`0x${bytes.toString('hex')}`))
  const value = [number(signature.subarray(0, half)), number(signature.subarray(half))]
  return Buffer.from(new Sequence({ value }).toBER())
}
