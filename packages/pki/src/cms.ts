import { AlgorithmIdentifier } from 'pkijs'
import { type Certificate, readCertificate } from './certificate.ts'
import { serialOf } from './certificate-id.ts'
import { readAttributes, type SignedAttributes } from './cms-attributes.ts'
import { contentOf, type Element, elementAt, fieldsOf, isDer, partsOf, TAG, wholeOf } from './der.ts'

/** What SignedData says with its one signer. Nothing in it is true before the signature is. */
export type Cms = {
  /** Undefined where it is detached. */
  content: Uint8Array | undefined
  /** The one that the signer is named by. */
  certificate: Certificate
  digestAlgorithm: AlgorithmIdentifier
  signatureAlgorithm: AlgorithmIdentifier
  /** Undefined where the content itself is signed. */
  attributes: SignedAttributes | undefined
  signature: Uint8Array
}

/** Above any real one with its chain, in bytes. */
const LARGEST = 65_536
/** Certificates that are looked at. */
const MOST_CERTIFICATES = 8
/** Object identifiers 1.2.840.113549.1.7.2 and 1.2.840.113549.1.7.1. */
const SIGNED_DATA = Buffer.from('06092a864886f70d010702', 'hex')
export const DATA = Buffer.from('06092a864886f70d010701', 'hex')
const SUBJECT_KEY_IDENTIFIER = '2.5.29.14'
/** With the issuer and serial number 1, with the key identifier 3 (RFC 5652 §5.1, §5.3); services mix them up. */
const VERSIONS = [1, 3]

/**
 * Reads ContentInfo with SignedData (RFC 5652 §3, §5.1) over id-data, with exactly one signer, whose certificate is within
 * exactly once. Undefined for anything else, and for what is not DER. All of it is read from one spelling by one reader;
 * the parsers of certificates and algorithms see only theirs.
 */
export function readCms(der: Uint8Array): Cms | undefined {
  if (der.length > LARGEST || !isDer(der)) return undefined
  try {
    return cmsIn(der)
  } catch {
    // Not of the form, or the parser threw whatever it came across.
    return undefined
  }
}

function cmsIn(der: Uint8Array): Cms | undefined {
  const signed = fieldsOf(der, signedDataIn(der), {
    version: [TAG.integer],
    digestAlgorithms: [TAG.set],
    content: [TAG.sequence],
    certificates: [TAG.field0, undefined],
    revocations: [TAG.field1, undefined],
    signers: [TAG.set],
  })
  const [signer, ...others] = partsOf(der, signed.signers, TAG.set)
  if (!signer || others.length > 0 || !isVersion(der, signed.version)) return undefined
  const { id, ...read } = signerIn(der, signer)
  const [certificate, ...more] = certificatesIn(der, signed.certificates).filter(each => isNamed(each, { der, id }))
  if (!certificate || more.length > 0) return undefined
  return { content: contentIn(der, signed.content), certificate, ...read }
}

function signedDataIn(der: Uint8Array): Element | undefined {
  const info = fieldsOf(der, elementAt(der, 0), { type: [TAG.objectIdentifier], content: [TAG.field0] })
  const [signedData, ...more] = partsOf(der, info.content, TAG.field0)
  return SIGNED_DATA.equals(wholeOf(der, info.type)) && more.length === 0 ? signedData : undefined
}

function isVersion(der: Uint8Array, element: Element): boolean {
  const [version, ...more] = contentOf(der, element)
  return version !== undefined && VERSIONS.includes(version) && more.length === 0
}

/** EncapsulatedContentInfo, of id-data only: what has another type is no text that we asked for. */
function contentIn(der: Uint8Array, element: Element): Uint8Array | undefined {
  const { type, content } = fieldsOf(der, element, { type: [TAG.objectIdentifier], content: [TAG.field0, undefined] })
  if (!DATA.equals(wholeOf(der, type))) throw new Error('another type of content')
  if (!content) return undefined
  const [string, ...more] = partsOf(der, content, TAG.field0)
  if (string?.tag !== TAG.octetString || more.length > 0) throw new Error('no string within')
  return contentOf(der, string)
}

function signerIn(der: Uint8Array, element: Element) {
  const { version, id, digestAlgorithm, attributes, signatureAlgorithm, signature } = fieldsOf(der, element, {
    version: [TAG.integer],
    id: [TAG.sequence, TAG.string0],
    digestAlgorithm: [TAG.sequence],
    attributes: [TAG.field0, undefined],
    signatureAlgorithm: [TAG.sequence],
    signature: [TAG.octetString],
    unsigned: [TAG.field1, undefined],
  })
  if (!isVersion(der, version)) throw new Error('another version')
  const algorithm = (each: Element) => AlgorithmIdentifier.fromBER(wholeOf(der, each).slice())
  return {
    ...{ id, digestAlgorithm: algorithm(digestAlgorithm), signatureAlgorithm: algorithm(signatureAlgorithm) },
    attributes: attributes && readAttributes(wholeOf(der, attributes)),
    signature: contentOf(der, signature),
  }
}

/** Those that can be read; of other kinds, and of other people, there may be some as well. */
function certificatesIn(der: Uint8Array, set: Element | undefined): Certificate[] {
  const elements = set ? partsOf(der, set, TAG.field0) : []
  if (elements.length > MOST_CERTIFICATES) throw new Error('too many certificates')
  const read = elements.map(each => readCertificate(wholeOf(der, each)))
  return read.flatMap(each => (each.kind === 'read' ? [each.certificate] : []))
}

/** SignerIdentifier: by issuer and serial number, or by the identifier that a certificate gives its key. */
function isNamed(certificate: Certificate, { der, id }: { der: Uint8Array; id: Element }): boolean {
  if (id.tag === TAG.string0) return keyIdentifierOf(certificate)?.equals(contentOf(der, id)) === true
  const { issuer, serialNumber } = fieldsOf(der, id, { issuer: [TAG.sequence], serialNumber: [TAG.integer] })
  return (
    certificate.names.issuer.equals(wholeOf(der, issuer)) && serialOf(certificate).equals(contentOf(der, serialNumber))
  )
}

function keyIdentifierOf({ parsed }: Certificate): Buffer | undefined {
  const extension = parsed.extensions?.find(each => each.extnID === SUBJECT_KEY_IDENTIFIER)
  const value = extension?.extnValue.valueBlock.valueHexView
  if (!value) return undefined
  const string = elementAt(value, 0)
  return string?.tag === TAG.octetString ? Buffer.from(contentOf(value, string)) : undefined
}
