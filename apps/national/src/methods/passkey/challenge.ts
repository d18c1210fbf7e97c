import { after } from '@motcua/kit/clock.ts'
import { randomToken } from '@motcua/kit/random.ts'
import { z } from 'zod'
import type { MethodParts } from '../parts.ts'
import { descriptor } from './credential.ts'

/** The browser's own limit is the same: recommended where the person is verified (WebAuthn §15.1). */
const LIFE_SECONDS = 5 * 60

/** Good for one answer: it is kept in the flow alone, and a flow gives each answer another one or ends. */
const challenge = z.object({ challenge: z.string(), expiresAt: z.number() })
export type Challenge = z.infer<typeof challenge>

/** What is asked for: one of these keys, or any of this site where there are none. */
export const challenged = challenge.extend({ credentials: z.array(descriptor) })
export type Challenged = z.infer<typeof challenged>

/** `credentials` are those that the account has already. */
export const enrolling = challenged.extend({
  /** By which the device is to keep the key, and what it shows for it. */
  user: z.object({ handle: z.string(), name: z.string() }),
  /** What the passkey is called where its owner does not say. */
  device: z.string(),
})
export type EnrollingPasskey = z.infer<typeof enrolling>

/** 256 random bits, to be signed within five minutes. */
export function newChallenge({ random, clock }: Pick<MethodParts, 'random' | 'clock'>): Challenge {
  return { challenge: randomToken(random), expiresAt: after(clock(), LIFE_SECONDS).getTime() }
}

export function isOver({ expiresAt }: Challenge, now: Date): boolean {
  return expiresAt <= now.getTime()
}

export function millisecondsLeft({ expiresAt }: Challenge, now: Date): number {
  return Math.max(0, expiresAt - now.getTime())
}
