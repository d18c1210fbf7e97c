import type { Log } from '@motcua/kit/log.ts'
import { Counter, type Metric } from 'prom-client'
import type { OtpPurpose, OtpRefusal } from './request.ts'

/** What pumping SMS runs into: a block of numbers, an attacker's network, the portal as a whole. */
export type Ceiling = 'prefix' | 'range' | 'overall'

/** `pretended`: nobody has this account, and nothing is sent. */
export type SendOutcome = 'asked' | 'pretended' | 'unavailable' | OtpRefusal['reason']

export type CeilingReached = { ceiling: Ceiling; purpose: OtpPurpose; prefix?: string }

export type SendWatch = ReturnType<typeof sendWatch>

/** Counts what became of every request for a code, and raises the alarm once a window when a ceiling is reached. */
export function sendWatch(log: Pick<Log, 'error'>) {
  const sends = new Counter({
    name: 'motcua_otp_sends_total',
    help: 'Requests for a one-time code by SMS, by what became of them',
    labelNames: ['outcome'],
    registers: [],
  })
  const ceilings = new Counter({
    name: 'motcua_otp_ceiling_total',
    help: 'Codes not sent because a ceiling against SMS pumping was reached, by ceiling',
    labelNames: ['ceiling'],
    registers: [],
  })
  return {
    /** For the app's registry (`healthRoutes`). */
    metrics: [sends, ceilings] as readonly Metric[],

    ended(outcome: SendOutcome): void {
      sends.inc({ outcome })
    },

    /** `beyond` counts the refused of the window, whichever process refused them; only the first is logged. */
    refused(reached: CeilingReached, beyond: number): void {
      ceilings.inc({ ceiling: reached.ceiling })
      // Neither phone nor address: the block of 100 000 numbers names nobody.
      if (beyond === 1) log.error(reached, 'sms ceiling reached')
    },
  }
}
