import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '@motcua/kit/clock.ts'
import { type Random, randomDigits } from '@motcua/kit/random.ts'
import { z } from 'zod'
import type { LimitSettings } from '../limits/defaults.ts'
import type { Limits, Quota } from '../limits/limits.ts'

/** What the person is doing; the SMS names it, and each purpose has counters of its own. */
export const otpPurposes = [
  'register',
  'sign-in',
  'recover-password',
  'confirm-phone',
  'change-phone',
  'link',
  'add-method',
] as const
/** Codes for these go by mail: what is called a phone below is then a mail address. Rules and limits are the same. */
export const mailedOtpPurposes = ['confirm-email'] as const
export type OtpPurpose = (typeof otpPurposes)[number] | (typeof mailedOtpPurposes)[number]

/** The state a flow keeps while a code is awaited. Codes are kept as keyed hashes, never themselves. */
export const otpPending = z.object({
  purpose: z.enum([...otpPurposes, ...mailedOtpPurposes]),
  phone: z.string(),
  /** Whom wrong codes count against: an account, or the ID number of a person without one. */
  subject: z.string(),
  codes: z.array(z.object({ hash: z.string(), expiresAt: z.number() })).max(2),
  wrongTries: z.number().int(),
  sentAt: z.number(),
})
export type OtpPending = z.infer<typeof otpPending>

export type OtpMessage = { to: string; code: string; purpose: OtpPurpose; language: 'vi' | 'en'; validUntil: Date }

export type OtpRequest = {
  purpose: OtpPurpose
  /** E.164, or a mail address where the purpose is one of `mailedOtpPurposes`. */
  phone: string
  subject: string
  flowId: string
  place: string
  /** The name of a browser that the account knows; undefined for all others. */
  browser?: string | undefined
}

export type OtpRefusal =
  | { kind: 'refused'; reason: 'too-soon'; seconds: number }
  | { kind: 'refused'; reason: 'too-many-sent' | 'too-many-wrong'; until: Date }
  /** This flow's tries are spent: another code would be of no use in it. */
  | { kind: 'refused'; reason: 'used-up' }

/** `message` is to be put into the outbox in the transaction that saves the flow. */
export type OtpAsked = { kind: 'asked'; pending: OtpPending; message: Omit<OtpMessage, 'language'> }

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
  /** False while messages for this purpose cannot be sent: then no code is made and nobody waits for one. */
  available: (purpose: OtpPurpose) => boolean
}

/** Whether codes for this purpose go by mail. */
export function isMailed(purpose: OtpPurpose): boolean {
  return mailedOtpPurposes.some(one => one === purpose)
}

export type SmsOtp = ReturnType<typeof smsOtp>

/** One-time codes by SMS or mail: proves that a person holds a phone or reads a mailbox now. It knows no flow. */
export function smsOtp({ key, clock, random, limits, rules, available }: SmsOtpParts) {
  const wrongName = ({ purpose, subject, phone }: OtpPending) => `otp-wrong:${purpose}:${subject}:${phone}`

  async function maySend(request: OtpRequest): Promise<OtpRefusal | undefined> {
    const named = (name: string, quota: Quota) => [`otp-send:${request.purpose}:${name}`, quota] as const
    // The sender's own quota first: who has used it up can no longer use up that of a phone or an account, nor keep a
    // phone in its pause. The pause is next, so that asking too soon uses up nothing else.
    const here = await limits.use(...named(`place:${request.place}`, rules.sendsPerPlace))
    if (here.kind === 'exceeded') return { kind: 'refused', reason: 'too-many-sent', until: here.until }
    const pause = await limits.use(`otp-pause:${request.purpose}:${request.phone}`, {
      max: 1,
      seconds: rules.pauseSeconds,
    })
    if (pause.kind === 'exceeded') return tooSoon(pause.until)
    const quotas = [
      named(`phone:${request.phone}`, rules.sendsPerPhone),
      named(`subject:${request.subject}`, rules.sendsPerAccount),
      named('all', rules.sendsOverall),
    ]
    for (const [name, quota] of quotas) {
      const used = await limits.use(name, quota)
      if (used.kind === 'exceeded') return { kind: 'refused', reason: 'too-many-sent', until: used.until }
    }
    return undefined
  }

  function tooSoon(until: Date): OtpRefusal {
    const seconds = Math.max(1, Math.ceil((until.getTime() - clock().getTime()) / 1000))
    return { kind: 'refused', reason: 'too-soon', seconds }
  }

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
      codes: [...(alike ? before.codes.slice(-1) : []), fresh],
      wrongTries: before?.wrongTries ?? 0,
    }
    const message = { to: request.phone, code, purpose: request.purpose, validUntil: new Date(expiresAt) }
    return { kind: 'asked', pending, message }
  }

  return {
    /** Makes a code and the message that carries it; a resend keeps the code before valid and the tries counted. */
    async ask(request: OtpRequest, before?: OtpPending): Promise<OtpAsked | OtpRefusal | { kind: 'unavailable' }> {
      if (!available(request.purpose)) return { kind: 'unavailable' }
      if (before && before.wrongTries >= rules.triesPerFlow) return { kind: 'refused', reason: 'used-up' }
      return (await maySend(request)) ?? make(request, before)
    },

    /**
     * Goes through the motions for somebody who has no phone here: the same limits, a code that nobody ever gets and
     * no typed code equals. The caller sends nothing; so a page cannot tell whether an account exists.
     */
    async pretend(request: OtpRequest, before?: OtpPending): Promise<OtpAsked | OtpRefusal | { kind: 'unavailable' }> {
      const asked = await this.ask(request, before)
      if (asked.kind !== 'asked') return asked
      const codes = asked.pending.codes.map(code => ({ ...code, hash: random(32).toString('base64url') }))
      return { ...asked, pending: { ...asked.pending, codes } }
    },

    /** Checks a code against the last two. The try is counted before it is looked at, so parallel tries all count. */
    async answer(pending: OtpPending, given: { flowId: string; code: string }): Promise<OtpAnswer> {
      if (pending.wrongTries >= rules.triesPerFlow) return { kind: 'refused', reason: 'used-up' }
      const now = clock().getTime()
      const live = pending.codes.filter(code => code.expiresAt > now)
      if (live.length === 0) return { kind: 'refused', reason: 'expired' }
      const counted = await limits.attempt(wrongName(pending), rules.wrong)
      if (counted.kind === 'exceeded') return { kind: 'refused', reason: 'too-many-wrong', until: counted.until }
      const hash = hashOf(given.flowId, given.code)
      if (live.some(code => equal(code.hash, hash))) {
        await limits.succeeded(wrongName(pending))
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
