import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after as later } from '@motcua/kit/clock.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import { blindIndex } from '@motcua/kit/sealing.ts'
import type { Kysely } from 'kysely'
import { defaultLimits } from '../limits/defaults.ts'
import { limits } from '../limits/limits.ts'
import type { SignInTables } from '../tables.ts'
import { isMailed, type OtpAsked, type OtpPending, type OtpRequest, smsOtp } from './sms-otp.ts'

export type World = ReturnType<typeof world>

/** Codes with limits and a clock of their own, over the one table. */
export function world(db: Kysely<SignInTables>, rules = defaultLimits.otp) {
  let now = new Date('2026-01-05T08:00:00Z')
  let reachable = true
  const clock = () => now
  const alarms: { fields: unknown; line: unknown }[] = []
  const pauses: number[] = []
  const counting = limits({ db, index: blindIndex({ id: '1', key: randomBytes(32) }), clock })
  const otp = smsOtp({
    ...{ key: randomBytes(32), clock, random: systemRandom, limits: counting, rules },
    available: purpose => isMailed(purpose) || reachable,
    pause: async milliseconds => void pauses.push(milliseconds),
    log: { error: (fields: unknown, line?: unknown) => void alarms.push({ fields, line }) },
  })
  return {
    ...{ otp, clock, alarms, pauses },
    pass: (seconds: number) => {
      now = later(now, seconds)
    },
    at: (seconds: number) => later(now, seconds),
    cutOff: () => {
      reachable = false
    },
  }
}

export function request(changes: Partial<OtpRequest> = {}): OtpRequest {
  const fixed = { purpose: 'sign-in', phone: '+84912345678', subject: 'an-account', place: '203.0.113.9' } as const
  return { ...fixed, flowId: 'flow-1', ...changes }
}

export async function asked({ otp }: World, changes: Partial<OtpRequest> = {}, before?: OtpPending): Promise<OtpAsked> {
  const result = await otp.ask(request(changes), before)
  return result.kind === 'asked' ? result : assert.fail(JSON.stringify(result))
}

/** What each of many things done at once came to, counted. */
export async function tally(results: Promise<{ kind: string; reason?: string }>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { kind, reason } of await Promise.all(results)) {
    const name = reason ?? kind
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}
