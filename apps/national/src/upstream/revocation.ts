import type { Certificate } from '@motcua/pki/certificate.ts'

/** A certificate of a chain that was built before, and the next one in it, whose word alone counts (RFC 5280 §6.3). */
export type RevocationQuestion = { certificate: Certificate; issuer: Certificate }

/**
 * `suspended`: put on hold, and may come back. `unavailable`: nobody whose word counts has answered; who needs to know
 * whether the certificate is good must then take it for one that is not.
 */
export type RevocationStatus =
  | { kind: 'good' }
  | { kind: 'revoked'; reason: 'suspended' | 'revoked'; since: Date }
  | { kind: 'unavailable' }

/** Those who know which certificates were revoked: OCSP responders (RFC 6960) and lists (CRL, RFC 5280 §5). */
export type Revocation = { check(question: RevocationQuestion): Promise<RevocationStatus> }
