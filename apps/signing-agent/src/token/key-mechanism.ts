import { createHash } from 'node:crypto'
import { hashOf, type SignatureAlgorithm } from '@motcua/contracts/authentication-token.ts'
import { CKM, type Mechanism } from './cryptoki.ts'
import type { SigningKey } from './key-algorithm.ts'

/** How a token is asked for a signature: `input` makes of the signed bytes what the mechanism takes. */
export type SigningMechanism = { algorithm: SignatureAlgorithm; mechanism: Mechanism; input: (data: Buffer) => Buffer }

/** DigestInfo of SHA-256 up to the hash (RFC 8017 §9.2, note 1). */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex')

const asIs = (data: Buffer) => data
const hashed = (algorithm: SignatureAlgorithm) => (data: Buffer) => createHash(hashOf(algorithm)).update(data).digest()
const digestInfo = (data: Buffer) => Buffer.concat([DIGEST_INFO, hashed('RS256')(data)])

/** Best first: tokens that hash by themselves, then those that only use the key, PSS where there is nothing else. */
const RSA: SigningMechanism[] = [
  { algorithm: 'RS256', mechanism: { type: CKM.SHA256_RSA_PKCS }, input: asIs },
  { algorithm: 'RS256', mechanism: { type: CKM.RSA_PKCS }, input: digestInfo },
  { algorithm: 'PS256', mechanism: { type: CKM.SHA256_RSA_PKCS_PSS, parameter: 'pss-sha256' }, input: asIs },
  { algorithm: 'PS256', mechanism: { type: CKM.RSA_PKCS_PSS, parameter: 'pss-sha256' }, input: hashed('PS256') },
]

const HASHING_ECDSA = { ES256: CKM.ECDSA_SHA256, ES384: CKM.ECDSA_SHA384, ES512: CKM.ECDSA_SHA512 }

/** The mechanism for a key among those that its token lists; undefined where none of them fits. */
export function mechanismFor(key: SigningKey, listed: number[]): SigningMechanism | undefined {
  return (key.kind === 'rsa' ? RSA : ecdsa(key.algorithm)).find(({ mechanism }) => listed.includes(mechanism.type))
}

function ecdsa(algorithm: keyof typeof HASHING_ECDSA): SigningMechanism[] {
  return [
    { algorithm, mechanism: { type: CKM.ECDSA }, input: hashed(algorithm) },
    { algorithm, mechanism: { type: HASHING_ECDSA[algorithm] }, input: asIs },
  ]
}
