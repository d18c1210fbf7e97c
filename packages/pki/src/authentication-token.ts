import { constants, type KeyObject, verify } from 'node:crypto'
import {
  type AuthenticationToken,
  authenticationToken,
  type Challenge,
  hashOf,
  LONGEST_TOKEN,
  type SignatureAlgorithm,
  signedBytes,
} from '@motcua/contracts/authentication-token.ts'
import { type Certificate, readCertificate } from './certificate.ts'

export type ParsedToken = { kind: 'parsed'; token: AuthenticationToken } | { kind: 'malformed' }

export type VerifiedToken =
  /** The holder of its key signed for us. Whether the certificate is any good is for `chainOf`. */
  | { kind: 'right'; certificate: Certificate }
  | { kind: 'refused'; reason: 'malformed' | 'wrong-algorithm' | 'wrong-signature' }

/** Reads what a browser posted. Too long, no JSON, and not of the contract are all malformed. */
export function parseToken(text: unknown): ParsedToken {
  if (typeof text !== 'string' || text.length > LONGEST_TOKEN) return { kind: 'malformed' }
  const parsed = authenticationToken.safeParse(jsonOf(text))
  return parsed.success ? { kind: 'parsed', token: parsed.data } : { kind: 'malformed' }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether the key of the token's certificate signed our own origin and nonce, by an algorithm that fits the key. */
export function verifyToken(token: AuthenticationToken, challenge: Challenge): VerifiedToken {
  const signature = canonicalBase64(token.signature)
  const der = canonicalBase64(token.unverifiedCertificate)
  const read = der ? readCertificate(der) : ({ kind: 'malformed' } as const)
  if (!signature || read.kind === 'malformed') return { kind: 'refused', reason: 'malformed' }
  const { certificate } = read
  const key = certificate.x509.publicKey
  if (!fits(key, token.algorithm)) return { kind: 'refused', reason: 'wrong-algorithm' }
  const right = isSignedBy(key, { algorithm: token.algorithm, signature, ...challenge })
  return right ? { kind: 'right', certificate } : { kind: 'refused', reason: 'wrong-signature' }
}

/** Undefined where other texts would give the same bytes: one token has one spelling. */
function canonicalBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}

const CURVES: Partial<Record<SignatureAlgorithm, string>> = {
  ES256: 'prime256v1',
  ES384: 'secp384r1',
  ES512: 'secp521r1',
}

/** RFC 7518 §3.3–3.5: RSA keys sign RS and PS, a curve has one hash. */
function fits({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject, algorithm: SignatureAlgorithm) {
  const curve = CURVES[algorithm]
  if (curve) return type === 'ec' && details?.namedCurve === curve
  return type === 'rsa' || (type === 'rsa-pss' && algorithm.startsWith('PS'))
}

type Signing = Challenge & { algorithm: SignatureAlgorithm; signature: Buffer }

function isSignedBy(key: KeyObject, { signature, ...signing }: Signing): boolean {
  const { algorithm } = signing
  try {
    return verify(hashOf(algorithm), signedBytes(signing, algorithm), { key, ...signatureForm(algorithm) }, signature)
  } catch {
    // Keys too short for the hash, and other limits of OpenSSL.
    return false
  }
}

/** How node:crypto is told to sign and verify by an algorithm (RFC 7518 §3.3–3.5); the agent signs by it too. */
export function signatureForm(algorithm: SignatureAlgorithm) {
  if (algorithm.startsWith('ES')) return { dsaEncoding: 'ieee-p1363' as const }
  if (algorithm.startsWith('RS')) return { padding: constants.RSA_PKCS1_PADDING }
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
}
