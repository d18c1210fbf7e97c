import { createHash } from 'node:crypto'
import { hashOf, type SignatureAlgorithm } from '@motcua/contracts/authentication-token.ts'
import type { Challenge } from './token.ts'

/** What is signed: hash(origin) ‖ hash(nonce), both texts in UTF-8 (Web eID authentication token, format 1). */
export function signedBytes({ origin, nonce }: Challenge, algorithm: SignatureAlgorithm): Buffer {
  const hash = (text: string) => createHash(hashOf(algorithm)).update(text, 'utf8').digest()
  return Buffer.concat([hash(origin), hash(nonce)])
}
