import { createHash, X509Certificate } from 'node:crypto'
import { Certificate as ParsedCertificate } from 'pkijs'
import { isDer } from './der.ts'
import { type Extensions, extensionsOf } from './extensions.ts'
import { type CertificateSubject, subjectOf } from './subject.ts'

/** A certificate that could be read. Nothing in it is true before `chainOf` says so. */
export type Certificate = {
  der: Buffer
  x509: X509Certificate
  parsed: ParsedCertificate
  subject: CertificateSubject
  /** CN of the issuer, else its O, else empty. */
  issuerName: string
  /** Hexadecimal, capitals. */
  serialNumber: string
  validFrom: Date
  validTo: Date
  /**
   * SHA-256 of the DER, hexadecimal. Not what a certificate is blocked by: a signature of a curve has a twin that is as
   * good (s and n − s), with which the same certificate has another fingerprint. Its CA knows it by the serial number.
   */
  fingerprint: string
  ocspUrls: string[]
  crlUrls: string[]
  extensions: Extensions
  /** Both names as they are encoded: they are the same only where they are spelled the same. */
  names: { issuer: Buffer; subject: Buffer }
}

export type ReadCertificate = { kind: 'read'; certificate: Certificate } | { kind: 'malformed' }

/** Above any real one; the longest in an authentication token is shorter. */
const LARGEST = 32_768

/**
 * Reads one certificate (RFC 5280 §4.1). Malformed is what either of two parsers does not read, what has anything behind
 * it, and what is not spelled by the distinguished rules, so that one certificate has one fingerprint.
 */
export function readCertificate(der: Uint8Array): ReadCertificate {
  const bytes = Buffer.from(der)
  if (bytes.length > LARGEST || !isDer(bytes)) return { kind: 'malformed' }
  try {
    return certificateFrom(bytes)
  } catch {
    // Both parsers throw whatever they come across.
    return { kind: 'malformed' }
  }
}

function certificateFrom(der: Buffer<ArrayBuffer>): ReadCertificate {
  const x509 = new X509Certificate(der)
  const parsed = ParsedCertificate.fromBER(der)
  const extensions = extensionsOf(parsed)
  if (!extensions || !isSame({ der, x509, parsed })) return { kind: 'malformed' }
  const issuer = subjectOf(parsed.issuer)
  const certificate = {
    ...{ der, x509, parsed, extensions },
    subject: subjectOf(parsed.subject),
    issuerName: issuer.commonName ?? issuer.organization ?? '',
    serialNumber: x509.serialNumber,
    validFrom: x509.validFromDate,
    validTo: x509.validToDate,
    fingerprint: createHash('sha256').update(der).digest('hex'),
    ...{ ocspUrls: extensions.ocspUrls, crlUrls: extensions.crlUrls },
    names: {
      issuer: Buffer.from(parsed.issuer.valueBeforeDecode),
      subject: Buffer.from(parsed.subject.valueBeforeDecode),
    },
  }
  const dated = [certificate.validFrom, certificate.validTo].every(each => !Number.isNaN(each.getTime()))
  return dated ? { kind: 'read', certificate } : { kind: 'malformed' }
}

/**
 * Whether both parsers read the same certificate: OpenSSL takes a PEM text that stands anywhere within the bytes rather
 * than the bytes. Also that its key can be used, and that the algorithm outside of what is signed is the one inside
 * (RFC 5280 §4.1.1.2).
 */
function isSame({ der, x509, parsed }: { der: Buffer; x509: X509Certificate; parsed: ParsedCertificate }): boolean {
  const [outside, inside] = [parsed.signatureAlgorithm, parsed.signature].map(each =>
    Buffer.from(each.toSchema().toBER()),
  )
  return x509.raw.equals(der) && x509.publicKey.type === 'public' && inside !== undefined && !!outside?.equals(inside)
}

/** Whether an instant lies within the time a certificate is valid for, both ends included (RFC 5280 §4.1.2.5). */
export function isValidAt({ validFrom, validTo }: Certificate, at: Date): boolean {
  return validFrom.getTime() <= at.getTime() && at.getTime() <= validTo.getTime()
}

/** Whether the signature on a certificate was made with the key of another; names and times are not looked at. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  try {
    return certificate.x509.verify(issuer.x509.publicKey)
  } catch {
    // A key of another kind than the algorithm's.
    return false
  }
}
