import type { Clock } from '@motcua/kit/clock.ts'
import type { LimitSettings } from '../limits/defaults.ts'
import type { Limits, Quota } from '../limits/limits.ts'
import { rangeOf } from '../limits/range.ts'
import { type OtpRefusal, type OtpRequest, toAnyone } from './request.ts'
import type { Ceiling, SendWatch } from './send-watch.ts'

export type SendParts = { limits: Limits; rules: LimitSettings['otp']; clock: Clock; watch: SendWatch }
/** `prefix`: the block of numbers that the phone lies in; none for a mailbox. */
export type Send = Omit<OtpRequest, 'flowId'> & { prefix: string | undefined }

type Counter = { name: string; quota: Quota; is: 'quota' | 'pause' | Ceiling }

/** Counts a code that is to be sent; the refusal when there are too many. */
export async function maySend(parts: SendParts, send: Send): Promise<OtpRefusal | undefined> {
  const { limits, watch } = parts
  for (const { name, quota, is } of counters(parts.rules, send)) {
    const used = await limits.use(`otp-send:${send.purpose}:${name}`, quota)
    if (used.kind === 'within') continue
    if (is === 'pause') return tooSoon(used.until, parts.clock())
    if (is === 'quota') return { kind: 'refused', reason: 'too-many-sent', until: used.until }
    const { purpose, prefix } = send
    watch.refused({ ceiling: is, purpose, ...(is === 'prefix' && prefix !== undefined ? { prefix } : {}) }, used.beyond)
    return { kind: 'refused', reason: 'sms-ceiling', until: used.until }
  }
  return undefined
}

/**
 * In the order in which they are counted. The sender's own come first, the pause among them: who has used them up can no
 * longer use up what strangers share. The ceilings are last, so that only what would really be sent counts. A known
 * browser is held up by no stranger, at its own place neither.
 */
function counters(rules: LimitSettings['otp'], { purpose, phone, subject, place, browser, prefix }: Send): Counter[] {
  const [own, crowd] = browser === undefined ? [`place:${place}`, 'strangers'] : [`browser:${browser}`, 'known']
  const overall = toAnyone.includes(purpose) ? rules.sendsOverallToAnyone : rules.sendsOverall
  const here: Counter[] = [
    { name: `place:${place}`, quota: rules.sendsPerPlace, is: 'quota' },
    { name: `range:${rangeOf(place)}`, quota: rules.sendsPerRange, is: 'range' },
  ]
  const together: Counter = { name: `phone:${phone}:strangers`, quota: rules.sendsPerPhoneByStrangers, is: 'quota' }
  const block = (digits: string): Counter => {
    return { name: `prefix:${digits}:${crowd}`, quota: rules.sendsPerPrefix, is: 'prefix' }
  }
  return [
    ...(browser === undefined ? here : []),
    { name: `pause:${phone}:${own}`, quota: { max: 1, seconds: rules.pauseSeconds }, is: 'pause' },
    { name: `phone:${phone}:${own}`, quota: rules.sendsPerPhone, is: 'quota' },
    ...(browser === undefined ? [together] : []),
    { name: `subject:${subject}:${crowd}`, quota: rules.sendsPerAccount, is: 'quota' },
    ...(prefix === undefined ? [] : [block(prefix)]),
    { name: `all:${crowd}`, quota: overall, is: 'overall' },
  ]
}

function tooSoon(until: Date, now: Date): OtpRefusal {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))
  return { kind: 'refused', reason: 'too-soon', seconds }
}
