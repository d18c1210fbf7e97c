import { after, type Clock } from '@motcua/kit/clock.ts'
import { type Random, randomToken } from '@motcua/kit/random.ts'
import { z } from 'zod'

/** Recommended where the person is verified (WebAuthn §15.1), and the life of a USB nonce (product rules, Limits). */
const LIFE_SECONDS = 5 * 60

/** Good for one answer: it is kept in the flow alone, and a flow gives each answer another one or ends. */
export const challenge = z.object({ challenge: z.string(), expiresAt: z.number() })
export type Challenge = z.infer<typeof challenge>

/** 256 random bits, to be signed within five minutes. */
export function newChallenge({ random, clock }: { random: Random; clock: Clock }): Challenge {
  return { challenge: randomToken(random), expiresAt: after(clock(), LIFE_SECONDS).getTime() }
}

export function isOver({ expiresAt }: Challenge, now: Date): boolean {
  return expiresAt <= now.getTime()
}

export function millisecondsLeft({ expiresAt }: Challenge, now: Date): number {
  return Math.max(0, expiresAt - now.getTime())
}
