import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as asn1js from 'asn1js'
import type { Certificate } from './certificate.ts'
import { authorityOf, days, TEST_TIME, type TestAuthority, testAuthority, type Wish } from './test-authority.ts'
import { certificateOf, extension } from './test-certificates.ts'
import type { Rdn } from './test-names.ts'
import { testKey } from './test-signing.ts'
import { chainOf, type Refusal, trustStore } from './trust.ts'

const refused = (reason: Refusal) => ({ kind: 'refused', reason })
const named = (name: string): Rdn[] => [['CN', name]]
const government = testAuthority({ subject: named('Government Root') })
const root = testAuthority({ subject: named('National Root') })
const ca = root.authority({ subject: named('CA') })

const certificatesOf = (authorities: TestAuthority[]) => authorities.map(each => each.certificate)
/** With everything below the national root. */
const storeOf = (...below: TestAuthority[]) =>
  trustStore({ national: certificatesOf([root, ...below]), government: [government.certificate] })
const store = storeOf(ca)
const answer = (certificate: Certificate, trusted = store, at = TEST_TIME) => {
  const found = chainOf(certificate, { store: trusted, at })
  return found.kind === 'chained' ? [found.authority, found.chain.length] : found
}
const issuedBy = (authority: TestAuthority, wish?: Wish) =>
  answer(authority.issue(wish).certificate, storeOf(ca, authority))

test('A certificate is chained to the anchor of its own root, with every certificate on the way', () => {
  const { certificate } = ca.issue()
  assert.deepEqual(chainOf(certificate, { store, at: TEST_TIME }), {
    ...{ kind: 'chained', authority: 'national' },
    chain: [certificate, ca.certificate, root.certificate],
  })
  assert.deepEqual(answer(government.issue().certificate), ['government', 2])
})

test('One who signs with the name of a root, or of a CA, is untrusted', () => {
  const impostor = testAuthority({ subject: named('National Root') })
  assert.deepEqual(answer(impostor.issue().certificate), refused('untrusted'))
  assert.deepEqual(answer(impostor.authority({ subject: named('CA') }).issue().certificate), refused('untrusted'))
  assert.deepEqual(answer(ca.issue({ signedBy: testKey() }).certificate), refused('untrusted'))
})

test('One who signed a person’s certificate themselves, with the right names, is untrusted', () => {
  const key = testKey()
  const subject = named('Nguyễn Văn An')
  assert.deepEqual(
    answer(ca.issue({ subject, issuer: subject, subjectKey: key, signedBy: key }).certificate),
    refused('untrusted'),
  )
  assert.deepEqual(answer(ca.issue({ subjectKey: key, signedBy: key }).certificate), refused('untrusted'))
})

test('The right key under another name is untrusted', () => {
  assert.deepEqual(answer(ca.issue({ issuer: named('Another CA') }).certificate), refused('untrusted'))
})

test('An intermediate is never trusted by itself, nor in the group of the other root', () => {
  const { certificate } = ca.issue()
  assert.deepEqual(
    answer(certificate, trustStore({ national: [ca.certificate], government: [] })),
    refused('untrusted'),
  )
  const misplaced = { national: [root.certificate], government: [government.certificate, ca.certificate] }
  assert.deepEqual(answer(certificate, trustStore(misplaced)), refused('untrusted'))
  assert.deepEqual(answer(certificate, trustStore({ national: [], government: [] })), refused('untrusted'))
})

test('An intermediate with its own name as issuer is no anchor unless it signed itself', () => {
  const subject = named('CA')
  const posing = root.authority({ subject, issuer: subject })
  assert.deepEqual(
    answer(posing.issue().certificate, trustStore({ national: [posing.certificate], government: [] })),
    refused('untrusted'),
  )
})

test('A person’s certificate issues nothing', () => {
  const person = authorityOf(ca.issue({ subject: named('An') }), TEST_TIME)
  assert.deepEqual(issuedBy(person), refused('untrusted'))
  const signer = authorityOf(
    ca.issue({ subject: named('An'), keyUsage: ['digitalSignature', 'keyCertSign'] }),
    TEST_TIME,
  )
  assert.deepEqual(issuedBy(signer), refused('untrusted'))
})

test('A CA that may not sign certificates issues nothing; an old root says nothing of it', () => {
  assert.deepEqual(issuedBy(root.authority({ subject: named('B'), keyUsage: ['cRLSign'] })), refused('untrusted'))
  assert.deepEqual(issuedBy(root.authority({ subject: named('B'), keyUsage: 'none' })), refused('untrusted'))
  const old = testAuthority({ subject: named('Old'), keyUsage: 'none' })
  assert.deepEqual(answer(old.issue().certificate, trustStore({ national: [old.certificate], government: [] })), [
    'national',
    2,
  ])
})

test('No more CAs stand below another than it allows; a CA’s certificate for its own new key is not counted', () => {
  const narrow = root.authority({ subject: named('Narrow'), authority: { pathLength: 0 } })
  const below = narrow.authority({ subject: named('Below') })
  assert.deepEqual(answer(narrow.issue().certificate, storeOf(narrow)), ['national', 3])
  assert.deepEqual(answer(below.issue().certificate, storeOf(narrow, below)), refused('untrusted'))
  const renewed = narrow.authority({ subject: named('Narrow') })
  assert.deepEqual(answer(renewed.issue().certificate, storeOf(narrow, renewed)), ['national', 4])
})

test('A chain of more than six is given up', () => {
  const line = [root]
  for (const name of ['1', '2', '3', '4', '5']) line.push((line.at(-1) ?? root).authority({ subject: named(name) }))
  const [, , , , fourth = root, fifth = root] = line
  assert.deepEqual(answer(fourth.issue().certificate, storeOf(...line)), ['national', 6])
  assert.deepEqual(answer(fifth.issue().certificate, storeOf(...line)), refused('untrusted'))
})

test('Each end of validity counts to the second, of the certificate and of every issuer', () => {
  const { certificate } = ca.issue()
  const { validFrom, validTo } = certificate
  const near = (time: Date, ms: number) => answer(certificate, store, new Date(time.getTime() + ms))
  assert.deepEqual(near(validFrom, -1), refused('not-yet-valid'))
  assert.deepEqual(near(validFrom, 0), ['national', 3])
  assert.deepEqual(near(validTo, 0), ['national', 3])
  assert.deepEqual(near(validTo, 1), refused('expired'))
  const past = { subject: named('Past'), validTo: days(TEST_TIME, -1) }
  assert.deepEqual(issuedBy(root.authority(past)), refused('issuer-expired'))
  assert.deepEqual(
    issuedBy(root.authority({ ...past, validTo: days(TEST_TIME, 9), validFrom: days(TEST_TIME, 1) })),
    refused('issuer-expired'),
  )
  const anchor = testAuthority(past)
  assert.deepEqual(
    answer(anchor.issue().certificate, trustStore({ national: [anchor.certificate], government: [] })),
    refused('issuer-expired'),
  )
})

test('A date that nobody can read does not make a certificate valid', () => {
  assert.deepEqual(answer(ca.issue().certificate, store, new Date(Number.NaN)), refused('expired'))
})

test('Name constraints, and critical extensions that are not understood, are refused wherever they stand', () => {
  const text = new asn1js.Utf8String({ value: 'x' })
  for (const each of [
    extension('1.2.3.4', text, 'critical'),
    extension('2.5.29.36', text, 'critical'),
    extension('2.5.29.30', text),
  ]) {
    assert.deepEqual(answer(ca.issue({ extensions: [each] }).certificate), refused('untrusted'))
    assert.deepEqual(issuedBy(root.authority({ subject: named('B'), extensions: [each] })), refused('untrusted'))
  }
  assert.deepEqual(answer(ca.issue({ extensions: [extension('1.2.3.4', text)] }).certificate), ['national', 3])
})

test('Signatures with MD5 and SHA-1 are weak anywhere but on the anchor', () => {
  const rsa = testAuthority({ subject: named('RSA'), kind: 'rsa-2048', hash: 'sha1' })
  const trusted = (...below: TestAuthority[]) =>
    trustStore({ national: certificatesOf([rsa, ...below]), government: [] })
  for (const hash of ['sha256', 'sha384', 'sha512', 'pss'] as const)
    assert.deepEqual(answer(rsa.issue({ hash }).certificate, trusted()), ['national', 2], hash)
  for (const hash of ['md5', 'sha1'] as const) {
    assert.deepEqual(answer(rsa.issue({ hash }).certificate, trusted()), refused('weak'))
    const below = rsa.authority({ subject: named('B'), hash })
    assert.deepEqual(answer(below.issue().certificate, trusted(below)), refused('weak'))
  }
  assert.deepEqual(answer(ca.issue({ hash: 'sha1' }).certificate), refused('weak'))
})

test('Short RSA keys and curves other than those of NIST are weak wherever they stand', () => {
  for (const kind of ['rsa-1024', 'secp256k1', 'ed25519'] as const) {
    assert.deepEqual(answer(ca.issue({ kind }).certificate), refused('weak'), kind)
    if (kind !== 'ed25519')
      assert.deepEqual(issuedBy(root.authority({ subject: named('B'), kind })), refused('weak'), kind)
  }
  for (const kind of ['P-256', 'P-384', 'P-521', 'rsa-2048'] as const)
    assert.deepEqual(answer(ca.issue({ kind }).certificate), ['national', 3], kind)
  const weakRoot = testAuthority({ kind: 'rsa-1024' })
  assert.deepEqual(
    answer(weakRoot.issue().certificate, trustStore({ national: [weakRoot.certificate], government: [] })),
    refused('weak'),
  )
})

/** The same name and key as `authority`, signed by another. */
function crossSigned(authority: TestAuthority, by: TestAuthority, subject: Rdn[]): TestAuthority {
  return authorityOf(
    { certificate: by.authority({ subject, subjectKey: authority.key }).certificate, key: authority.key },
    TEST_TIME,
  )
}

test('A CA cross-signed into both roots belongs to the national one, and a root cross-signed by the other to its own', () => {
  const both = crossSigned(ca, government, named('CA'))
  const groups = { national: certificatesOf([root, ca]), government: certificatesOf([government, both]) }
  assert.deepEqual(answer(ca.issue().certificate, trustStore(groups)), ['national', 3])
  const crossed = crossSigned(government, root, named('Government Root'))
  const nested = { national: certificatesOf([root, crossed]), government: [government.certificate] }
  assert.deepEqual(answer(government.issue().certificate, trustStore(nested)), ['government', 2])
})

test('Where one of two ways has expired, the other one counts', () => {
  const older = authorityOf(
    {
      certificate: root.authority({ subject: named('CA'), subjectKey: ca.key, validTo: days(TEST_TIME, -1) })
        .certificate,
      key: ca.key,
    },
    TEST_TIME,
  )
  assert.deepEqual(answer(ca.issue().certificate, storeOf(older, ca)), ['national', 3])
  assert.deepEqual(answer(ca.issue().certificate, storeOf(older)), refused('issuer-expired'))
})

test('Authorities that vouch for each other in every way are given up after a bounded number of looks', () => {
  const keys = Array.from({ length: 8 }, () => testKey())
  const name = named('Ring')
  const ring = keys.flatMap(subjectKey =>
    keys.map(signedBy => ca.authority({ subject: name, issuer: name, subjectKey, signedBy })),
  )
  const certificate = ca.issue({ issuer: name, ...(keys[0] && { signedBy: keys[0] }) }).certificate
  let looks = 0
  const counted = ring
    .filter(each => each.certificate.names.subject.equals(each.certificate.names.issuer))
    .map(each => {
      const { x509 } = each.certificate
      const publicKey = () => {
        looks += 1
        return x509.publicKey
      }
      const spied = Object.create(x509, { publicKey: { get: publicKey } })
      return { ...each.certificate, x509: spied }
    })
  const trusted = { ...store, national: { anchors: [], intermediates: counted } }
  assert.deepEqual(answer(certificate, trusted), refused('untrusted'))
  assert.ok(looks > 0 && looks < 2_000, `${looks} looks at keys`)
})

test('One anchor cannot stand for both roots', () => {
  const again = certificateOf(root.certificate.der)
  assert.throws(() => trustStore({ national: [root.certificate], government: [again] }), /both/)
})
