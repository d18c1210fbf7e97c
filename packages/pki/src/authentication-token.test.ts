import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LONGEST_TOKEN, type SignatureAlgorithm } from '@motcua/contracts/authentication-token.ts'
import fc from 'fast-check'
import { parseToken, verifyToken } from './authentication-token.ts'
import { testAuthority } from './test-authority.ts'
import type { KeyKind } from './test-signing.ts'
import { tokenOf } from './test-token.ts'

const challenge = { origin: 'https://dichvucong.example.vn', nonce: 'A'.repeat(43) }
const root = testAuthority()
const holders = {
  'P-256': root.issue({ kind: 'P-256' }),
  'P-384': root.issue({ kind: 'P-384' }),
  'P-521': root.issue({ kind: 'P-521' }),
  'rsa-2048': root.issue({ kind: 'rsa-2048' }),
}
const ofAlgorithm: Record<SignatureAlgorithm, keyof typeof holders> = {
  ...{ ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' },
  ...{ RS256: 'rsa-2048', RS384: 'rsa-2048', RS512: 'rsa-2048' },
  ...{ PS256: 'rsa-2048', PS384: 'rsa-2048', PS512: 'rsa-2048' },
}
const algorithms = Object.keys(ofAlgorithm) as SignatureAlgorithm[]
const signed = (algorithm: SignatureAlgorithm) => tokenOf(holders[ofAlgorithm[algorithm]], { algorithm, ...challenge })
const token = signed('ES256')
const malformed = { kind: 'malformed' }
const refused = (reason: string) => ({ kind: 'refused', reason })

for (const algorithm of algorithms)
  test(`A token signed with ${algorithm} is right, and gives its certificate`, () => {
    const verified = verifyToken(signed(algorithm), challenge)
    assert.ok(verified.kind === 'right')
    assert.equal(verified.certificate.fingerprint, holders[ofAlgorithm[algorithm]].certificate.fingerprint)
  })

for (const algorithm of algorithms)
  test(`A token signed with ${algorithm} says no other algorithm than it was signed with`, () => {
    for (const other of algorithms.filter(each => each !== algorithm)) {
      const sameKind = ofAlgorithm[other] === ofAlgorithm[algorithm]
      const expected = refused(sameKind ? 'wrong-signature' : 'wrong-algorithm')
      assert.deepEqual(verifyToken({ ...signed(algorithm), algorithm: other }, challenge), expected, other)
    }
  })

test('A token for another site, or another challenge, is refused', () => {
  for (const other of [
    { origin: 'https://dichvucong.example.com' },
    { origin: 'http://dichvucong.example.vn' },
    { origin: 'https://dichvucong.example.vn/' },
    { nonce: 'B'.repeat(43) },
    { nonce: '' },
    { origin: challenge.nonce, nonce: challenge.origin },
  ])
    assert.deepEqual(verifyToken(token, { ...challenge, ...other }), refused('wrong-signature'))
})

test('A token with the certificate of somebody else is refused, though the key is of the same kind', () => {
  const another = root.issue().certificate.der.toString('base64')
  assert.deepEqual(verifyToken({ ...token, unverifiedCertificate: another }, challenge), refused('wrong-signature'))
})

test('A signature of another length or form is refused', () => {
  const bytes = Buffer.from(token.signature, 'base64')
  const der = Buffer.concat([
    Buffer.from('3044', 'hex'),
    Buffer.from('0220', 'hex'),
    bytes.subarray(0, 32),
    Buffer.from('0220', 'hex'),
    bytes.subarray(32),
  ])
  for (const wrong of [
    der,
    bytes.subarray(1),
    Buffer.concat([bytes, Buffer.of(0)]),
    Buffer.alloc(64),
    Buffer.of(0),
    bytes.toReversed(),
  ])
    assert.deepEqual(
      verifyToken({ ...token, signature: Buffer.from(wrong).toString('base64') }, challenge),
      refused('wrong-signature'),
    )
})

test('An algorithm that the key cannot have is refused', () => {
  for (const kind of ['ed25519', 'secp256k1'] satisfies KeyKind[]) {
    const unverifiedCertificate = root.issue({ kind }).certificate.der.toString('base64')
    for (const algorithm of algorithms)
      assert.deepEqual(
        verifyToken({ ...token, algorithm, unverifiedCertificate }, challenge),
        refused('wrong-algorithm'),
      )
  }
})

test('A key too short for its hash gives a refusal, not an exception', () => {
  const unverifiedCertificate = root.issue({ kind: 'rsa-1024' }).certificate.der.toString('base64')
  assert.deepEqual(
    verifyToken({ ...token, algorithm: 'PS512', unverifiedCertificate }, challenge),
    refused('wrong-signature'),
  )
})

test('A certificate that cannot be read, and a second spelling of the same bytes, are malformed', () => {
  const text = token.unverifiedCertificate
  const wrong = ['AAAA', text.slice(0, -4), `AAAA${text.slice(4)}`, Buffer.from('x').toString('base64')]
  for (const unverifiedCertificate of wrong)
    assert.deepEqual(verifyToken({ ...token, unverifiedCertificate }, challenge), refused('malformed'))
  assert.match(token.signature, /[AQgw]==$/)
  const respelled = token.signature.replace(
    /([AQgw])==$/,
    letter => ({ A: 'B==', Q: 'R==', g: 'h==', w: 'x==' })[letter[0] ?? ''] ?? '',
  )
  assert.deepEqual(Buffer.from(respelled, 'base64'), Buffer.from(token.signature, 'base64'))
  assert.deepEqual(verifyToken({ ...token, signature: respelled }, challenge), refused('malformed'))
})

test('A token is read from its JSON, without what is not in the contract', () => {
  const text = JSON.stringify({ ...token, admin: true })
  assert.deepEqual(parseToken(text), { kind: 'parsed', token })
})

test('What is no text, too long, no JSON or no token is malformed', () => {
  const over = JSON.stringify({ ...token, more: 'x'.repeat(LONGEST_TOKEN) })
  for (const wrong of [
    ...[undefined, null, 7, {}, [], token, Buffer.from(JSON.stringify(token)), [JSON.stringify(token)]],
    ...['', '{}', '[]', 'null', '"x"', '{', JSON.stringify([token]), over, 'x'.repeat(1_000_000), '['.repeat(30_000)],
    JSON.stringify({ ...token, algorithm: 'none' }),
    JSON.stringify({ ...token, algorithm: 'HS256' }),
    JSON.stringify({ ...token, algorithm: ['ES256'] }),
    JSON.stringify({ ...token, format: 'web-eid:2' }),
    JSON.stringify({ ...token, signature: `${token.signature}\u0000` }),
    JSON.stringify({ ...token, unverifiedCertificate: 'A'.repeat(20_000) }),
  ])
    assert.deepEqual(parseToken(wrong), malformed)
})

test('A token that brings a prototype along changes nothing', () => {
  const { algorithm: _, ...rest } = token
  const text = JSON.stringify(rest)
  assert.deepEqual(parseToken(`{"__proto__":{"algorithm":"ES256"},${text.slice(1)}`), malformed)
  const parsed = parseToken(`{"__proto__":{"polluted":true},${JSON.stringify(token).slice(1)}`)
  assert.deepEqual(parsed, { kind: 'parsed', token })
  assert.equal(({} as { polluted?: boolean }).polluted, undefined)
})

test('Whatever is sent is answered', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.json(), fc.string()), sent =>
      assert.ok(parseToken(sent).kind === 'malformed'),
    ),
  )
})
