import { createHash } from 'node:crypto'
import { z } from 'zod'

/**
 * The Web eID authentication token, format 1 (github.com/web-eid/web-eid-system-architecture-doc): what a signing
 * device says to prove that its holder is there. The signature is over hash(origin) ‖ hash(nonce), both texts in UTF-8,
 * under the hash of `algorithm`; origin and nonce are not in the token, so whoever checks it uses their own.
 */
export const authenticationToken = z.object({
  /** The certificate, DER in Base64. Nothing in it is believed before it is verified. */
  unverifiedCertificate: z.base64().min(1).max(16_384),
  algorithm: z.enum(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512']),
  /** Base64; of ES algorithms r ‖ s, as in JWS (RFC 7518 §3.4). */
  signature: z.base64().min(1).max(4_096),
  format: z.string().regex(/^web-eid:1(\.\d+)?$/),
  appVersion: z.string().max(200).optional(),
})
export type AuthenticationToken = z.infer<typeof authenticationToken>
export type SignatureAlgorithm = AuthenticationToken['algorithm']

/** Longer texts are refused unread. */
export const LONGEST_TOKEN = 32_768

/** The hash of an algorithm's signature, as node:crypto names it. */
export function hashOf(algorithm: SignatureAlgorithm): 'sha256' | 'sha384' | 'sha512' {
  return `sha${algorithm.slice(2) as '256' | '384' | '512'}`
}

/** Whom a signature is for: the origin of the site, such as `https://dichvucong.example`, and the site's challenge as sent. */
export type Challenge = { origin: string; nonce: string }

/** What is signed: hash(origin) ‖ hash(nonce), under the hash of the algorithm. */
export function signedBytes({ origin, nonce }: Challenge, algorithm: SignatureAlgorithm): Buffer {
  const hashed = (text: string) => createHash(hashOf(algorithm)).update(text, 'utf8').digest()
  return Buffer.concat([hashed(origin), hashed(nonce)])
}
