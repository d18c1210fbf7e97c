import * as asn1js from 'asn1js'
import type * as pkijs from 'pkijs'
import type { Certificate } from './certificate.ts'
import { certificateId, keyHashOf } from './certificate-id.ts'
import { explicit, extension } from './test-certificates.ts'
import { type SignatureHash, signedSequence, type TestKey } from './test-signing.ts'

type Signer = { certificate: Certificate; key: TestKey }

/** What a responder should say; whatever is left out is right, and about whatever `issuer` issued. */
export type OcspWish = {
  certificate: Certificate
  /** Undefined: none is repeated. */
  nonce?: Buffer | undefined
  status?: 'good' | 'unknown' | { revokedAt: Date; reason?: number }
  thisUpdate?: Date
  /** Undefined: a day from `at`; `none` leaves it out. */
  nextUpdate?: Date | 'none'
  producedAt?: Date
  /** A responder of its own, whose certificate comes along. */
  responder?: Signer
  /** Who signs, if it is not who it says. */
  signedBy?: TestKey
  hash?: SignatureHash
  responderId?: 'by-name' | 'by-key'
  /** Further certificates answered about. */
  also?: Certificate[]
  extensions?: pkijs.Extension[]
  /** OCSPResponseStatus: 0 is successful. */
  outcome?: number
}

type Whole = OcspWish & { issuer: Signer; at: Date }

const HOUR = 3_600_000

/** An OCSPResponse (RFC 6960 §4.2.1). */
export function ocspDer(wish: Whole): Buffer {
  const status = new asn1js.Enumerated({ value: wish.outcome ?? 0 })
  if (wish.outcome) return Buffer.from(new asn1js.Sequence({ value: [status] }).toBER())
  const basic = new asn1js.Sequence({
    value: [
      new asn1js.ObjectIdentifier({ value: '1.3.6.1.5.5.7.48.1.1' }),
      new asn1js.OctetString({ valueHex: basicAnswer(wish).toBER() }),
    ],
  })
  return Buffer.from(new asn1js.Sequence({ value: [status, explicit(0, basic)] }).toBER())
}

function basicAnswer(wish: Whole): asn1js.Sequence {
  const signer = wish.responder ?? wish.issuer
  const key = (wish.signedBy ?? signer.key).privateKey
  const signed: asn1js.AsnType[] = signedSequence(responseOf(wish, signer.certificate), { key, hash: wish.hash })
  const certificate = asn1js.fromBER(new Uint8Array(signer.certificate.der)).result
  if (wish.responder) signed.push(explicit(0, new asn1js.Sequence({ value: [certificate] })))
  return new asn1js.Sequence({ value: signed })
}

function responseOf(wish: Whole, signer: Certificate): asn1js.Sequence {
  const extensions = [...(wish.extensions ?? [])]
  if (wish.nonce) extensions.push(extension('1.3.6.1.5.5.7.48.1.2', new asn1js.OctetString({ valueHex: wish.nonce })))
  const answers = [wish.certificate, ...(wish.also ?? [])].map(each => answerAbout(each, wish))
  const value: asn1js.AsnType[] = [
    responderIdOf(wish, signer),
    new asn1js.GeneralizedTime({ valueDate: wish.producedAt ?? wish.at }),
    new asn1js.Sequence({ value: answers }),
  ]
  if (extensions.length > 0)
    value.push(explicit(1, new asn1js.Sequence({ value: extensions.map(each => each.toSchema()) })))
  return new asn1js.Sequence({ value })
}

function responderIdOf({ responderId }: Whole, signer: Certificate): asn1js.Constructed {
  return responderId === 'by-key'
    ? explicit(2, new asn1js.OctetString({ valueHex: keyHashOf(signer) }))
    : explicit(1, asn1js.fromBER(new Uint8Array(signer.names.subject)).result)
}

function answerAbout(certificate: Certificate, wish: Whole): asn1js.Sequence {
  const id = certificateId({ certificate, issuer: wish.issuer.certificate }).toSchema()
  const value: asn1js.AsnType[] = [
    id,
    statusOf(wish),
    new asn1js.GeneralizedTime({ valueDate: wish.thisUpdate ?? wish.at }),
  ]
  if (wish.nextUpdate !== 'none') {
    const valueDate = wish.nextUpdate ?? new Date(wish.at.getTime() + 24 * HOUR)
    value.push(explicit(0, new asn1js.GeneralizedTime({ valueDate })))
  }
  return new asn1js.Sequence({ value })
}

function statusOf({ status = 'good' }: Whole): asn1js.AsnType {
  if (typeof status === 'string') {
    const idBlock = { tagClass: 3, tagNumber: status === 'good' ? 0 : 2 }
    return new asn1js.Primitive({ idBlock, valueHex: new ArrayBuffer(0) })
  }
  const value: asn1js.AsnType[] = [new asn1js.GeneralizedTime({ valueDate: status.revokedAt })]
  if (status.reason !== undefined) value.push(explicit(0, new asn1js.Enumerated({ value: status.reason })))
  return new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 1 }, value })
}
