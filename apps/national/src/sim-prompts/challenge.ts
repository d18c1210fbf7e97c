import type { Purpose } from '../steps/method.ts'

const FORM = 'motcua-sim-prompt-1'

export type SimChallenge = { origin: string; purpose: Purpose; nonce: string; displayed: string }

/**
 * What the SIM signs: which portal asks, for what, a nonce of this prompt alone, and the words that the phone shows. None
 * of the first three holds a line break, so no two challenges are spelled alike.
 */
export function signedContent({ origin, purpose, nonce, displayed }: SimChallenge): Buffer {
  return Buffer.from([FORM, origin, purpose, nonce, displayed].join('\n'))
}
