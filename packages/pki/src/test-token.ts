import { sign } from 'node:crypto'
import type { AuthenticationToken, SignatureAlgorithm } from '@motcua/contracts/authentication-token.ts'
import { type Challenge, hashOf, signedBytes } from '@motcua/contracts/authentication-token.ts'
import { signatureForm } from './authentication-token.ts'
import type { Issued } from './test-authority.ts'

/** The token an agent would make of a certificate and its key. */
export function tokenOf(
  { certificate, key }: Issued,
  { algorithm, ...challenge }: Challenge & { algorithm: SignatureAlgorithm },
): AuthenticationToken {
  const bytes = signedBytes(challenge, algorithm)
  const signature = sign(hashOf(algorithm), bytes, { key: key.privateKey, ...signatureForm(algorithm) })
  return {
    unverifiedCertificate: certificate.der.toString('base64'),
    algorithm,
    signature: signature.toString('base64'),
    format: 'web-eid:1.0',
    appVersion: 'https://example.vn/agent/1.0.0',
  }
}
