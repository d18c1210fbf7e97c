import type { MobileSignature } from '@motcua/pki/mobile-signature.ts'

/** What a SIM is asked to sign, and what its phone shows before the PIN is entered. */
export type SimQuestion = {
  /** `+84…`. */
  phone: string
  /** At most 119 characters, so that it fits one message to the SIM (UCS-2, 3GPP TS 31.111). */
  displayed: string
  content: Uint8Array
  /** How long the phone may take. */
  seconds: number
}

/** A transaction of one operator's service. */
export type SimTransaction = { operator: string; id: string; phone: string }

/** Every way not to get a signature, whichever of the codes of TS 102 204 §14 stood for it. */
export const simFailures = [
  /** The person declined. */
  'declined',
  /** The PIN was wrong too often, or the card is blocked. */
  'pin-blocked',
  /** The number has no signing SIM, or its SIM has no key or certificate. */
  'no-such-sim',
  /** The phone is off or out of reach. */
  'unreachable',
  /** Nobody answered in time. */
  'timed-out',
  /** The SIM is being asked something else. */
  'busy',
  /** The service says that the certificate is revoked, or not good. */
  'bad-certificate',
  /** The service does not take our request. */
  'refused',
  /** No service, or no answer that can be believed. */
  'unavailable',
] as const
export type SimFailure = { kind: (typeof simFailures)[number] }

/**
 * A prompt is never sent twice. `unavailable`: the answer may have been lost on the way, so that the phone shows a prompt
 * nevertheless; another one is then `busy` until that one ends.
 */
export type SimBegun = { kind: 'begun'; transaction: SimTransaction } | SimFailure
/**
 * `signed`: what the service handed over for this very transaction and number; nothing in it has been verified.
 * `unavailable` may pass: the same transaction can be asked about again.
 */
export type SimStanding = { kind: 'outstanding' } | { kind: 'signed'; signature: MobileSignature } | SimFailure

/** The mobile operators' signature services: asking a SIM for a signature, and asking how that stands. */
export type SimSigning = {
  begin(question: SimQuestion): Promise<SimBegun>
  standing(transaction: SimTransaction): Promise<SimStanding>
}
