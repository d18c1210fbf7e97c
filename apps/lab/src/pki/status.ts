import type { OcspTrouble } from './token-certificate.ts'

/** RFC 5280 §5.3.1. A suspended certificate may come back. */
export const reasons = { revoked: 1, superseded: 4, suspended: 6 } as const
export type Reason = keyof typeof reasons

/** What an authority knows of a serial number, and what its responder makes of it. */
export type Status = (
  | { kind: 'good' }
  | { kind: 'withdrawn'; at: Date; reason: Reason }
  /** It never issued such a certificate. */
  | { kind: 'unknown' }
) & { ocsp?: OcspTrouble }
