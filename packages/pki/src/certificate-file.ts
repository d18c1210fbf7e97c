import { type Certificate, readCertificate } from './certificate.ts'
import { elementAt, elementsIn, isDer, partsOf, TAG, wholeOf } from './der.ts'

export type ReadCertificates = { kind: 'read'; certificates: Certificate[] } | { kind: 'malformed' }

/** Far above the files that authorities publish, in bytes. */
const LARGEST = 1024 * 1024
const PEM = /-----BEGIN (CERTIFICATE|PKCS7)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g
/** OBJECT IDENTIFIER 1.2.840.113549.1.7.2, signedData. */
const SIGNED_DATA = Buffer.from('06092a864886f70d010702', 'hex')

/**
 * The certificates of a file as authorities publish them: DER, PEM with one or several, or PKCS#7 (`.p7b`, RFC 5652 §5.1)
 * in either. Malformed where there is none, or where one of them cannot be read.
 */
export function certificatesIn(file: Buffer): ReadCertificates {
  if (file.length > LARGEST) return { kind: 'malformed' }
  const blocks = [...file.toString('latin1').matchAll(PEM)].map(([, , base64 = '']) => Buffer.from(base64, 'base64'))
  // A DER may hold a text that looks like PEM; it is a DER all the same.
  const encoded = isDer(file) || blocks.length === 0 ? [file] : blocks
  const read = encoded.flatMap(each => certificatesOf(each)).map(readCertificate)
  const certificates = read.flatMap(each => (each.kind === 'read' ? [each.certificate] : []))
  const complete = certificates.length > 0 && certificates.length === read.length
  return complete ? { kind: 'read', certificates } : { kind: 'malformed' }
}

/** Those within a PKCS#7, none where it is malformed; anything else is taken for a certificate itself. */
function certificatesOf(der: Buffer): Uint8Array[] {
  const whole = isDer(der) ? elementAt(der, 0) : undefined
  const [type, content] = (whole && elementsIn(der, whole)) ?? []
  if (!type || !SIGNED_DATA.equals(wholeOf(der, type))) return [der]
  try {
    const [signedData] = partsOf(der, content, TAG.field0)
    const list = partsOf(der, signedData).find(each => each.tag === TAG.field0)
    return partsOf(der, list, TAG.field0).map(each => wholeOf(der, each))
  } catch {
    return []
  }
}
