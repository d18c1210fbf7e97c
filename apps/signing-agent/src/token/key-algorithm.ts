import { X509Certificate } from 'node:crypto'
import type { SignatureAlgorithm } from '@motcua/contracts/authentication-token.ts'

export type SigningKey =
  | { kind: 'rsa'; bits: number }
  | { kind: 'ec'; algorithm: Extract<SignatureAlgorithm, `ES${string}`>; coordinate: number }

/** Curves by their OpenSSL names, each with its algorithm (RFC 7518 §3.4) and the bytes of a coordinate. */
const CURVES: Record<string, SigningKey> = {
  prime256v1: { kind: 'ec', algorithm: 'ES256', coordinate: 32 },
  secp384r1: { kind: 'ec', algorithm: 'ES384', coordinate: 48 },
  secp521r1: { kind: 'ec', algorithm: 'ES512', coordinate: 66 },
}

/** Which key a certificate holds; undefined for kinds that an authentication token has no algorithm for. */
export function signingKeyOf(certificate: Buffer): SigningKey | undefined {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = new X509Certificate(certificate).publicKey
  if (type === 'rsa') return { kind: 'rsa', bits: details?.modulusLength ?? 0 }
  return type === 'ec' ? CURVES[details?.namedCurve ?? ''] : undefined
}
