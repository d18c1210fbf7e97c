import type { KeyObject } from 'node:crypto'
import { Any, Null, ObjectIdentifier } from 'asn1js'
import { type AlgorithmIdentifier, RSASSAPSSParams } from 'pkijs'
import type { Certificate } from './certificate.ts'

const LEAST_RSA_BITS = 2048
const MOST_RSA_BITS = 16_384
const RSASSA_PSS = '1.2.840.113549.1.1.10'
const CURVES = ['1.2.840.10045.3.1.7', '1.3.132.0.34', '1.3.132.0.35']

export type Hash = 'sha256' | 'sha384' | 'sha512'

/** How a signature is made; `saltLength` in bytes, `form` DER unless told otherwise. */
export type Scheme =
  | { kind: 'rsa'; hash: Hash }
  | { kind: 'ec'; hash: Hash; form?: 'ieee-p1363' }
  | { kind: 'rsa-pss'; hash: Hash; saltLength: number }

const SCHEMES: Record<string, Scheme> = {
  '1.2.840.113549.1.1.11': { kind: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', hash: 'sha512' },
  '1.2.840.10045.4.3.2': { kind: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { kind: 'ec', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { kind: 'ec', hash: 'sha512' },
}

const HASHES: Record<string, Hash> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** The scheme an algorithm identifier names; undefined for the weak (MD5, SHA-1, SHA-224) and the unknown. */
export function schemeOf({ algorithmId, algorithmParams }: AlgorithmIdentifier): Scheme | undefined {
  if (algorithmId !== RSASSA_PSS) {
    // RFC 4055 §5 and 5758 §3.2 have none, or NULL; anything else would be something nobody has read.
    const plain = algorithmParams === undefined || algorithmParams instanceof Null || algorithmParams instanceof Any
    return plain && Object.hasOwn(SCHEMES, algorithmId) ? SCHEMES[algorithmId] : undefined
  }
  try {
    const { hashAlgorithm, saltLength } = new RSASSAPSSParams({ schema: algorithmParams })
    const hash = hashNamed(hashAlgorithm)
    return hash && { kind: 'rsa-pss', hash, saltLength }
  } catch {
    return undefined
  }
}

/** The hash an algorithm identifier names; undefined for the weak and the unknown. */
export function hashNamed({ algorithmId }: AlgorithmIdentifier): Hash | undefined {
  return Object.hasOwn(HASHES, algorithmId) ? HASHES[algorithmId] : undefined
}

/** Whether a key is long enough and on a curve with a name: P-256, P-384 or P-521 (RFC 5480 §2.1.1.1). */
export function isStrongKey({ x509, parsed }: Certificate): boolean {
  const key: KeyObject = x509.publicKey
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {}
  switch (key.asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss':
      return modulusLength >= LEAST_RSA_BITS && modulusLength <= MOST_RSA_BITS && publicExponent >= 3n
    case 'ec': {
      // A curve that is spelled out may have another generator than the one it looks like (CVE-2020-0601).
      const curve: unknown = parsed.subjectPublicKeyInfo.algorithm.algorithmParams
      return curve instanceof ObjectIdentifier && CURVES.includes(curve.valueBlock.toString())
    }
    default:
      return false
  }
}
