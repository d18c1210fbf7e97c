import { AlgorithmIdentifier } from 'pkijs'
import { contentOf, type Element, elementAt, elementsIn, fieldsOf, partsOf, TAG, wholeOf } from './der.ts'
import { type Hash, hashNamed } from './strength.ts'

/** What a signer signs besides, or rather instead of, the content. */
export type SignedAttributes = {
  /** What the signature is over: the attributes as they stand, as the SET OF that they are (RFC 5652 §5.4). */
  bytes: Uint8Array
  /** OBJECT IDENTIFIER, with its header. */
  contentType: Uint8Array
  messageDigest: Uint8Array
  /** How the signer says which certificate is theirs, in every way they say it. */
  ownCertificate: CertificateHash[]
}

/** `hash` is undefined where nobody knows it. */
export type CertificateHash = { hash: Hash | 'sha1' | undefined; digest: Uint8Array }

/** Object identifiers, in hexadecimal without their headers. */
const TYPE = {
  /** 1.2.840.113549.1.9.3 and 1.2.840.113549.1.9.4. */
  contentType: '2a864886f70d010903',
  messageDigest: '2a864886f70d010904',
  /** 1.2.840.113549.1.9.16.2.12 and 1.2.840.113549.1.9.16.2.47. */
  signingCertificate: '2a864886f70d010910020c',
  signingCertificateV2: '2a864886f70d010910022f',
}

/**
 * Reads `[0] IMPLICIT SignedAttributes`, DER. @throws where the content type or the digest (RFC 5652 §11.1, §11.2) is not
 * there exactly once with one value, or the signing certificate (RFC 5035 §3) more often than that.
 */
export function readAttributes(field: Uint8Array): SignedAttributes {
  const bytes = Uint8Array.from(field)
  bytes[0] = TAG.set
  const contentType = valueIn(bytes, TYPE.contentType)
  const messageDigest = valueIn(bytes, TYPE.messageDigest)
  if (contentType?.tag !== TAG.objectIdentifier || messageDigest?.tag !== TAG.octetString)
    throw new Error('no content type or no digest')
  const [first, second] = [valueIn(bytes, TYPE.signingCertificate), valueIn(bytes, TYPE.signingCertificateV2)]
  return {
    ...{ bytes, contentType: wholeOf(bytes, contentType), messageDigest: contentOf(bytes, messageDigest) },
    ownCertificate: [
      ...(first ? [certificateHashIn(bytes, { value: first, absent: 'sha1' })] : []),
      ...(second ? [certificateHashIn(bytes, { value: second, absent: 'sha256' })] : []),
    ],
  }
}

/** The one value of an attribute; undefined where there is no such attribute. @throws where there are several of either. */
function valueIn(bytes: Uint8Array, wanted: string): Element | undefined {
  const found = partsOf(bytes, elementAt(bytes, 0), TAG.set)
    .map(each => fieldsOf(bytes, each, { type: [TAG.objectIdentifier], values: [TAG.set] }))
    .filter(({ type }) => Buffer.from(contentOf(bytes, type)).toString('hex') === wanted)
  const values = found.flatMap(each => elementsIn(bytes, each.values) ?? [])
  if (found.length > 1 || values.length !== found.length) throw new Error('not one value of one attribute')
  return values[0]
}

/**
 * SigningCertificate and SigningCertificateV2: the first is the signer's (RFC 5035 §3, §5). Its hash is of the whole
 * certificate, so that the issuer and serial number beside it say nothing more.
 */
function certificateHashIn(
  bytes: Uint8Array,
  { value, absent }: { value: Element; absent: 'sha1' | 'sha256' },
): CertificateHash {
  const { certificates } = fieldsOf(bytes, value, { certificates: [TAG.sequence], policies: [TAG.sequence, undefined] })
  const [first] = partsOf(bytes, certificates)
  const { algorithm, digest } = fieldsOf(bytes, first, {
    algorithm: [TAG.sequence, undefined],
    digest: [TAG.octetString],
    issuerSerial: [TAG.sequence, undefined],
  })
  const hash = algorithm ? hashNamed(AlgorithmIdentifier.fromBER(wholeOf(bytes, algorithm).slice())) : absent
  return { hash, digest: contentOf(bytes, digest) }
}
