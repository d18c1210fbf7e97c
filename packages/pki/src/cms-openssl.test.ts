import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { signedData } from './make-cms.ts'
import { verifyMobileSignature } from './mobile-signature.ts'
import { type Issued, pemOf, TEST_TIME, testAuthority } from './test-authority.ts'

/** A second opinion. In CI it must be there. */
const absent = spawnSync('openssl', ['version']).status !== 0 && process.env.CI !== 'true'
const options = absent ? { skip: 'the program openssl is not installed' } : {}

const root = testAuthority()
/** E-mail protection, without which openssl verifies nothing by a chain. */
const wish = { extendedKeyUsage: ['1.3.6.1.5.5.7.3.4'] }
const kinds = ['rsa-2048', 'P-256', 'P-384', 'P-521'] as const
const holders = new Map(kinds.map(kind => [kind, root.issue({ ...wish, kind })]))
const content = Buffer.from('motcua:7f3a…, không phải của ai khác\r\n')
const another = Buffer.from('motcua:0000…, của người khác\n')

let folder: string
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
const file = (name: string, bytes: Uint8Array | string) => writeFileSync(join(folder, name), bytes)

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-cms-'))
  file('content', content)
  file('root.pem', pemOf(root.certificate))
  for (const [kind, { certificate, key }] of holders) {
    file(`${kind}.pem`, pemOf(certificate))
    file(`${kind}.key`, key.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  }
})
after(() => rmSync(folder, { recursive: true, force: true }))

type Kind = (typeof kinds)[number]
const holder = (kind: Kind): Issued => holders.get(kind) ?? assert.fail(kind)
const by = (kind: Kind) => ['-signer', `${kind}.pem`, '-inkey', `${kind}.key`]

function signedBy(kind: Kind, ...how: string[]): Buffer {
  openssl('cms', '-sign', '-binary', '-in', 'content', '-outform', 'DER', '-out', 'signed', ...by(kind), ...how)
  return readFileSync(join(folder, 'signed'))
}
const verified = (bytes: Uint8Array, over: Uint8Array = content) =>
  verifyMobileSignature({ format: 'cms', signedData: bytes }, over)

const ways: Record<string, string[]> = {
  detached: [],
  'with the content inside': ['-nodetach'],
  'without attributes': ['-noattr'],
  'without attributes, with the content inside': ['-noattr', '-nodetach'],
  'with the identifier of the key': ['-keyid'],
  'with the certificates above': ['-certfile', 'root.pem'],
  'with the signing certificate': ['-cades'],
  'with SHA-384': ['-md', 'sha384'],
  'with the signing certificate by SHA-512': ['-cades', '-md', 'sha512', '-nodetach'],
}
const padded = ['-keyopt', 'rsa_padding_mode:pss']
const ofRsa: Record<string, string[]> = {
  'with PSS': padded,
  'with PSS and SHA-512, without attributes': [...padded, '-md', 'sha512', '-noattr'],
  'with PSS and a salt as long as the hash': [...padded, '-keyopt', 'rsa_pss_saltlen:digest', '-cades'],
}

for (const kind of kinds)
  for (const [name, how] of Object.entries({ ...ways, ...(kind === 'rsa-2048' ? ofRsa : {}) }))
    test(`openssl’s signature of ${kind}, ${name}, is right over its content and no other`, options, () => {
      const bytes = signedBy(kind, ...how)
      const said = verified(bytes)
      assert.ok(said.kind === 'right', JSON.stringify(said))
      assert.equal(said.certificate.fingerprint, holder(kind).certificate.fingerprint)
      assert.deepEqual(verified(bytes, another), { kind: 'refused', reason: 'wrong-signature' })
    })

const refused: Record<string, { how: string[]; reason: 'malformed' | 'wrong-signature' }> = {
  'with SHA-1': { how: ['-md', 'sha1'], reason: 'wrong-signature' },
  'with MD5, without attributes': { how: ['-md', 'md5', '-noattr'], reason: 'wrong-signature' },
  'without the certificate': { how: ['-nocerts'], reason: 'malformed' },
  'of two': { how: [...by('P-256'), ...by('rsa-2048')], reason: 'malformed' },
  'of indefinite length': { how: ['-nodetach', '-stream'], reason: 'malformed' },
  'of another type of content': { how: ['-econtent_type', 'pkcs7-encryptedData'], reason: 'malformed' },
}
for (const [name, { how, reason }] of Object.entries(refused))
  test(`openssl’s signature ${name} is refused`, options, () => {
    const kind = name === 'of two' ? 'P-384' : 'rsa-2048'
    assert.deepEqual(verified(signedBy(kind, ...how)), { kind: 'refused', reason })
  })

for (const kind of kinds)
  test(`openssl’s bare signature of ${kind} is right over its content and no other`, options, () => {
    const hash = kind === 'P-384' ? '-sha384' : kind === 'P-521' ? '-sha512' : '-sha256'
    const value = openssl('dgst', hash, '-sign', `${kind}.key`, 'content')
    const { certificate } = holder(kind)
    const say = (over: Uint8Array) =>
      verifyMobileSignature({ format: 'pkcs1', value, certificate: certificate.der }, over).kind
    assert.equal(say(content), 'right')
    assert.equal(say(another), 'refused')
  })

for (const kind of ['rsa-2048', 'P-256', 'P-384'] as const)
  test(`openssl verifies what we make with ${kind}, its signing certificate too`, options, () => {
    const { certificate, key } = holder(kind)
    const made = { key: key.privateKey, certificate, chain: [root.certificate] }
    const at = String(TEST_TIME.getTime() / 1000)
    const verify = ['-verify', '-cades', '-inform', 'DER', '-in', 'made', '-CAfile', 'root.pem', '-attime', at]
    file('made', signedData({ ...made, content }))
    assert.deepEqual(openssl('cms', ...verify, '-binary'), content)
    const spoiled = signedData({ ...made, content })
    another.copy(spoiled, spoiled.indexOf(content))
    file('made', spoiled)
    assert.throws(() => openssl('cms', ...verify, '-binary'))
  })
