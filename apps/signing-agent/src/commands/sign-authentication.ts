import { constants, verify, X509Certificate } from 'node:crypto'
import { type AuthenticationToken, hashOf, signedBytes } from '@motcua/contracts/authentication-token.ts'
import { certificateFacts, validityOf } from '../token/certificate.ts'
import type { Challenge, Signed, Signing } from '../token/token.ts'
import type { Tokens } from '../token/tokens.ts'
import { AGENT_VERSION } from '../version.ts'
import type { Offering } from './list-certificates.ts'

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }

export type SignAuthentication = Offering & { tokens: Tokens }

export type Authentication =
  | { kind: 'authenticated'; token: AuthenticationToken }
  /** It was not known before the password that the certificate is of no use now. */
  | { kind: 'unusable' }
  | Exclude<Signed, { kind: 'signed' }>

/** What leads back to the choice of a certificate. */
export type Trouble = Exclude<Authentication, { kind: 'authenticated' | 'wrong-pin' }>

/**
 * Signs a site's challenge with a chosen certificate: a Web eID authentication token, format 1. What the token signed
 * is verified here, so that a key that is not the certificate's is told to the person and not to the site.
 */
export async function signAuthentication(from: SignAuthentication, signing: Signing): Promise<Authentication> {
  const signed = await from.tokens.sign(signing)
  if (signed.kind !== 'signed') return signed
  if (!from.offersExpired && validityOf(certificateFacts(signed.certificate), from.clock()) !== 'valid')
    return { kind: 'unusable' }
  if (!isGood(signed, signing.challenge)) return { kind: 'failed', because: 'key-mismatch' }
  return {
    kind: 'authenticated',
    token: {
      unverifiedCertificate: signed.certificate.toString('base64'),
      ...{ algorithm: signed.algorithm, signature: signed.signature.toString('base64') },
      ...{ format: 'web-eid:1.0', appVersion: `motcua-agent/${AGENT_VERSION}` },
    },
  }
}

function isGood({ certificate, algorithm, signature }: Extract<Signed, { kind: 'signed' }>, challenge: Challenge) {
  const key = new X509Certificate(certificate).publicKey
  const form = algorithm.startsWith('PS') ? PSS : { dsaEncoding: 'ieee-p1363' as const }
  return verify(hashOf(algorithm), signedBytes(challenge, algorithm), { key, ...form }, signature)
}
