import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '@motcua/kit/clock.ts'
import type { Log } from '@motcua/kit/log.ts'
import { type Random, randomDigits } from '@motcua/kit/random.ts'
import { z } from 'zod'
import type { LimitSettings } from '../limits/defaults.ts'
import type { Limits } from '../limits/limits.ts'
import { slowDown } from '../limits/slow-down.ts'
import { isMobile, prefixOf } from './prefix.ts'
import {
  isMailed,
  mailedOtpPurposes,
  type OtpPurpose,
  type OtpRefusal,
  type OtpRequest,
  otpPurposes,
} from './request.ts'
import { maySend } from './send-limits.ts'
import { type SendOutcome, sendWatch } from './send-watch.ts'
import { admitTry } from './wrong-codes.ts'

export { isMailed, mailedOtpPurposes, type OtpPurpose, type OtpRefusal, type OtpRequest, otpPurposes }

/** The state a flow keeps while a code is awaited. Codes are kept as keyed hashes, never themselves. */
export const otpPending = z.object({
  purpose: z.enum([...otpPurposes, ...mailedOtpPurposes]),
  phone: z.string(),
  /** Whom wrong codes count against: an account, or the ID number of a person without one. */
  subject: z.string(),
  /** Where the newest code was asked for, and with which browser if the account knows it. */
  place: z.string(),
  browser: z.string().optional(),
  codes: z.array(z.object({ hash: z.string(), expiresAt: z.number() })).max(2),
  wrongTries: z.number().int(),
  sentAt: z.number(),
})
export type OtpPending = z.infer<typeof otpPending>

export type OtpMessage = { to: string; code: string; purpose: OtpPurpose; language: 'vi' | 'en'; validUntil: Date }

/** `message` is to be put into the outbox in the transaction that saves the flow. */
export type OtpAsked = { kind: 'asked'; pending: OtpPending; message: Omit<OtpMessage, 'language'> }

type OtpSent = OtpAsked | OtpRefusal | { kind: 'unavailable' }

export type OtpAnswer =
  | { kind: 'proved' }
  | { kind: 'refused'; reason: 'wrong'; pending: OtpPending; triesLeft: number }
  | { kind: 'refused'; reason: 'expired' | 'used-up' }
  | { kind: 'refused'; reason: 'too-many-wrong'; until: Date }

export type SmsOtpParts = {
  key: Buffer
  clock: Clock
  random: Random
  limits: Limits
  rules: LimitSettings['otp']
  log: Pick<Log, 'error'>
  /** Holds the answer to a try back. */
  pause: (milliseconds: number) => Promise<void>
  /** False while messages for this purpose cannot be sent: then no code is made and nobody waits for one. */
  available: (purpose: OtpPurpose) => boolean
}

export type SmsOtp = ReturnType<typeof smsOtp>

/** One-time codes by SMS or mail: proves that a person holds a phone or reads a mailbox now. It knows no flow. */
export function smsOtp({ key, clock, random, limits, rules, log, pause, available }: SmsOtpParts) {
  const watch = sendWatch(log)

  function hashOf(flowId: string, code: string): string {
    return createHmac('sha256', key).update(`${flowId}\u0000${code}`).digest('base64url')
  }

  function make(request: OtpRequest, before: OtpPending | undefined): OtpAsked {
    const code = randomDigits(random, rules.digits)
    const now = clock().getTime()
    const expiresAt = now + rules.lifeSeconds * 1000
    const fresh = { hash: hashOf(request.flowId, code), expiresAt }
    // A code sent to another phone, or for another purpose, must never prove this one.
    const alike = before?.phone === request.phone && before.purpose === request.purpose
    const pending: OtpPending = {
      ...{ purpose: request.purpose, phone: request.phone, subject: request.subject, sentAt: now },
      ...{ place: request.place, ...(request.browser === undefined ? {} : { browser: request.browser }) },
      codes: [...(alike ? before.codes.slice(-1) : []), fresh],
      wrongTries: before?.wrongTries ?? 0,
    }
    const message = { to: request.phone, code, purpose: request.purpose, validUntil: new Date(expiresAt) }
    return { kind: 'asked', pending, message }
  }

  async function decide(request: OtpRequest, before: OtpPending | undefined): Promise<OtpSent> {
    if (!available(request.purpose)) return { kind: 'unavailable' }
    if (before && before.wrongTries >= rules.triesPerFlow) return { kind: 'refused', reason: 'used-up' }
    const send = { ...request, prefix: isMailed(request.purpose) ? undefined : prefixOf(request.phone, key) }
    return (await maySend({ limits, rules, clock, watch }, send)) ?? make(request, before)
  }

  function counted(sent: OtpSent, asked: SendOutcome): OtpSent {
    watch.ended(sent.kind === 'refused' ? sent.reason : sent.kind === 'asked' ? asked : sent.kind)
    return sent
  }

  return {
    /** For the app's registry (`healthRoutes`). */
    metrics: watch.metrics,

    /**
     * Makes a code and the message that carries it; a resend keeps the code before valid and the tries counted.
     * @throws for a phone that is no Vietnamese mobile number: the form should have refused it.
     */
    async ask(request: OtpRequest, before?: OtpPending): Promise<OtpSent> {
      if (!isMailed(request.purpose) && !isMobile(request.phone))
        throw new RangeError('a code can only be sent to a Vietnamese mobile number')
      return counted(await decide(request, before), 'asked')
    },

    /**
     * Goes through the motions for somebody who has no phone here: the same limits, a code that nobody ever gets and
     * no typed code equals. The caller sends nothing; so a page cannot tell whether an account exists.
     */
    async pretend(request: OtpRequest, before?: OtpPending): Promise<OtpSent> {
      const asked = counted(await decide(request, before), 'pretended')
      if (asked.kind !== 'asked') return asked
      const codes = asked.pending.codes.map(code => ({ ...code, hash: random(32).toString('base64url') }))
      return { ...asked, pending: { ...asked.pending, codes } }
    },

    /**
     * Checks a code against the last two. The try is counted before it is looked at, so parallel tries all count, and
     * held back when there were many.
     */
    async answer(pending: OtpPending, given: { flowId: string; code: string }): Promise<OtpAnswer> {
      if (pending.wrongTries >= rules.triesPerFlow) return { kind: 'refused', reason: 'used-up' }
      const now = clock().getTime()
      const live = pending.codes.filter(code => code.expiresAt > now)
      if (live.length === 0) return { kind: 'refused', reason: 'expired' }
      const admitted = await admitTry({ limits, rules }, pending)
      if (admitted.kind === 'closed') return { kind: 'refused', reason: 'too-many-wrong', until: admitted.until }
      const wait = slowDown(admitted.tries, rules.slowFrom)
      if (wait > 0) await pause(wait)
      const hash = hashOf(given.flowId, given.code)
      if (live.some(code => equal(code.hash, hash))) {
        await admitted.proved()
        return { kind: 'proved' }
      }
      const wrongTries = pending.wrongTries + 1
      const triesLeft = rules.triesPerFlow - wrongTries
      return { kind: 'refused', reason: 'wrong', pending: { ...pending, wrongTries }, triesLeft }
    },

    /** Seconds until another code may be asked for. */
    resendIn(pending: OtpPending): number {
      return Math.max(0, Math.ceil((pending.sentAt + rules.pauseSeconds * 1000 - clock().getTime()) / 1000))
    },

    /** Seconds until the newest code expires. */
    expiresIn(pending: OtpPending): number {
      const newest = Math.max(0, ...pending.codes.map(code => code.expiresAt))
      return Math.max(0, Math.ceil((newest - clock().getTime()) / 1000))
    },
  }
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** What a person typed or pasted as a code: spaces and dashes are allowed; undefined when it cannot be one. */
export function parseOtp(text: string, digits: number): string | undefined {
  if (text.length > 64) return undefined
  const bare = text.replace(/[\s-]/g, '')
  return /^\d+$/.test(bare) && bare.length === digits ? bare : undefined
}
