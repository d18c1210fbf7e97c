import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import * as asn1js from 'asn1js'
import { OCSPRequest } from 'pkijs'
import { isAbout } from './certificate-id.ts'
import { judgeOcsp, type OcspQuestion, ocspRequest } from './ocsp.ts'
import { authorityOf, days, TEST_TIME, testAuthority, type Wish } from './test-authority.ts'
import { explicit, extension } from './test-certificates.ts'
import type { OcspWish } from './test-ocsp.ts'
import { testKey } from './test-signing.ts'

const root = testAuthority()
const ca = root.authority()
const { certificate } = ca.issue()
const nonce = randomBytes(32)
const question: OcspQuestion = { certificate, issuer: ca.certificate, nonce, at: TEST_TIME }
const answer = (wish: Partial<OcspWish> = {}) => ca.ocsp({ certificate, nonce, ...wish })
const judged = (wish: Partial<OcspWish> = {}, asked: Partial<OcspQuestion> = {}) =>
  judgeOcsp(answer(wish), { ...question, ...asked })
const undetermined = (because: string) => ({ kind: 'undetermined', because })
const good = { kind: 'good', until: days(TEST_TIME, 1) }
const minutes = (count: number) => new Date(TEST_TIME.getTime() + count * 60_000)
const responderWish: Wish = { subject: [['CN', 'Responder']], extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'] }
const responder = ca.issue(responderWish)

test('A request asks about this certificate of this issuer, with the nonce', () => {
  const request = OCSPRequest.fromBER(Buffer.from(ocspRequest(question)))
  const [asked, ...others] = request.tbsRequest.requestList
  assert.ok(asked && isAbout(asked.reqCert, question))
  assert.deepEqual([others.length, request.tbsRequest.requestExtensions?.length], [0, 1])
  const sent = request.tbsRequest.requestExtensions?.[0]?.extnValue.valueBlock.valueHexView
  assert.deepEqual(Buffer.from(sent ?? []), Buffer.concat([Buffer.of(4, 32), nonce]))
})

test('A certificate is good until the answer says to ask anew, whoever of the two signed it', () => {
  assert.deepEqual(judged(), good)
  assert.deepEqual(judged({ responder }), good)
  assert.deepEqual(judged({ responder, responderId: 'by-key' }), good)
  assert.deepEqual(judged({ nextUpdate: 'none' }), { kind: 'good', until: minutes(10) })
})

test('A revoked certificate is revoked since then, one on hold is suspended', () => {
  const revokedAt = days(TEST_TIME, -7)
  const revoked = { kind: 'revoked', reason: 'revoked', since: revokedAt }
  assert.deepEqual(judged({ status: { revokedAt } }), revoked)
  assert.deepEqual(judged({ status: { revokedAt, reason: 1 } }), revoked)
  assert.deepEqual(judged({ status: { revokedAt, reason: 6 } }), { ...revoked, reason: 'suspended' })
  assert.deepEqual(judged({ status: { revokedAt, reason: 8 } }), undetermined('removed-without-list'))
})

test('A certificate the responder does not know is not good', () => {
  assert.deepEqual(judged({ status: 'unknown' }), undetermined('unknown'))
})

test('An answer about another certificate, another issuer, several or none is not taken', () => {
  const other = ca.issue().certificate
  assert.deepEqual(judged({ certificate: other }), undetermined('about-another'))
  const sameSerial = { serialNumber: Buffer.from(certificate.serialNumber, 'hex') }
  const twin = testAuthority({ subject: [['CN', 'Twin']] })
  const about = twin.ocsp({ certificate: twin.issue(sameSerial).certificate, nonce })
  assert.deepEqual(judgeOcsp(about, question), undetermined('about-another'))
  assert.deepEqual(
    judgeOcsp(twin.ocsp({ certificate, nonce }), { ...question, issuer: twin.certificate }),
    undetermined('about-another'),
  )
  const sameName = root.authority()
  assert.deepEqual(judgeOcsp(sameName.ocsp({ certificate, nonce }), question), undetermined('about-another'))
  const renamed = authorityOf(root.authority({ subject: [['CN', 'Renamed']], subjectKey: ca.key }), TEST_TIME)
  const answered = renamed.ocsp({ certificate, nonce, responderId: 'by-key' })
  assert.deepEqual(judgeOcsp(answered, question), undetermined('about-another'), 'of the same key')
  assert.deepEqual(judged({ also: [other] }), undetermined('not-one-answer'))
})

test('An answer with another nonce is not taken, one without only where that is configured, and then not an old one', () => {
  assert.deepEqual(judged({ nonce: randomBytes(32) }), undetermined('another-nonce'))
  assert.deepEqual(judged({ nonce: randomBytes(32) }, { nonceIs: 'optional' }), undetermined('another-nonce'))
  assert.deepEqual(judged({ nonce: undefined }), undetermined('no-nonce'))
  assert.deepEqual(judged({ nonce: undefined }, { nonceIs: 'optional' }), good)
  const old = { nonce: undefined, thisUpdate: days(TEST_TIME, -2) }
  assert.deepEqual(judged(old, { nonceIs: 'optional' }), undetermined('stale'))
  const twice = [extension('1.3.6.1.5.5.7.48.1.2', new asn1js.OctetString({ valueHex: randomBytes(32) }))]
  assert.deepEqual(judged({ extensions: twice }), undetermined('another-nonce'))
})

test('An answer holds from five minutes before to its end, or for ten minutes where it names none', () => {
  assert.deepEqual(judged({ thisUpdate: minutes(5), producedAt: minutes(5) }), good)
  assert.deepEqual(judged({ thisUpdate: minutes(6) }), undetermined('from-the-future'))
  assert.deepEqual(judged({ producedAt: minutes(6) }), undetermined('from-the-future'))
  assert.deepEqual(judged({ nextUpdate: TEST_TIME }), { kind: 'good', until: TEST_TIME })
  assert.deepEqual(judged({ nextUpdate: minutes(-1) }), undetermined('stale'))
  assert.equal(judged({ thisUpdate: minutes(-10), nextUpdate: 'none' }).kind, 'good')
  assert.deepEqual(judged({ thisUpdate: minutes(-11), nextUpdate: 'none' }), undetermined('stale'))
  assert.deepEqual(
    judged({ status: { revokedAt: days(TEST_TIME, -7) }, nextUpdate: minutes(-1) }),
    undetermined('stale'),
  )
})

test('An answer signed by anybody else is not taken, whatever name they use', () => {
  const unsigned = undetermined('not-signed-by-issuer')
  assert.deepEqual(judged({ signedBy: testKey() }), unsigned)
  assert.deepEqual(judged({ responder: root }), unsigned)
  assert.deepEqual(judged({ responder, signedBy: testKey() }), unsigned)
  assert.deepEqual(judged({ responder, signedBy: ca.key }), unsigned, 'not by whom it names')
  assert.deepEqual(judged({ responder: testAuthority().issue(responderWish) }), unsigned)
  const key = testKey()
  const posing = { subject: responderWish.subject ?? [], subjectKey: key, signedBy: key }
  assert.deepEqual(judged({ responder: ca.issue({ ...responderWish, ...posing }) }), unsigned)
})

test('A responder must be named by the issuer itself, for this, for now and strongly', () => {
  const wrong: Record<string, Wish> = {
    'for another use': { ...responderWish, extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'] },
    'for any use': { ...responderWish, extendedKeyUsage: ['2.5.29.37.0'] },
    'for no use': { ...responderWish, extendedKeyUsage: 'none' },
    'not to sign': { ...responderWish, keyUsage: ['keyEncipherment'] },
    expired: { ...responderWish, validTo: minutes(-1) },
    'not yet valid': { ...responderWish, validFrom: minutes(1) },
    'weakly signed': { ...responderWish, hash: 'sha1' },
    'with a weak key': { ...responderWish, kind: 'rsa-1024' },
    'as an authority': { ...responderWish, authority: {} },
    'under another name': { ...responderWish, issuer: [['CN', 'Another']] },
    'with conditions': { ...responderWish, extensions: [extension('1.2.3.4', new asn1js.Null(), 'critical')] },
  }
  for (const [why, wish] of Object.entries(wrong))
    assert.deepEqual(judged({ responder: ca.issue(wish) }), undetermined('not-signed-by-issuer'), why)
  const below = ca.authority({ subject: [['CN', 'Below']] }).issue(responderWish)
  assert.deepEqual(judged({ responder: below }), undetermined('not-signed-by-issuer'), 'by a CA below')
  const above = root.issue(responderWish)
  assert.deepEqual(judged({ responder: above }), undetermined('not-signed-by-issuer'), 'by the CA above')
  assert.deepEqual(judged({ responder: ca.issue({ ...responderWish, keyUsage: 'none' }) }), good)
})

test('A weak signature is none', () => {
  assert.deepEqual(judged({ hash: 'sha1' }), undetermined('not-signed-by-issuer'))
  const rsa = ca.issue({ ...responderWish, kind: 'rsa-2048' })
  assert.deepEqual(judged({ responder: rsa, hash: 'sha1' }), undetermined('not-signed-by-issuer'))
  for (const hash of ['sha256', 'pss'] as const) assert.deepEqual(judged({ responder: rsa, hash }), good)
})

test('A critical extension that is not understood makes an answer useless', () => {
  const critical = extension('1.2.3.4', new asn1js.Null(), 'critical')
  assert.deepEqual(judged({ extensions: [critical] }), undetermined('not-understood'))
  assert.deepEqual(judged({ extensions: [extension('1.2.3.4', new asn1js.Null())] }), good)
})

test('A responder that has no answer gives none', () => {
  for (const outcome of [1, 2, 3, 5, 6]) assert.deepEqual(judged({ outcome }), undetermined('unsuccessful'))
})

test('A long answer is not read', () => {
  const long = extension('1.2.3.4', new asn1js.OctetString({ valueHex: new Uint8Array(70_000) }))
  assert.deepEqual(judged({ extensions: [long] }), undetermined('malformed'))
})

test('What is no answer, or has anything behind it, is malformed', () => {
  const whole = answer()
  const wrong = [
    Buffer.alloc(0),
    Buffer.from('<html>'),
    whole.subarray(0, -1),
    Buffer.concat([whole, Buffer.of(0)]),
    certificate.der,
    Buffer.alloc(1_000_000, whole),
  ]
  for (const each of wrong) assert.deepEqual(judgeOcsp(each, question), undetermined('malformed'))
})

/** The answer with the parts of its body (what is said, algorithm, signature) changed afterwards. */
function rebuilt(change: (parts: asn1js.AsnType[]) => void): Buffer {
  const basic = findBasic(asn1js.fromBER(new Uint8Array(answer())).result)
  const inner = asn1js.fromBER(basic.valueBlock.valueHexView.slice()).result as asn1js.Sequence
  change(inner.valueBlock.value)
  const type = new asn1js.ObjectIdentifier({ value: '1.3.6.1.5.5.7.48.1.1' })
  const body = new asn1js.Sequence({ value: [type, new asn1js.OctetString({ valueHex: inner.toBER() })] })
  return Buffer.from(new asn1js.Sequence({ value: [new asn1js.Enumerated({ value: 0 }), explicit(0, body)] }).toBER())
}

test('An answer whose signature was taken away is malformed', () => {
  assert.deepEqual(
    judgeOcsp(
      rebuilt(() => {}),
      question,
    ),
    good,
  )
  assert.deepEqual(
    judgeOcsp(
      rebuilt(parts => void parts.pop()),
      question,
    ),
    undetermined('malformed'),
  )
})

/** A sequence of DER with one element more at its end. */
function withMore(der: Buffer, inner: (whole: asn1js.Sequence) => unknown = whole => whole): Buffer {
  const whole = asn1js.fromBER(new Uint8Array(der)).result as asn1js.Sequence
  const place = inner(whole) as asn1js.Constructed
  place.valueBlock.value.push(new asn1js.Null())
  return Buffer.from(whole.toBER())
}

test('An answer with more in it than belongs there is malformed, wherever it stands', () => {
  const field = (whole: asn1js.Sequence) => whole.valueBlock.value[1] as asn1js.Constructed
  const wrong = [
    withMore(answer()),
    withMore(answer(), field),
    withMore(answer(), whole => field(whole).valueBlock.value[0]),
    rebuilt(parts => void parts.push(new asn1js.Null())),
    rebuilt(parts => void parts.push(explicit(0, new asn1js.Sequence()), new asn1js.Null())),
  ]
  for (const each of wrong) assert.deepEqual(judgeOcsp(each, question), undetermined('malformed'))
  assert.deepEqual(
    judgeOcsp(
      rebuilt(parts => void parts.push(explicit(0, new asn1js.Sequence()))),
      question,
    ),
    good,
  )
})

test('An answer that says another algorithm, or more of it, than it was signed with is not taken', () => {
  const said = (oid: string, ...more: asn1js.AsnType[]) => {
    const algorithm = new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: oid }), ...more] })
    return judgeOcsp(
      rebuilt(parts => void parts.splice(1, 1, algorithm)),
      question,
    )
  }
  assert.deepEqual(said('1.2.840.10045.4.3.2'), good)
  const unsigned = undetermined('not-signed-by-issuer')
  assert.deepEqual(said('1.2.840.10045.4.3.3'), unsigned)
  assert.deepEqual(said('1.2.840.113549.1.1.11', new asn1js.Null()), unsigned)
  assert.deepEqual(said('1.2.840.113549.1.1.10'), unsigned)
  assert.deepEqual(said('1.2.840.10045.4.3.2', new asn1js.OctetString()), unsigned)
})

function findBasic(answered: asn1js.AsnType): asn1js.OctetString {
  const found = [answered]
  for (const each of found) {
    if (each instanceof asn1js.OctetString) return each
    if (each instanceof asn1js.Constructed) found.push(...each.valueBlock.value)
  }
  throw new Error('an answer without a body')
}
