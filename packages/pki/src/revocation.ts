import type { Certificate } from './certificate.ts'

/** What an authority says of one of its certificates. Only `good` lets anybody in. */
export type Revocation =
  /** Not revoked; `until` is when to ask anew. */
  | { kind: 'good'; until: Date }
  /** `suspended`: certificateHold, may become good again. */
  | { kind: 'revoked'; reason: 'suspended' | 'revoked'; since: Date }
  /** Nothing that can be relied on; `because` is for the operator's log and names nobody. */
  | { kind: 'undetermined'; because: string }

export type RevocationQuestion = {
  certificate: Certificate
  /** The next in its chain, trusted already. */
  issuer: Certificate
  at: Date
}

/** How far another clock may be ahead of ours, in ms. */
const CLOCK_SKEW = 5 * 60_000
/** How long an answer holds that names no end of its own, in ms. */
const HOLDS_WITHOUT_END = 10 * 60_000
/** Reason codes of RFC 5280 §5.3.1. */
const CERTIFICATE_HOLD = 6
const REMOVE_FROM_CRL = 8

/** Why a certificate is revoked, by its code; none given is revoked for good, and a removal has no place in a whole list. */
export function revokedFor(code: number | undefined, since: Date): Revocation {
  if (code === REMOVE_FROM_CRL) return undetermined('removed-without-list')
  if (Number.isNaN(since.getTime())) return undetermined('malformed')
  return { kind: 'revoked', reason: code === CERTIFICATE_HOLD ? 'suspended' : 'revoked', since }
}

export const undetermined = (because: string): Revocation => ({ kind: 'undetermined', because })

/** Until when something said at `thisUpdate` holds, or why it does not hold at `at`. */
export function holdsUntil(
  { thisUpdate, nextUpdate }: { thisUpdate: Date; nextUpdate: Date | undefined },
  at: Date,
): { kind: 'holds'; until: Date } | { kind: 'undetermined'; because: string } {
  const until = nextUpdate ?? new Date(thisUpdate.getTime() + HOLDS_WITHOUT_END)
  if (isAhead(thisUpdate, at)) return { kind: 'undetermined', because: 'from-the-future' }
  // Written so that a date that could not be read does not hold either.
  return at <= until ? { kind: 'holds', until } : { kind: 'undetermined', because: 'stale' }
}

/** Whether a time lies further ahead than clocks may differ, or is none. */
export const isAhead = (time: Date, at: Date) => !(time.getTime() <= at.getTime() + CLOCK_SKEW)
