import { createHash } from 'node:crypto'
import { Null, OctetString } from 'asn1js'
import { AlgorithmIdentifier, CertID } from 'pkijs'
import type { Certificate } from './certificate.ts'

const HASHES: Record<string, 'sha1' | 'sha256'> = { '1.3.14.3.2.26': 'sha1', '2.16.840.1.101.3.4.2.1': 'sha256' }
const SHA1 = '1.3.14.3.2.26'

export type Link = { certificate: Certificate; issuer: Certificate }

/**
 * How a responder is told which certificate is meant (RFC 6960 §4.1.1). SHA-1 here only looks something up, and is the
 * one every responder understands (RFC 5019 §2.1.1).
 */
export function certificateId({ certificate, issuer }: Link): CertID {
  return new CertID({
    hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA1, algorithmParams: new Null() }),
    issuerNameHash: new OctetString({ valueHex: hashOf('sha1', issuer.names.subject) }),
    issuerKeyHash: new OctetString({ valueHex: hashOf('sha1', keyBitsOf(issuer)) }),
    serialNumber: certificate.parsed.serialNumber,
  })
}

/** Whether an answer is about this certificate of this issuer, under whichever hash it says so. */
export function isAbout(id: CertID, { certificate, issuer }: Link): boolean {
  const { algorithmId } = id.hashAlgorithm
  const hash = Object.hasOwn(HASHES, algorithmId) ? HASHES[algorithmId] : undefined
  if (!hash) return false
  return (
    certificate.names.issuer.equals(issuer.names.subject) &&
    hashOf(hash, issuer.names.subject).equals(id.issuerNameHash.valueBlock.valueHexView) &&
    hashOf(hash, keyBitsOf(issuer)).equals(id.issuerKeyHash.valueBlock.valueHexView) &&
    serialOf(certificate).equals(id.serialNumber.valueBlock.valueHexView)
  )
}

/** The SHA-1 of a key as responders name themselves by it (RFC 6960 §4.2.1). */
export const keyHashOf = (certificate: Certificate) => hashOf('sha1', keyBitsOf(certificate))

/** The bytes of a serial number as they are encoded. */
export const serialOf = ({ parsed }: Certificate) => Buffer.from(parsed.serialNumber.valueBlock.valueHexView)

const keyBitsOf = ({ parsed }: Certificate) => parsed.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView

const hashOf = (name: 'sha1' | 'sha256', bytes: Uint8Array) => createHash(name).update(bytes).digest()
