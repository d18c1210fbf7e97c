import assert from 'node:assert/strict'
import { randomBytes, randomInt, sign } from 'node:crypto'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { parseToken, verifyToken } from './authentication-token.ts'
import { readCertificate } from './certificate.ts'
import { certificatesIn } from './certificate-file.ts'
import { readCms } from './cms.ts'
import { judgeCrl } from './crl.ts'
import { signedData } from './make-cms.ts'
import { verifyMobileSignature } from './mobile-signature.ts'
import { judgeOcsp } from './ocsp.ts'
import { TEST_TIME, type TestAuthority, testAuthority, type Wish } from './test-authority.ts'
import { cmsDer } from './test-cms.ts'
import { type Mutation, mutated, mutations } from './test-mutations.ts'
import { tokenOf } from './test-token.ts'
import { chainOf, trustStore } from './trust.ts'

/**
 * `MOTCUA_MUTATIONS=20000` makes so many of each kind, however long it takes; else CI takes a minute for all kinds
 * together and everybody else a few seconds. `MOTCUA_MUTATIONS_SEED` repeats a run.
 */
const WANTED = Number(process.env.MOTCUA_MUTATIONS ?? 0)
const SECONDS = process.env.CI === 'true' ? 60 : 4
const SEED = Number(process.env.MOTCUA_MUTATIONS_SEED ?? randomInt(2 ** 30))
/** Fewer in the time given prove nothing. */
const LEAST = 50
const BATCH = 25

const root = testAuthority()
const rsa = root.authority({ kind: 'rsa-2048', subject: [['CN', 'RSA']] })
const store = trustStore({ national: [root.certificate, rsa.certificate], government: [] })
const challenge = { origin: 'https://dichvucong.example.vn', nonce: randomBytes(33).toString('base64') }
const nonce = randomBytes(32)
const responderWish: Wish = { subject: [['CN', 'Responder']], extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'] }

/** Whether bytes are taken for good; `original` is. */
type Kind = { original: Buffer; isTaken: (bytes: Buffer) => boolean }

const isTrusted = (der: Uint8Array) => {
  const read = readCertificate(der)
  return read.kind === 'read' && chainOf(read.certificate, { store, at: TEST_TIME }).kind === 'chained'
}

/** Whatever of a token is not signed (its version, how it is set) may change; who it is and what was signed may not. */
function tokenKind(kind: 'P-256' | 'rsa-2048', algorithm: 'ES256' | 'PS256' | 'RS256'): Kind {
  const token = tokenOf(rsa.issue({ kind }), { algorithm, ...challenge })
  const isTaken = (bytes: Buffer) => {
    const parsed = parseToken(bytes.toString('latin1'))
    if (parsed.kind === 'malformed') return false
    const { unverifiedCertificate, signature } = parsed.token
    const verified = verifyToken(parsed.token, challenge)
    const same = unverifiedCertificate === token.unverifiedCertificate && signature === token.signature
    return (
      !(same && algorithm === parsed.token.algorithm) &&
      verified.kind === 'right' &&
      isTrusted(verified.certificate.der)
    )
  }
  return { original: Buffer.from(JSON.stringify(token)), isTaken }
}

/** The bytes within a token that is well formed around them. */
function withinToken(part: 'unverifiedCertificate' | 'signature', algorithm: 'ES256' | 'PS256'): Kind {
  const token = tokenOf(rsa.issue({ kind: algorithm === 'ES256' ? 'P-256' : 'rsa-2048' }), { algorithm, ...challenge })
  const isTaken = (bytes: Buffer) => {
    const parsed = parseToken(JSON.stringify({ ...token, [part]: bytes.toString('base64') }))
    const verified = parsed.kind === 'parsed' ? verifyToken(parsed.token, challenge) : parsed
    return verified.kind === 'right' && isTrusted(verified.certificate.der)
  }
  return { original: Buffer.from(token[part], 'base64'), isTaken }
}

function certificateKind(issuer: TestAuthority): Kind {
  const { der } = issuer.issue({ ocspUrl: 'http://ocsp.example.vn/', crlUrl: 'http://crl.example.vn/' }).certificate
  return { original: der, isTaken: isTrusted }
}

/** Neither may a good answer be changed and still be good, nor one of revocation become good. */
function ocspKind(issuer: TestAuthority, status: 'good' | { revokedAt: Date }): Kind {
  const { certificate } = issuer.issue()
  const responder = issuer.issue(responderWish)
  const question = { certificate, issuer: issuer.certificate, nonce, at: TEST_TIME }
  const isTaken = (bytes: Buffer) => judgeOcsp(bytes, question).kind === 'good'
  return { original: issuer.ocsp({ certificate, nonce, responder, status }), isTaken }
}

function crlKind(issuer: TestAuthority, which: 'good' | 'revoked'): Kind {
  const [one, other] = [issuer.issue(), issuer.issue()].map(({ certificate }) => ({ certificate, since: TEST_TIME }))
  assert.ok(one && other)
  const question = { certificate: one.certificate, issuer: issuer.certificate, at: TEST_TIME }
  const isTaken = (bytes: Buffer) => judgeCrl(bytes, question).kind === 'good'
  return { original: issuer.crl({ revoked: which === 'good' ? [other] : [other, one] }), isTaken }
}

const content = Buffer.from('motcua:7f3a…, không phải của ai khác')

/** Whatever of it is not signed may change; who signed, and what and how they did, may not. */
function cmsKind(kind: 'P-256' | 'rsa-2048', form: 'enclosed' | 'bare content'): Kind {
  const signer = rsa.issue({ kind })
  const { certificate, key } = signer
  const original =
    form === 'enclosed'
      ? signedData({ content, key: key.privateKey, certificate, chain: [rsa.certificate] })
      : cmsDer({ signer, content, attributes: 'none' })
  const signed = (bytes: Buffer) => {
    const cms = readCms(bytes)
    return cms && [cms.certificate.fingerprint, cms.attributes?.bytes, cms.signature]
  }
  const isTaken = (bytes: Buffer) => {
    const verified = verifyMobileSignature({ format: 'cms', signedData: bytes }, content)
    if (verified.kind === 'refused' || !isTrusted(verified.certificate.der)) return false
    return bytes.equals(original) || !isDeepStrictEqual(signed(bytes), signed(original))
  }
  return { original, isTaken }
}

function bareKind(kind: 'P-256' | 'rsa-2048'): Kind {
  const { certificate, key } = rsa.issue({ kind })
  const isTaken = (value: Buffer) =>
    verifyMobileSignature({ format: 'pkcs1', value, certificate: certificate.der }, content).kind === 'right'
  return { original: sign('sha256', content, key.privateKey), isTaken }
}

const revoked = { revokedAt: TEST_TIME }
const kinds: Record<string, Kind> = {
  'a token of a curve': tokenKind('P-256', 'ES256'),
  'a token of RSA': tokenKind('rsa-2048', 'PS256'),
  'a token of the old RSA': tokenKind('rsa-2048', 'RS256'),
  'the certificate in a token': withinToken('unverifiedCertificate', 'ES256'),
  'the signature in a token of a curve': withinToken('signature', 'ES256'),
  'the signature in a token of RSA': withinToken('signature', 'PS256'),
  'a certificate signed with a curve': certificateKind(root),
  'a certificate signed with RSA': certificateKind(rsa),
  'a good answer signed with a curve': ocspKind(root, 'good'),
  'a good answer signed with RSA': ocspKind(rsa, 'good'),
  'an answer of revocation': ocspKind(root, revoked),
  'a list without the certificate': crlKind(root, 'good'),
  'a list of RSA without the certificate': crlKind(rsa, 'good'),
  'a list with the certificate': crlKind(root, 'revoked'),
  'a CMS of a curve': cmsKind('P-256', 'enclosed'),
  'a CMS of RSA': cmsKind('rsa-2048', 'enclosed'),
  'a CMS over the content itself': cmsKind('P-256', 'bare content'),
  'a bare value of a curve': bareKind('P-256'),
  'a bare value of RSA': bareKind('rsa-2048'),
}
const share = (SECONDS * 1000) / Object.keys(kinds).length

for (const [name, kind] of Object.entries(kinds))
  test(`${name}, changed in any way, makes nothing fall over and is never taken for good`, t => {
    const until = performance.now() + share
    const isDone = (made: number) => (WANTED > 0 ? made >= WANTED : performance.now() > until && made >= LEAST)
    let made = 0
    for (let round = 0; !isDone(made); round++)
      for (const changes of fc.sample(mutations, { seed: SEED + round, numRuns: BATCH })) made += tried(kind, changes)
    t.diagnostic(`MOTCUA_MUTATIONS_SEED=${SEED}: ${made} changed`)
  })

/** How many were looked at: none where the changes undid each other. */
function tried({ original, isTaken }: Kind, changes: Mutation[]): number {
  const bytes = mutated(original, changes)
  if (bytes.equals(original)) return 0
  const told = `MOTCUA_MUTATIONS_SEED=${SEED}: ${JSON.stringify(changes)} gives ${bytes.toString('hex')}`
  assert.doesNotThrow(() => certificatesIn(bytes), told)
  assert.equal(isTaken(bytes), false, told)
  return 1
}

test('What is changed here is taken as long as it is not', () => {
  for (const name of ['the certificate in a token', 'the signature in a token of RSA', 'a certificate signed with RSA'])
    assert.equal(kinds[name]?.isTaken(kinds[name].original), true, name)
  for (const name of [
    'a good answer signed with a curve',
    'a good answer signed with RSA',
    'a list without the certificate',
  ])
    assert.equal(kinds[name]?.isTaken(kinds[name].original), true, name)
  for (const name of Object.keys(kinds).filter(each => /^a (CMS|bare value) /.test(each)))
    assert.equal(kinds[name]?.isTaken(kinds[name].original), true, name)
})
