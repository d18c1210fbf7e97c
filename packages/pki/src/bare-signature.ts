import { type KeyObject, verify } from 'node:crypto'
import { isSignedBy } from './signed.ts'
import type { Hash } from './strength.ts'

/** The hash of a curve, and the length of r and of s in bytes (RFC 7518 §3.4). */
const CURVES: Record<string, { hash: Hash; length: number }> = {
  prime256v1: { hash: 'sha256', length: 32 },
  secp384r1: { hash: 'sha384', length: 48 },
  secp521r1: { hash: 'sha512', length: 66 },
}
const HASHES: Hash[] = ['sha256', 'sha384', 'sha512']

type Bare = { bytes: Uint8Array; signature: Uint8Array }

/**
 * Whether a value that says nothing of how it was made is a signature: RSASSA-PKCS1-v1_5 (RFC 8017 §8.2) with SHA-256,
 * SHA-384 or SHA-512, or ECDSA by the hash of its curve, as SEQUENCE of r and s or as r ‖ s.
 */
export function isSignedBare(key: KeyObject, { bytes, signature }: Bare): boolean {
  if (key.asymmetricKeyType !== 'ec')
    return HASHES.some(hash => isSignedBy(key, { bytes, scheme: { kind: 'rsa', hash }, signature }))
  const curve = CURVES[key.asymmetricKeyDetails?.namedCurve ?? '']
  if (!curve) return false
  const { hash, length } = curve
  return (
    isSignedBy(key, { bytes, scheme: { kind: 'ec', hash }, signature }) ||
    (signature.length === 2 * length && verify(hash, bytes, { key, dsaEncoding: 'ieee-p1363' }, signature))
  )
}
