import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as asn1js from 'asn1js'
import { AlgorithmIdentifier } from 'pkijs'
import { signedData } from './make-cms.ts'
import { verifyMobileSignature } from './mobile-signature.ts'
import { testAuthority } from './test-authority.ts'
import { extension } from './test-certificates.ts'
import { attribute, byKey, bySerial, type CmsWish, certifiedBy, cmsDer, digestOf, OID, ofData } from './test-cms.ts'
import { type SignatureHash, testKey } from './test-signing.ts'

const root = testAuthority()
const signer = root.issue()
const rsa = root.issue({ kind: 'rsa-2048' })
const other = root.issue()
const content = Buffer.from('motcua:7f3a…, không phải của ai khác')
const another = Buffer.from('motcua:0000…, của người khác')
const octets = (valueHex: Uint8Array) => new asn1js.OctetString({ valueHex })

/** What is said of a CMS by the wish, over our content: whose it is, or why it is refused. */
function said(wish: Partial<CmsWish> | Uint8Array, over: Uint8Array = content): string {
  const bytes = wish instanceof Uint8Array ? wish : cmsDer({ signer, content, ...wish })
  const verified = verifyMobileSignature({ format: 'cms', signedData: bytes }, over)
  if (verified.kind === 'refused') return verified.reason
  const holder = [signer, rsa, other].find(each => each.certificate.fingerprint === verified.certificate.fingerprint)
  assert.ok(holder)
  return holder === signer ? 'right' : holder === rsa ? 'of RSA' : 'of another'
}
const digest = attribute(OID.messageDigest, digestOf(content))

test('A signature over our content is right, detached or with it inside, over attributes or over the content itself', () => {
  assert.equal(said({}), 'right')
  assert.equal(said({ within: octets(content) }), 'right')
  assert.equal(said({ attributes: 'none' }), 'right')
  assert.equal(said({ attributes: 'none', within: octets(content) }), 'right')
  assert.equal(said({ version: 3, signerVersion: 1 }), 'right')
  assert.equal(said({ version: 1, signerVersion: 3 }), 'right')
})

for (const attributes of [undefined, 'none'] as const)
  test(`Over another content it is wrong, ${attributes ? 'directly' : 'by attributes'}`, () => {
    const way = attributes ? { attributes } : {}
    assert.equal(said({ ...way, content: another }), 'wrong-signature')
    assert.equal(said({ ...way, content: another, within: octets(another) }), 'wrong-signature')
    assert.equal(said({ ...way, within: octets(another) }), 'wrong-signature')
    assert.equal(said({ ...way, content: another, within: octets(content) }), 'wrong-signature')
    assert.equal(said({ ...way, within: octets(Buffer.alloc(0)) }), 'wrong-signature')
    assert.equal(said({ ...way, content: Buffer.alloc(0) }), 'wrong-signature')
  })

test('By another key it is wrong, whoever is named', () => {
  assert.equal(said({ signedBy: other.key }), 'wrong-signature')
  assert.equal(said({ signedBy: other.key, attributes: 'none' }), 'wrong-signature')
  assert.equal(said({ signer: { ...signer, key: rsa.key } }), 'wrong-signature')
})

test('Every strong algorithm is right, whether or not it names its hash itself', () => {
  for (const hash of ['sha256', 'sha384', 'sha512', 'pss'] as const) {
    assert.equal(said({ signer: rsa, hash }), 'of RSA', hash)
    if (hash !== 'pss') assert.equal(said({ hash }), 'right', hash)
  }
  const signatureAlgorithm = new AlgorithmIdentifier({
    algorithmId: '1.2.840.113549.1.1.1',
    algorithmParams: new asn1js.Null(),
  })
  for (const hash of ['sha256', 'sha384', 'sha512'] as const)
    assert.equal(said({ signer: rsa, hash, signatureAlgorithm }), 'of RSA', hash)
  assert.equal(said({ signer: rsa, hash: 'sha1', signatureAlgorithm }), 'wrong-signature')
  assert.equal(said({ signatureAlgorithm }), 'wrong-signature')
})

test('Weak algorithms, and two that do not fit each other, are no signature', () => {
  for (const hash of ['md5', 'sha1'] as const) {
    assert.equal(said({ signer: rsa, hash }), 'wrong-signature')
    assert.equal(said({ signer: rsa, hash, digest: 'sha256' }), 'wrong-signature')
    assert.equal(said({ signer: rsa, digest: hash }), 'wrong-signature')
    assert.equal(said({ signer: rsa, hash, attributes: 'none' }), 'wrong-signature')
    assert.equal(said({ signer: rsa, digest: hash, attributes: 'none' }), 'wrong-signature')
  }
  const unfit: [SignatureHash, 'sha256' | 'sha512'][] = [
    ['sha512', 'sha256'],
    ['sha256', 'sha512'],
    ['pss', 'sha512'],
  ]
  for (const [hash, digest] of unfit) assert.equal(said({ signer: rsa, hash, digest }), 'wrong-signature')
  const edwards = root.issue({ kind: 'ed25519' })
  assert.equal(said({ signer: edwards, digest: 'sha512' }), 'wrong-signature')
})

test('The signed attributes say which content, each exactly once with one value', () => {
  const data = new asn1js.ObjectIdentifier({ value: OID.data })
  assert.equal(said({ attributes: [digest, ofData] }), 'right')
  assert.equal(said({ attributes: [ofData, attribute('1.2.3.4', data, data), digest] }), 'right')
  const broken = {
    'no content type': [digest],
    'no digest': [ofData],
    'content type twice': [ofData, ofData, digest],
    'digest twice': [ofData, digest, digest],
    'two content types in one': [attribute(OID.contentType, data, data), digest],
    'two digests in one': [ofData, attribute(OID.messageDigest, digestOf(content), digestOf(content))],
    'no value of the digest': [ofData, attribute(OID.messageDigest)],
    'a digest that is no string': [ofData, attribute(OID.messageDigest, data)],
    'a content type that is none': [attribute(OID.contentType, octets(content)), digest],
    nothing: [],
  }
  for (const [name, attributes] of Object.entries(broken)) assert.equal(said({ attributes }), 'malformed', name)
})

test('Attributes of another content, or of another type of it, are wrong', () => {
  const typed = attribute(OID.contentType, new asn1js.ObjectIdentifier({ value: OID.signedData }))
  assert.equal(said({ attributes: [typed, digest] }), 'wrong-signature')
  for (const value of [digestOf(another), digestOf(content, 'sha512'), octets(Buffer.alloc(0))])
    assert.equal(said({ attributes: [ofData, attribute(OID.messageDigest, value)] }), 'wrong-signature')
})

test('Where the signer says which certificate is theirs, it is this one', () => {
  for (const hash of ['default', 'sha384', 'sha512', 'v1'] as const) {
    assert.equal(said({ attributes: [ofData, digest, certifiedBy(signer, hash)] }), 'right', hash)
    assert.equal(said({ attributes: [ofData, digest, certifiedBy(other, hash)] }), 'wrong-signature', hash)
  }
  assert.equal(said({ attributes: [ofData, digest, certifiedBy(signer, 'md5')] }), 'wrong-signature')
  const both = [ofData, digest, certifiedBy(signer, 'v1'), certifiedBy(other)]
  assert.equal(said({ attributes: both }), 'wrong-signature')
  assert.equal(said({ attributes: [ofData, digest, certifiedBy(signer), certifiedBy(signer)] }), 'malformed')
  const empty = attribute(OID.signingCertificateV2, new asn1js.Sequence())
  assert.equal(said({ attributes: [ofData, digest, empty] }), 'malformed')
})

test('A second certificate of the same key does not stand for the one that the signer named', () => {
  const twin = root.issue({ subjectKey: signer.key, subject: [['CN', 'Người khác']] })
  const attributes = [ofData, digest, certifiedBy(signer)]
  assert.equal(said({ attributes, id: bySerial(twin), certificates: [twin.certificate.der] }), 'wrong-signature')
})

test('The signer’s certificate is among others, exactly once', () => {
  const own = signer.certificate.der
  assert.equal(said({ certificates: [root.certificate.der, own, other.certificate.der] }), 'right')
  const unreadable = Buffer.from('3003020101', 'hex')
  assert.equal(said({ certificates: [unreadable, own] }), 'right')
  const absent = { none: 'none', empty: [], another: [other.certificate.der], twice: [own, own] } as const
  for (const [name, certificates] of Object.entries(absent))
    assert.equal(said({ certificates: certificates === 'none' ? 'none' : [...certificates] }), 'malformed', name)
  const many = Array.from({ length: 8 }, () => other.certificate.der)
  assert.equal(said({ certificates: [own, ...many.slice(1)] }), 'right')
  assert.equal(said({ certificates: [own, ...many] }), 'malformed')
})

test('The certificate is found by any serial number, and by the identifier of its key', () => {
  for (const serialNumber of ['00ff01', '01', '7f00', '00800000']) {
    const issued = root.issue({ serialNumber: Buffer.from(serialNumber, 'hex'), subjectKey: signer.key })
    const bytes = cmsDer({ signer: issued, content })
    assert.equal(verifyMobileSignature({ format: 'cms', signedData: bytes }, content).kind, 'right', serialNumber)
  }
  const identifier = signer.certificate.parsed.extensions?.find(each => each.extnID === '2.5.29.14')
  assert.ok(identifier)
  const key = identifier.extnValue.valueBlock.valueHexView.slice(2)
  assert.equal(said({ id: byKey(key), version: 3, signerVersion: 3 }), 'right')
  assert.equal(said({ id: byKey(key.slice(1)) }), 'malformed')
  assert.equal(said({ id: byKey(Buffer.alloc(0)) }), 'malformed')
  assert.equal(said({ id: bySerial(other) }), 'malformed')
  const serialNumber = Buffer.from(signer.certificate.serialNumber, 'hex')
  const abroad = testAuthority({ subject: [['CN', 'Cơ quan khác']] }).issue({ serialNumber })
  assert.equal(said({ id: bySerial(abroad) }), 'malformed')
})

test('Two certificates by the same name leave the signer open', () => {
  const same = root.issue({ subjectKey: signer.key })
  const identifier = signer.certificate.parsed.extensions?.find(each => each.extnID === '2.5.29.14')
  assert.ok(identifier)
  const id = byKey(identifier.extnValue.valueBlock.valueHexView.slice(2))
  assert.equal(said({ id, certificates: [signer.certificate.der, same.certificate.der] }), 'malformed')
})

test('Exactly one signer is taken, whatever the others sign', () => {
  assert.equal(said({ signers: () => [] }), 'malformed')
  assert.equal(said({ signers: one => [one, one] }), 'malformed')
  assert.equal(said({ signers: one => [new asn1js.Sequence(), one] }), 'malformed')
})

test('What is not signed data over data of a known version is malformed', () => {
  assert.equal(said({ type: OID.data }), 'malformed')
  assert.equal(said({ contentType: OID.signedData }), 'malformed')
  assert.equal(said({ contentType: OID.signedData, attributes: 'none' }), 'malformed')
  for (const version of [0, 4, 257]) {
    assert.equal(said({ version }), 'malformed')
    assert.equal(said({ signerVersion: version }), 'malformed')
  }
  assert.equal(said({ within: new asn1js.Utf8String({ value: content.toString() }) }), 'malformed')
})

test('What is not signed may be there and says nothing', () => {
  assert.equal(said({ unsigned: attribute(OID.messageDigest, digestOf(another)) }), 'right')
})

test('Only DER is read: nothing behind, nothing of indefinite length, nothing in pieces, nothing huge', () => {
  const right = cmsDer({ signer, content })
  assert.equal(said(right), 'right')
  assert.equal(said(Buffer.concat([right, Buffer.of(0)])), 'malformed')
  assert.equal(said(Buffer.concat([right, right])), 'malformed')
  const inner = right.subarray(4)
  assert.equal(said(Buffer.concat([Buffer.of(0x30, 0x80), inner, Buffer.of(0, 0)])), 'malformed')
  const pieces = new asn1js.OctetString({ value: [octets(content)], idBlock: { isConstructed: true } } as never)
  assert.equal(said({ within: pieces }), 'malformed')
  const padding = (length: number) => attribute('1.2.3.4', octets(Buffer.alloc(length)))
  assert.equal(said({ unsigned: padding(60_000) }), 'right')
  assert.equal(said({ unsigned: padding(65_536) }), 'malformed')
  for (const bytes of [Buffer.alloc(0), Buffer.of(0x30), Buffer.of(0x30, 0), Buffer.from('0500', 'hex'), content])
    assert.equal(said(bytes), 'malformed')
})

test('What we make ourselves is right, over its content and no other, with RSA and both curves', () => {
  for (const kind of ['rsa-2048', 'P-256', 'P-384'] as const) {
    const { certificate, key } = root.issue({ kind, extensions: [extension('1.2.3.4', new asn1js.Null())] })
    const bytes = signedData({ content, key: key.privateKey, certificate, chain: [root.certificate] })
    const verified = verifyMobileSignature({ format: 'cms', signedData: bytes }, content)
    assert.ok(verified.kind === 'right', kind)
    assert.equal(verified.certificate.fingerprint, certificate.fingerprint)
    assert.equal(said(bytes, another), 'wrong-signature', kind)
    assert.equal(said(signedData({ content, key: testKey(kind).privateKey, certificate })), 'wrong-signature', kind)
  }
  const { certificate, key } = root.issue({ kind: 'ed25519' })
  assert.throws(() => signedData({ content, key: key.privateKey, certificate }), /ed25519/)
})
