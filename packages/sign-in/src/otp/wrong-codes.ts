import type { LimitSettings } from '../limits/defaults.ts'
import type { Limits, Quota } from '../limits/limits.ts'
import type { OtpPurpose } from './request.ts'

type Parts = { limits: Limits; rules: LimitSettings['otp'] }
/** Whose code is being tried, from where. */
export type Tried = { purpose: OtpPurpose; phone: string; subject: string; place: string; browser?: string | undefined }

export type Admitted =
  | { kind: 'admitted'; tries: number; proved: () => Promise<void> }
  | { kind: 'closed'; until: Date }

/**
 * Counts a try before it is looked at. The place's own counters come first: what is closed there uses up nothing of
 * what all strangers share. A known browser has the same counters to itself and shares none.
 */
export async function admitTry({ limits, rules }: Parts, tried: Tried): Promise<Admitted> {
  const guard = guardName(tried)
  const counted = await limits.attempt(guard, rules.wrong)
  if (counted.kind === 'exceeded') return { kind: 'closed', until: counted.until }
  const [own, ...shared] = dayQuotas(rules, tried)
  for (const [name, quota] of [own, ...shared]) {
    const used = await limits.use(name, quota)
    if (used.kind === 'exceeded') return { kind: 'closed', until: used.until }
  }
  return {
    kind: 'admitted',
    tries: counted.count,
    async proved() {
      for (const name of [guard, own[0]]) await limits.succeeded(name)
      // Of what strangers share only this try is taken back: the guesses of others are not forgiven by it.
      for (const [name] of shared) await limits.takeBack(name)
    },
  }
}

const here = ({ place, browser }: Tried) => (browser === undefined ? `place:${place}` : `browser:${browser}`)

function guardName(tried: Tried): string {
  return `otp-wrong:${tried.purpose}:${tried.subject}:${tried.phone}:${here(tried)}`
}

type Named = readonly [name: string, quota: Quota]

function dayQuotas(rules: LimitSettings['otp'], tried: Tried): [own: Named, ...shared: Named[]] {
  const { purpose, subject, browser } = tried
  const own = [`otp-wrong-day:${purpose}:${subject}:${here(tried)}`, rules.wrongPerDay] as const
  if (browser !== undefined) return [own]
  return [
    own,
    [`otp-wrong-strangers:${purpose}:${subject}`, rules.wrongByStrangers],
    [`otp-wrong-strangers:${subject}`, rules.wrongByStrangersOverall],
  ]
}
