import { createHash, createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { type Certificate, readCertificate } from './certificate.ts'
import type { KeyUsage } from './extensions.ts'
import { nameOf, type Rdn } from './test-names.ts'
import { type SignatureHash, signedSequence, signer } from './test-signing.ts'

/** What a certificate should say; everything may be wrong. */
export type CertificateWish = {
  subject: Rdn[]
  issuer: asn1js.Sequence
  publicKey: KeyObject
  /** Who signs it. */
  key: KeyObject
  hash?: SignatureHash | undefined
  validFrom: Date
  validTo: Date
  serialNumber?: Buffer | undefined
  authority?: { pathLength?: number } | undefined
  /** `none`: without the extension, as of the next. */
  keyUsage: KeyUsage[] | 'none'
  extendedKeyUsage: string[] | 'none'
  ocspUrl?: string | undefined
  crlUrl?: string | undefined
  extensions?: pkijs.Extension[] | undefined
}

/** The DER of a certificate. */
export function certificateDer(wish: CertificateWish): Buffer {
  const { algorithm } = signer(wish.key, wish.hash)
  const spki = asn1js.fromBER(wish.publicKey.export({ type: 'spki', format: 'der' })).result
  const tbs = new asn1js.Sequence({
    value: [
      explicit(0, new asn1js.Integer({ value: 2 })),
      new asn1js.Integer({ valueHex: wish.serialNumber ?? Buffer.concat([Buffer.of(0x51), randomBytes(15)]) }),
      algorithm.toSchema(),
      wish.issuer,
      new asn1js.Sequence({ value: [timeOf(wish.validFrom), timeOf(wish.validTo)] }),
      nameOf(wish.subject),
      spki,
      explicit(3, new asn1js.Sequence({ value: extensionsFor(wish).map(each => each.toSchema()) })),
    ],
  })
  return Buffer.from(new asn1js.Sequence({ value: signedSequence(tbs, wish) }).toBER())
}

export function explicit(tagNumber: number, value: asn1js.AsnType): asn1js.Constructed {
  return new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber }, value: [value] })
}

/** UTCTime until 2049, GeneralizedTime from then on (RFC 5280 §4.1.2.5). */
export function timeOf(valueDate: Date): asn1js.UTCTime | asn1js.GeneralizedTime {
  return valueDate.getUTCFullYear() < 2050
    ? new asn1js.UTCTime({ valueDate })
    : new asn1js.GeneralizedTime({ valueDate })
}

/** Any extension, by the value within it. */
export function extension(extnID: string, value: { toBER(): ArrayBuffer }, critical: 'critical' | 'not' = 'not') {
  return new pkijs.Extension({ extnID, critical: critical === 'critical', extnValue: value.toBER() })
}

const BITS: KeyUsage[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
]

function extensionsFor(wish: CertificateWish): pkijs.Extension[] {
  const found = [...(wish.extensions ?? []), ...keyIdentifiersFor(wish)]
  if (wish.authority) found.push(extension('2.5.29.19', constraintsOf(wish.authority), 'critical'))
  if (wish.keyUsage !== 'none') found.push(extension('2.5.29.15', keyUsageOf(wish.keyUsage), 'critical'))
  if (wish.extendedKeyUsage !== 'none') {
    const usage = new pkijs.ExtKeyUsage({ keyPurposes: wish.extendedKeyUsage })
    found.push(extension('2.5.29.37', usage.toSchema()))
  }
  if (wish.ocspUrl) found.push(extension('1.3.6.1.5.5.7.1.1', ocspAccessOf(wish.ocspUrl).toSchema()))
  if (wish.crlUrl) found.push(extension('2.5.29.31', crlPointsOf(wish.crlUrl).toSchema()))
  return found
}

/** Which key it is and which signed it; to find issuers by, and nothing that anybody should believe. */
function keyIdentifiersFor(wish: CertificateWish): pkijs.Extension[] {
  const idOf = (key: KeyObject) =>
    createHash('sha1')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest()
  const issuerId = { idBlock: { tagClass: 3, tagNumber: 0 }, valueHex: idOf(createPublicKey(wish.key)) }
  return [
    extension('2.5.29.14', new asn1js.OctetString({ valueHex: idOf(wish.publicKey) })),
    extension('2.5.29.35', new asn1js.Sequence({ value: [new asn1js.Primitive(issuerId)] })),
  ]
}

function constraintsOf({ pathLength }: { pathLength?: number }) {
  const limit = pathLength === undefined ? {} : { pathLenConstraint: pathLength }
  return new pkijs.BasicConstraints({ cA: true, ...limit }).toSchema()
}

function keyUsageOf(usages: KeyUsage[]) {
  const octet = BITS.reduce((bits, usage, index) => bits | (usages.includes(usage) ? 0x80 >> index : 0), 0)
  const unusedBits = octet === 0 ? 0 : 31 - Math.clz32(octet & -octet)
  return new asn1js.BitString({ valueHex: Buffer.of(octet), unusedBits })
}

const urlOf = (value: string) => new pkijs.GeneralName({ type: 6, value })

function ocspAccessOf(url: string) {
  const description = new pkijs.AccessDescription({ accessMethod: '1.3.6.1.5.5.7.48.1', accessLocation: urlOf(url) })
  return new pkijs.InfoAccess({ accessDescriptions: [description] })
}

function crlPointsOf(url: string) {
  return new pkijs.CRLDistributionPoints({
    distributionPoints: [new pkijs.DistributionPoint({ distributionPoint: [urlOf(url)] })],
  })
}

/** A certificate that must be readable. */
export function certificateOf(der: Uint8Array): Certificate {
  const read = readCertificate(der)
  if (read.kind === 'malformed') throw new Error('a test made a certificate that cannot be read')
  return read.certificate
}
