import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import { browserName } from '@motcua/sign-in/limits/known-browser.ts'
import { minutesUntil, type Quota } from '@motcua/sign-in/limits/limits.ts'
import { rangeOf } from '@motcua/sign-in/limits/range.ts'
import type { Parts } from '../parts.ts'
import type { SimPrompt } from './prompt.ts'

type LimitParts = Pick<Parts, 'limits' | 'rules' | 'clock'>
/** Who asks which phone; `knownBrowser`: its owner, as far as their browser tells. */
export type PromptAsker = Pick<SimPrompt, 'phone' | 'browser' | 'place' | 'knownBrowser'>

type PromptPlace = Omit<PromptAsker, 'browser'>
type Counter = { name: string; quota: Quota; is: 'quota' | 'pause' }

/**
 * Counts a prompt that is to be sent; the refusal when there are too many, or while the place rests that was declined
 * twice. The owner's known browser is held up by no stranger, at its own place neither.
 */
export async function mayPrompt(parts: LimitParts, asker: PromptAsker): Promise<FieldError | undefined> {
  const { limits, rules, clock } = parts
  const resting = asker.knownBrowser === undefined && (await limits.closedUntil(declinesAt(asker)))
  if (resting) return { key: 'sim.rests', values: { minutes: minutesUntil(resting, clock()) } }
  for (const { name, quota, is } of counters(rules.simPrompts, asker)) {
    const used = await limits.use(`sim-prompt:${name}`, quota)
    if (used.kind === 'within') continue
    if (is === 'pause') return { key: 'sim.too-soon', values: { seconds: secondsUntil(used.until, clock()) } }
    return { key: 'sim.too-many', values: { minutes: minutesUntil(used.until, clock()) } }
  }
  return undefined
}

/**
 * The sender's own come first: who has used them up can no longer use up what strangers share. The pause is each browser's:
 * another one at the same place would learn by it that this number was just asked.
 */
function counters(rules: Parts['rules']['simPrompts'], asker: PromptAsker): Counter[] {
  const { phone, place, knownBrowser } = asker
  const own = knownBrowser === undefined ? `place:${place}` : `browser:${knownBrowser}`
  const mine: Counter[] = [
    { name: `pause:${phone}:${browserName(asker)}`, quota: { max: 1, seconds: rules.pauseSeconds }, is: 'pause' },
    { name: `phone:${phone}:${own}`, quota: rules.perPhone, is: 'quota' },
  ]
  if (knownBrowser !== undefined) return mine
  return [
    { name: `place:${place}`, quota: rules.perPlace, is: 'quota' },
    { name: `range:${rangeOf(place)}`, quota: rules.perRange, is: 'quota' },
    ...mine,
    { name: `phone:${phone}:strangers`, quota: rules.perPhoneByStrangers, is: 'quota' },
  ]
}

/** The phone's owner said no: twice, and the place that asked rests. Their own known browser may have been mistaken. */
export async function countDecline({ limits, rules }: LimitParts, asker: PromptPlace): Promise<void> {
  if (asker.knownBrowser === undefined) await limits.attempt(declinesAt(asker), rules.simPrompts.declined)
}

const declinesAt = ({ phone, place }: PromptPlace) => `sim-declined:${phone}:place:${place}`

export function secondsUntil(until: Date, now: Date): number {
  return Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))
}
