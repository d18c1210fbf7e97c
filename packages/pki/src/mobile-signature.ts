import { createHash } from 'node:crypto'
import type { AlgorithmIdentifier } from 'pkijs'
import { isSignedBare } from './bare-signature.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { type Cms, DATA, readCms } from './cms.ts'
import type { SignedAttributes } from './cms-attributes.ts'
import { isDer, TAG } from './der.ts'
import { isSignedBy } from './signed.ts'
import { type Hash, hashNamed, type Scheme, schemeOf } from './strength.ts'

/** A signature as a mobile signature service hands it over. */
export type MobileSignature =
  /** CMS SignedData (RFC 5652) in DER. */
  | { format: 'cms'; signedData: Uint8Array }
  /** The bare value, and the certificate that the service names for the SIM, in DER. */
  | { format: 'pkcs1'; value: Uint8Array; certificate: Uint8Array }

export type VerifiedMobileSignature =
  /** The holder of its key signed this content. Whether the certificate is any good is for `chainOf`. */
  { kind: 'right'; certificate: Certificate } | { kind: 'refused'; reason: 'malformed' | 'wrong-signature' }

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1'

/**
 * Whether the key of the certificate that comes with a signature signed this very content. What is weak (MD5, SHA-1) is
 * no signature; several signers, and what is not DER, are malformed.
 */
export function verifyMobileSignature(signature: MobileSignature, content: Uint8Array): VerifiedMobileSignature {
  const claim = claimIn(signature)
  if (!claim) return { kind: 'refused', reason: 'malformed' }
  const { certificate, isOver } = claim
  const isRight = !isLikeAttributes(content) && isOver(content)
  return isRight ? { kind: 'right', certificate } : { kind: 'refused', reason: 'wrong-signature' }
}

type Claim = { certificate: Certificate; isOver: (content: Uint8Array) => boolean }

function claimIn(signature: MobileSignature): Claim | undefined {
  switch (signature.format) {
    case 'cms': {
      const cms = readCms(signature.signedData)
      return cms && { certificate: cms.certificate, isOver: content => isSignedCms(cms, content) }
    }
    case 'pkcs1': {
      const read = readCertificate(signature.certificate)
      if (read.kind === 'malformed') return undefined
      const { publicKey } = read.certificate.x509
      const isOver = (bytes: Uint8Array) => isSignedBare(publicKey, { bytes, signature: signature.value })
      return { certificate: read.certificate, isOver }
    }
  }
}

/** One signature is right over signed attributes, and as well over a content that is spelled as they are. */
const isLikeAttributes = (content: Uint8Array) => content[0] === TAG.set && isDer(content)

/** RFC 5652 §5.4, §5.6. */
function isSignedCms(cms: Cms, content: Uint8Array): boolean {
  const hash = hashNamed(cms.digestAlgorithm)
  const scheme = hash && schemeIn(cms.signatureAlgorithm, hash)
  if (!scheme || !isSame(cms.content ?? content, content)) return false
  const { attributes, certificate, signature } = cms
  if (attributes && !isAttested(attributes, { content, hash, certificate })) return false
  return isSignedBy(certificate.x509.publicKey, { bytes: attributes?.bytes ?? content, scheme, signature })
}

/** rsaEncryption leaves the hash to the digest algorithm (RFC 3370 §3.2); everything else names the same once more. */
function schemeIn(algorithm: AlgorithmIdentifier, hash: Hash): Scheme | undefined {
  if (algorithm.algorithmId === RSA_ENCRYPTION) return { kind: 'rsa', hash }
  const scheme = schemeOf(algorithm)
  return scheme?.hash === hash ? scheme : undefined
}

type Attested = { content: Uint8Array; hash: Hash; certificate: Certificate }

/** Whether what is signed speaks of this content, and of no certificate but this. */
function isAttested(
  { contentType, messageDigest, ownCertificate }: SignedAttributes,
  { content, hash, certificate }: Attested,
): boolean {
  return (
    isSame(contentType, DATA) &&
    isSame(messageDigest, digestOf(hash, content)) &&
    ownCertificate.every(each => each.hash && isSame(each.digest, digestOf(each.hash, certificate.der)))
  )
}

const digestOf = (hash: Hash | 'sha1', bytes: Uint8Array) => createHash(hash).update(bytes).digest()

const isSame = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0
