import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as asn1js from 'asn1js'
import { judgeCrl } from './crl.ts'
import { days, TEST_TIME, testAuthority } from './test-authority.ts'
import { explicit, extension } from './test-certificates.ts'
import type { CrlWish } from './test-crl.ts'
import { testKey } from './test-signing.ts'

const root = testAuthority()
const ca = root.authority()
const url = 'http://crl.example.vn/ca.crl'
const { certificate } = ca.issue({ crlUrl: url })
const question = { certificate, issuer: ca.certificate, at: TEST_TIME }
const judged = (wish: CrlWish = {}) => judgeCrl(ca.crl(wish), question)
const undetermined = (because: string) => ({ kind: 'undetermined', because })
const good = { kind: 'good', until: days(TEST_TIME, 1) }
const since = days(TEST_TIME, -7)
const minutes = (count: number) => new Date(TEST_TIME.getTime() + count * 60_000)

test('A certificate that does not stand in the list is good until the next one', () => {
  assert.deepEqual(judged(), good)
  assert.deepEqual(judged({ revoked: [{ certificate: ca.issue().certificate, since }] }), good)
})

test('A certificate in the list is revoked since then, one on hold is suspended', () => {
  const revoked = { kind: 'revoked', reason: 'revoked', since }
  const others = [ca.issue(), ca.issue()].map(each => ({ certificate: each.certificate, since }))
  assert.deepEqual(judged({ revoked: [...others, { certificate, since }] }), revoked)
  assert.deepEqual(judged({ revoked: [{ certificate, since, reason: 1 }, ...others] }), revoked)
  assert.deepEqual(judged({ revoked: [{ certificate, since, reason: 6 }] }), { ...revoked, reason: 'suspended' })
  assert.deepEqual(judged({ revoked: [{ certificate, since: 'no date' }] }), undetermined('malformed'))
  assert.deepEqual(judged({ revoked: [{ certificate, since, reason: 8 }] }), undetermined('removed-without-list'))
})

test('A list of a hundred thousand is read', () => {
  const entry = { certificate: ca.issue().certificate, since }
  const many = Array.from({ length: 100_000 }, () => entry)
  const list = ca.crl({ revoked: [...many, { certificate, since }] })
  assert.deepEqual(judgeCrl(list, question), { kind: 'revoked', reason: 'revoked', since })
})

test('A list holds from five minutes before to its end', () => {
  assert.deepEqual(judged({ thisUpdate: minutes(5) }), good)
  assert.deepEqual(judged({ thisUpdate: minutes(6) }), undetermined('from-the-future'))
  assert.deepEqual(judged({ nextUpdate: TEST_TIME }), { kind: 'good', until: TEST_TIME })
  assert.deepEqual(judged({ nextUpdate: minutes(-1) }), undetermined('stale'))
  assert.deepEqual(judged({ nextUpdate: 'none' }), { kind: 'good', until: minutes(10) })
  assert.deepEqual(judged({ thisUpdate: minutes(-11), nextUpdate: 'none' }), undetermined('stale'))
})

test('A list of another authority, or about the certificates of another, is not taken', () => {
  assert.deepEqual(judgeCrl(root.crl(), question), undetermined('about-another'))
  const below = ca.authority({ subject: [['CN', 'Below']] }).issue().certificate
  assert.deepEqual(judgeCrl(ca.crl(), { ...question, certificate: below }), undetermined('about-another'))
})

test('A list signed by anybody else, or weakly, is not taken', () => {
  assert.deepEqual(judged({ signedBy: testKey() }), undetermined('not-signed-by-issuer'))
  assert.deepEqual(
    judgeCrl(root.authority().crl(), question),
    undetermined('not-signed-by-issuer'),
    'with the same name',
  )
  assert.deepEqual(judged({ hash: 'sha1' }), undetermined('not-signed-by-issuer'))
})

test('An authority that may not sign lists has none', () => {
  const signer = root.authority({ subject: [['CN', 'No lists']], keyUsage: ['keyCertSign'] })
  const asked = { certificate: signer.issue().certificate, issuer: signer.certificate, at: TEST_TIME }
  assert.deepEqual(judgeCrl(signer.crl(), asked), undetermined('issuer-signs-no-lists'))
})

/** The implicit fields of IssuingDistributionPoint (RFC 5280 §5.2.5). */
const flag = (tagNumber: number, valueHex = Buffer.of(0xff)) =>
  new asn1js.Primitive({ idBlock: { tagClass: 3, tagNumber }, valueHex })
const pointAt = (address: string) => {
  const uri = new asn1js.Primitive({ idBlock: { tagClass: 3, tagNumber: 6 }, valueHex: Buffer.from(address) })
  return explicit(0, new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [uri] }))
}
const scope = (...value: asn1js.AsnType[]) => ({
  extensions: [extension('2.5.29.28', new asn1js.Sequence({ value }), 'critical')],
})

test('A list for other kinds of certificates, for some reasons, or of several issuers is not whole', () => {
  assert.deepEqual(judged(scope(flag(1))), good, 'of persons')
  assert.deepEqual(judged(scope(flag(2))), undetermined('not-whole'), 'of authorities')
  assert.deepEqual(judged(scope(flag(3, Buffer.of(0, 0x80)))), undetermined('not-whole'), 'for some reasons')
  assert.deepEqual(judged(scope(flag(4))), undetermined('not-whole'), 'indirect')
  assert.deepEqual(judged(scope(flag(5))), undetermined('not-whole'), 'of attributes')
  const ofRoot = { certificate: ca.certificate, issuer: root.certificate, at: TEST_TIME }
  assert.deepEqual(judgeCrl(root.crl(scope(flag(2))), ofRoot), good)
  assert.deepEqual(judgeCrl(root.crl(scope(flag(1))), ofRoot), undetermined('not-whole'))
})

test('A part of a list counts only for certificates that point to it', () => {
  assert.deepEqual(judged(scope(pointAt(url))), good)
  assert.deepEqual(judged(scope(pointAt('http://crl.example.vn/other.crl'))), undetermined('not-whole'))
})

test('A delta, and critical extensions that are not understood, on the list or on the entry, are not taken', () => {
  const delta = extension('2.5.29.27', new asn1js.Integer({ value: 1 }))
  const critical = extension('1.2.3.4', new asn1js.Null(), 'critical')
  assert.deepEqual(judged({ extensions: [delta] }), undetermined('not-whole'))
  assert.deepEqual(judged({ extensions: [critical] }), undetermined('not-whole'))
  assert.deepEqual(
    judged({ revoked: [{ certificate, since, extensions: [critical] }] }),
    undetermined('not-understood'),
  )
  assert.deepEqual(
    judged({ extensions: [extension('2.5.29.28', new asn1js.Utf8String({ value: '' }))] }),
    undetermined('malformed'),
  )
})

test('A list with more behind its signature, or another algorithm outside than inside, is malformed', () => {
  const changed = (change: (parts: asn1js.AsnType[]) => void) => {
    const whole = asn1js.fromBER(new Uint8Array(ca.crl())).result as asn1js.Sequence
    change(whole.valueBlock.value)
    return judgeCrl(Buffer.from(whole.toBER()), question)
  }
  const oid = new asn1js.ObjectIdentifier({ value: '1.2.840.10045.4.3.2' })
  assert.deepEqual(
    changed(parts => void parts.splice(1, 1, new asn1js.Sequence({ value: [oid] }))),
    good,
  )
  const more = new asn1js.Sequence({ value: [oid, new asn1js.Null()] })
  assert.deepEqual(
    changed(parts => void parts.splice(1, 1, more)),
    undetermined('malformed'),
  )
  assert.deepEqual(
    changed(parts => void parts.push(new asn1js.Null())),
    undetermined('malformed'),
  )
})

test('What is no list, or has anything behind it, is malformed', () => {
  const list = ca.crl()
  for (const each of [
    Buffer.alloc(0),
    Buffer.from('<html>'),
    list.subarray(0, -1),
    Buffer.concat([list, Buffer.of(0)]),
    certificate.der,
  ])
    assert.equal(judgeCrl(each, question).kind, 'undetermined')
  assert.deepEqual(judgeCrl(Buffer.concat([list, Buffer.of(0)]), question), undetermined('malformed'))
})
