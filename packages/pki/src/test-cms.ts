import { createHash } from 'node:crypto'
import * as asn1js from 'asn1js'
import type { AlgorithmIdentifier } from 'pkijs'
import type { Issued } from './test-authority.ts'
import { explicit } from './test-certificates.ts'
import { type SignatureHash, signer, type TestKey } from './test-signing.ts'

type Hash = Exclude<SignatureHash, 'pss'>

/** Object identifiers. */
export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
}
const DIGESTS: Record<Hash, string> = {
  md5: '1.2.840.113549.2.5',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
}

/** What a CMS should say; whatever is left out is right, detached, and with attributes of content and digest. */
export type CmsWish = {
  signer: Issued
  content: Uint8Array
  /** What stands inside. */
  within?: asn1js.AsnType
  /** Of the whole, and of what is signed. */
  type?: string
  contentType?: string
  version?: number
  signerVersion?: number
  id?: asn1js.AsnType
  hash?: SignatureHash
  digest?: Hash
  signatureAlgorithm?: AlgorithmIdentifier
  attributes?: asn1js.AsnType[] | 'none'
  signedBy?: TestKey
  /** DER. */
  certificates?: Uint8Array[] | 'none'
  signers?: (signer: asn1js.AsnType) => asn1js.AsnType[]
  unsigned?: asn1js.AsnType
}

const oid = (value: string) => new asn1js.ObjectIdentifier({ value })
const octets = (valueHex: Uint8Array) => new asn1js.OctetString({ valueHex })
const sequence = (...value: asn1js.AsnType[]) => new asn1js.Sequence({ value })
const set = (...value: asn1js.AsnType[]) => new asn1js.Set({ value })
const raw = (der: Uint8Array) => asn1js.fromBER(Uint8Array.from(der)).result
export const digestOf = (bytes: Uint8Array, hash: Hash = 'sha256') => octets(createHash(hash).update(bytes).digest())
export const algorithmOf = (hash: Hash) => sequence(oid(DIGESTS[hash]))

export const attribute = (type: string, ...values: asn1js.AsnType[]) => sequence(oid(type), set(...values))
export const ofData = attribute(OID.contentType, oid(OID.data))

/** ESSCertID, with a hash ESSCertIDv2. */
export function certifiedBy({ certificate }: Issued, hash: Hash | 'default' | 'v1' = 'default') {
  const named = hash === 'default' || hash === 'v1' ? [] : [algorithmOf(hash)]
  const digest = digestOf(certificate.der, hash === 'v1' ? 'sha1' : hash === 'default' ? 'sha256' : hash)
  const type = hash === 'v1' ? OID.signingCertificate : OID.signingCertificateV2
  return attribute(type, sequence(sequence(sequence(...named, digest))))
}

export function bySerial({ certificate }: Issued) {
  return sequence(raw(certificate.names.issuer), certificate.parsed.serialNumber)
}

export function byKey(identifier: Uint8Array) {
  return new asn1js.Primitive({ idBlock: { tagClass: 3, tagNumber: 0 }, valueHex: identifier })
}

/** ContentInfo with SignedData (RFC 5652 §3, §5.1). */
export function cmsDer(wish: CmsWish): Buffer {
  const within = wish.within ? [explicit(0, wish.within)] : []
  const certificates = wish.certificates ?? [wish.signer.certificate.der]
  const one = signerOf(wish)
  const signedData = sequence(
    new asn1js.Integer({ value: wish.version ?? 1 }),
    set(algorithmOf(digestFor(wish))),
    sequence(oid(wish.contentType ?? OID.data), ...within),
    ...(certificates === 'none' ? [] : [field(0, certificates.map(raw))]),
    set(...(wish.signers?.(one) ?? [one])),
  )
  return Buffer.from(sequence(oid(wish.type ?? OID.signedData), explicit(0, signedData)).toBER())
}

const field = (tagNumber: number, value: asn1js.AsnType[]) =>
  new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber }, value })

const digestFor = ({ digest, hash = 'sha256' }: CmsWish): Hash => digest ?? (hash === 'pss' ? 'sha256' : hash)

function signerOf(wish: CmsWish): asn1js.Sequence {
  const { attributes = [ofData, attribute(OID.messageDigest, digestOf(wish.content, digestFor(wish)))] } = wish
  const { algorithm, sign } = signer((wish.signedBy ?? wish.signer.key).privateKey, wish.hash)
  const bytes = attributes === 'none' ? wish.content : new Uint8Array(set(...attributes).toBER())
  return sequence(
    new asn1js.Integer({ value: wish.signerVersion ?? 1 }),
    wish.id ?? bySerial(wish.signer),
    algorithmOf(digestFor(wish)),
    ...(attributes === 'none' ? [] : [field(0, attributes)]),
    (wish.signatureAlgorithm ?? algorithm).toSchema(),
    octets(sign(bytes)),
    ...(wish.unsigned ? [field(1, [wish.unsigned])] : []),
  )
}
