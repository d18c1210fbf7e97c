import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { SignatureAlgorithm } from '@motcua/contracts/authentication-token.ts'
import { signedBytes } from '@motcua/contracts/authentication-token.ts'
import { verifyToken } from './authentication-token.ts'
import { certificatesIn } from './certificate-file.ts'
import { judgeCrl } from './crl.ts'
import { judgeOcsp, ocspRequest } from './ocsp.ts'
import { pemOf, TEST_TIME, testAuthority } from './test-authority.ts'
import { tokenOf } from './test-token.ts'
import { chainOf, trustStore } from './trust.ts'

/** A second opinion. In CI it must be there. */
const absent = spawnSync('openssl', ['version']).status !== 0 && process.env.CI !== 'true'
const options = absent ? { skip: 'the program openssl is not installed' } : {}

const root = testAuthority()
const ca = root.authority()
const person = ca.issue()
const at = String(TEST_TIME.getTime() / 1000)
const question = { certificate: person.certificate, issuer: ca.certificate, at: TEST_TIME }

let folder: string
const path = (name: string) => join(folder, name)
function file(name: string, content: string | Buffer): string {
  writeFileSync(path(name), content)
  return path(name)
}
/** What it prints. @throws unless it is content. */
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-pki-'))
  file('root.pem', pemOf(root.certificate))
  file('ca.pem', pemOf(ca.certificate))
  file('person.pem', pemOf(person.certificate))
})
after(() => rmSync(folder, { recursive: true, force: true }))

test('openssl verifies the chain that we found, and refuses the one we refuse', options, () => {
  const store = trustStore({ national: [root.certificate, ca.certificate], government: [] })
  const verify = (name: string) =>
    openssl('verify', '-attime', at, '-x509_strict', '-CAfile', 'root.pem', '-untrusted', 'ca.pem', name)
  assert.equal(chainOf(person.certificate, { store, at: TEST_TIME }).kind, 'chained')
  assert.match(verify('person.pem'), /person\.pem: OK/)
  const impostor = testAuthority().authority().issue().certificate
  file('impostor.pem', pemOf(impostor))
  assert.equal(chainOf(impostor, { store, at: TEST_TIME }).kind, 'refused')
  assert.throws(() => verify('impostor.pem'), /verification failed/)
})

const padding: Partial<Record<SignatureAlgorithm, string[]>> = {
  PS256: ['-pkeyopt', 'rsa_padding_mode:pss', '-pkeyopt', 'rsa_pss_saltlen:digest'],
  PS384: ['-pkeyopt', 'rsa_padding_mode:pss', '-pkeyopt', 'rsa_pss_saltlen:digest'],
}
const kinds = { RS256: 'rsa-2048', PS256: 'rsa-2048', PS384: 'rsa-2048', ES256: 'P-256', ES384: 'P-384' } as const
for (const [name, kind] of Object.entries(kinds))
  test(`openssl verifies the signature of a token with ${name}`, options, () => {
    const algorithm = name as keyof typeof kinds
    const challenge = { origin: 'https://dichvucong.example.vn', nonce: randomBytes(33).toString('base64') }
    const holder = ca.issue({ kind })
    const token = tokenOf(holder, { algorithm, ...challenge })
    assert.equal(verifyToken(token, challenge).kind, 'right')
    file('key.pem', holder.certificate.x509.publicKey.export({ type: 'spki', format: 'pem' }))
    const hashed = (text: string) =>
      openssl('dgst', `-sha${algorithm.slice(2)}`, file('text', text))
        .replace(/^.*= /, '')
        .trim()
    file('bytes', Buffer.from(hashed(challenge.origin) + hashed(challenge.nonce), 'hex'))
    file('signature', derSignature(Buffer.from(token.signature, 'base64'), kind))
    const digest = `sha${algorithm.slice(2)}`
    const how = ['-pubin', '-inkey', 'key.pem', '-rawin', '-digest', digest, ...(padding[algorithm] ?? [])]
    const verify = () => openssl('pkeyutl', '-verify', ...how, '-in', 'bytes', '-sigfile', 'signature')
    assert.match(verify(), /Verified Successfully/)
    file('bytes', signedBytes({ ...challenge, origin: 'https://dichvucong.example.com' }, algorithm))
    assert.throws(verify)
  })

/** r ‖ s as openssl wants it: SEQUENCE of two positive INTEGERs. */
function derSignature(bytes: Buffer, kind: string): Buffer {
  if (kind.startsWith('rsa')) return bytes
  const integer = (number: Buffer) => {
    const digits = Buffer.from(number.subarray(number.findIndex(byte => byte !== 0)))
    const positive = (digits[0] ?? 0) < 0x80 ? digits : Buffer.concat([Buffer.of(0), digits])
    return Buffer.concat([Buffer.of(2, positive.length), positive])
  }
  const both = [bytes.subarray(0, bytes.length / 2), bytes.subarray(bytes.length / 2)].map(integer)
  const content = Buffer.concat(both)
  return Buffer.concat([Buffer.of(0x30, content.length), content])
}

test('openssl reads our question and verifies the answer that we take', options, () => {
  const nonce = randomBytes(32)
  file('request.der', ocspRequest({ ...question, nonce }))
  const text = openssl('ocsp', '-reqin', 'request.der', '-req_text')
  assert.match(text, new RegExp(`Serial Number: ${person.certificate.serialNumber}`))
  assert.match(text, /OCSP Nonce/)
  for (const status of ['good', { revokedAt: TEST_TIME, reason: 6 }] as const) {
    const answer = ca.ocsp({ certificate: person.certificate, nonce, status })
    assert.equal(judgeOcsp(answer, { ...question, nonce }).kind, status === 'good' ? 'good' : 'revoked')
    file('answer.der', answer)
    const about = ['-issuer', 'ca.pem', '-cert', 'person.pem', '-CAfile', 'root.pem', '-verify_other', 'ca.pem']
    const said = spawnSync('openssl', ['ocsp', '-respin', 'answer.der', ...about, '-attime', at, '-no_nonce'], {
      cwd: folder,
      encoding: 'utf8',
    })
    assert.match(said.stderr + said.stdout, /Response verify OK/)
    assert.match(said.stdout, status === 'good' ? /person\.pem: good/ : /person\.pem: revoked[\s\S]*certificateHold/)
  }
})

test('openssl’s own responder is understood, and openssl verifies our list', options, () => {
  file('ca.key', ca.key.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const nonce = randomBytes(32)
  file('request.der', ocspRequest({ ...question, nonce }))
  const { serialNumber } = person.certificate
  file('index.txt', `V\t271124010000Z\t\t${serialNumber}\tunknown\t/CN=An\n`)
  openssl(
    'ocsp',
    '-index',
    'index.txt',
    '-rsigner',
    'ca.pem',
    '-rkey',
    'ca.key',
    '-CA',
    'ca.pem',
    '-reqin',
    'request.der',
    '-respout',
    'own.der',
    '-ndays',
    '1',
  )
  const own = readFileSync(path('own.der'))
  assert.equal(judgeOcsp(own, { ...question, nonce, at: new Date() }).kind, 'good')
  assert.equal(judgeOcsp(own, { ...question, nonce: randomBytes(32), at: new Date() }).kind, 'undetermined')

  const list = ca.crl({ revoked: [{ certificate: person.certificate, since: TEST_TIME, reason: 1 }] })
  assert.equal(judgeCrl(list, question).kind, 'revoked')
  file('list.crl', list)
  const said = spawnSync(
    'openssl',
    ['crl', '-inform', 'DER', '-in', 'list.crl', '-CAfile', 'ca.pem', '-noout', '-text'],
    { cwd: folder, encoding: 'utf8' },
  )
  assert.match(said.stderr, /verify OK/)
  assert.match(said.stdout, new RegExp(`Serial Number: ${serialNumber}`))
})

test('The PKCS#7 files of openssl are read', options, () => {
  for (const form of ['DER', 'PEM']) {
    openssl('crl2pkcs7', '-nocrl', '-certfile', 'root.pem', '-certfile', 'ca.pem', '-outform', form, '-out', 'both.p7b')
    const read = certificatesIn(readFileSync(path('both.p7b')))
    assert.ok(read.kind === 'read', form)
    assert.deepEqual(
      read.certificates.map(each => each.fingerprint),
      [root.certificate.fingerprint, ca.certificate.fingerprint],
    )
  }
})
