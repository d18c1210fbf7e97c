import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'

/** An ES256 key, and as the provider wants it. */
export type SigningKey = { privateKey: KeyObject; jwk: object }

export function signingKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { privateKey, jwk: { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'ES256' } }
}
