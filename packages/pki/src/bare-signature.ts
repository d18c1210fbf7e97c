import type { KeyObject } from 'node:crypto'
import { isSignedBy } from './signed.ts'
import type { Hash, Scheme } from './strength.ts'

const RSA: Scheme[] = [
  { kind: 'rsa', hash: 'sha256' },
  { kind: 'rsa', hash: 'sha384' },
  { kind: 'rsa', hash: 'sha512' },
]
/** By the name of the curve (RFC 7518 §3.4). */
const HASHES: Record<string, Hash> = { prime256v1: 'sha256', secp384r1: 'sha384', secp521r1: 'sha512' }

type Bare = { bytes: Uint8Array; signature: Uint8Array }

/**
 * Whether a value that says nothing of how it was made is a signature: RSASSA-PKCS1-v1_5 (RFC 8017 §8.2) with SHA-256,
 * SHA-384 or SHA-512, or ECDSA by the hash of its curve, as SEQUENCE of r and s or as r ‖ s.
 */
export function isSignedBare(key: KeyObject, said: Bare): boolean {
  return schemesFor(key).some(scheme => isSignedBy(key, { ...said, scheme }))
}

function schemesFor({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): Scheme[] {
  if (asymmetricKeyType !== 'ec') return RSA
  const hash = HASHES[asymmetricKeyDetails?.namedCurve ?? '']
  return hash
    ? [
        { kind: 'ec', hash },
        { kind: 'ec', hash, form: 'ieee-p1363' },
      ]
    : []
}
