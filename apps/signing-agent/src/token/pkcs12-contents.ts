import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { OctetString } from 'asn1js'
import forge from 'node-forge'
import { AuthenticatedSafe, CertBag, PFX, SafeContents } from 'pkijs'
import { isEndEntity, isReadable } from './certificate.ts'

/** Object identifiers of RFC 7292 and RFC 5652. */
const DATA = '1.2.840.113549.1.7.1'
const CERT_BAG = '1.2.840.113549.1.12.10.1.3'

/**
 * Holders' certificates that a PKCS#12 file (RFC 7292) shows to whoever has no password; most files show none.
 * Undefined where it is no such file.
 */
export function openCertificates(file: Buffer): Buffer[] | undefined {
  try {
    const content = PFX.fromBER(Uint8Array.from(file)).authSafe.content
    const safe = AuthenticatedSafe.fromBER(content.getValue())
    return safe.safeContents
      .filter(({ contentType }) => contentType === DATA)
      .flatMap(part => certificatesIn(SafeContents.fromBER(part.content.getValue())))
      .filter(der => isReadable(der) && isEndEntity(der))
  } catch {
    return undefined
  }
}

function certificatesIn({ safeBags }: SafeContents): Buffer[] {
  return safeBags.flatMap(({ bagId, bagValue }) =>
    bagId === CERT_BAG && bagValue instanceof CertBag && bagValue.certValue instanceof OctetString
      ? [Buffer.from(bagValue.certValue.getValue())]
      : [],
  )
}

export type Opened =
  | { kind: 'opened'; pairs: Pair[] }
  | { kind: 'wrong-password' }
  /** No PKCS#12 file, or protected in a way that is not known here. */
  | { kind: 'unreadable' }

/** `key`: undefined where no private key of the file belongs to the certificate. */
export type Pair = { certificate: Buffer; key: KeyObject | undefined }

/** Opens a PKCS#12 file with its password; its MAC tells a wrong password from a good one. */
export function openPkcs12(file: Buffer, password: string): Opened {
  if (!openCertificates(file)) return { kind: 'unreadable' }
  try {
    const contents = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(file.toString('binary')), false, password)
    return { kind: 'opened', pairs: pairsOf(contents.safeContents.flatMap(({ safeBags }) => safeBags)) }
  } catch (error) {
    return { kind: /unsupported|unknown|not supported/i.test(String(error)) ? 'unreadable' : 'wrong-password' }
  }
}

function pairsOf(bags: forge.pkcs12.Bag[]): Pair[] {
  const keys = bags.flatMap(bag => keyOf(bag) ?? [])
  return bags
    .flatMap(bag => certificateOf(bag) ?? [])
    .filter(isReadable)
    .map(certificate => ({ certificate, key: keys.find(key => belongs(key, certificate)) }))
    .filter(({ certificate, key }) => key !== undefined || isEndEntity(certificate))
}

const KEY_BAGS: string[] = [forge.pki.oids.keyBag ?? '', forge.pki.oids.pkcs8ShroudedKeyBag ?? '']

/** Forge knows RSA; what it does not know it hands over as it found it. */
function keyOf({ type, key, asn1 }: forge.pkcs12.Bag): KeyObject | undefined {
  if (!KEY_BAGS.includes(type)) return undefined
  const info = key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key)) : asn1
  return createPrivateKey({ key: der(info), format: 'der', type: 'pkcs8' })
}

function certificateOf({ type, cert, asn1 }: forge.pkcs12.Bag): Buffer | undefined {
  if (type !== forge.pki.oids.certBag) return undefined
  return der(cert ? asItWas(cert) : asn1)
}

/**
 * Forge keeps what is signed as it found it, but would write the algorithm behind it anew, in its own way. It is the one
 * that stands in what is signed (RFC 5280 §4.1.1.2), behind version and serial number.
 */
function asItWas({ tbsCertificate, signature }: forge.pki.Certificate): forge.asn1.Asn1 {
  const { asn1 } = forge
  const parts = tbsCertificate.value as forge.asn1.Asn1[]
  const [version] = parts
  const algorithm = parts[version?.tagClass === asn1.Class.CONTEXT_SPECIFIC ? 2 : 1]
  const bits = asn1.create(asn1.Class.UNIVERSAL, asn1.Type.BITSTRING, false, `\x00${signature}`)
  return asn1.create(
    asn1.Class.UNIVERSAL,
    asn1.Type.SEQUENCE,
    true,
    [tbsCertificate, algorithm, bits].flatMap(each => each ?? []),
  )
}

function der(structure: forge.asn1.Asn1): Buffer {
  return Buffer.from(forge.asn1.toDer(structure).getBytes(), 'binary')
}

function belongs(key: KeyObject, certificate: Buffer): boolean {
  return createPublicKey(key).equals(new X509Certificate(certificate).publicKey)
}
