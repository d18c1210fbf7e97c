import type { Clock } from '@motcua/kit/clock.ts'
import type { Kysely } from 'kysely'
import type { FieldError, Visitor } from '../flow/flow.ts'
import type { LimitSettings } from '../limits/defaults.ts'
import { browserName, knownBrowser } from '../limits/known-browser.ts'
import { type Limits, minutesUntil } from '../limits/limits.ts'
import type { SignInTables } from '../tables.ts'

export type CountingParts = { limits: Limits; rules: Pick<LimitSettings, 'password'> }
export type GuardParts<Tables extends SignInTables> = CountingParts & { db: Kysely<Tables>; clock: Clock }
export type Guarded = { loginName: string; visitor: Visitor; accountId: string }

/**
 * Wrong passwords are counted by login name and place; a browser the account knows has a place of its own, so that
 * an attacker elsewhere (or behind the same address) never locks the owner out. Names without an account count alike.
 */
function bucketOf(
  { loginName, visitor }: { loginName: string; visitor: Pick<Visitor, 'place'> },
  known: string | undefined,
): string {
  return `password:${loginName}:${known === undefined ? visitor.place : `browser:${known}`}`
}

const unknownBrowsers = (loginName: string) => `password-unknown-browsers:${loginName}`
const fromHere = (visitor: Pick<Visitor, 'place'>) => `password-failures:${visitor.place}`

export type Admitted =
  /** `failures`: how many tries slow this one down, itself included. */
  { kind: 'admitted'; failures: number; succeeded: () => Promise<void> } | { kind: 'refused'; error: FieldError }

/** Counts the try before the password is looked at; refuses while the place, or all unknown browsers, are closed. */
export async function admit<Tables extends SignInTables>(
  parts: GuardParts<Tables>,
  guarded: Guarded,
): Promise<Admitted> {
  const { limits, rules, clock } = parts
  const known = await knownBrowser(parts, guarded)
  const bucket = bucketOf(guarded, known)
  const here = await limits.attempt(bucket, rules.password.perPlace)
  if (here.kind === 'exceeded') {
    return {
      kind: 'refused',
      error: { key: 'password.locked', values: { minutes: minutesUntil(here.until, clock()) } },
    }
  }
  if (!known) {
    const anywhere = await limits.attempt(unknownBrowsers(guarded.loginName), rules.password.unknownBrowsers)
    if (anywhere.kind === 'exceeded') return { kind: 'refused', error: { key: 'password.closed' } }
  }
  const counted = await limits.use(fromHere(guarded.visitor), rules.password.perPlace)
  const succeeded = async () => {
    await limits.succeeded(bucket)
    // Forgetting the failures of others here would let whoever has one account guess at all others unhindered.
    await limits.takeBack(fromHere(guarded.visitor))
    if (!known) await limits.succeeded(unknownBrowsers(guarded.loginName))
  }
  // Who tries at many names is slowed at each of them; a known browser only by its own failures.
  const failures = known || counted.kind === 'within' ? here.count : rules.password.perPlace.max
  return { kind: 'admitted', failures, succeeded }
}

/** Recovery opens again what wrong passwords closed, for the browser it was done with and for unknown ones. */
export async function reopen(
  { limits }: Pick<CountingParts, 'limits'>,
  { loginName, visitor }: Omit<Guarded, 'accountId'>,
) {
  await limits.succeeded(unknownBrowsers(loginName))
  for (const known of [undefined, browserName(visitor)]) {
    await limits.succeeded(bucketOf({ loginName, visitor }, known))
  }
}

/** A captcha is asked from the third failure on, counted for this name here and for this place over all names. */
export async function captchaIsDue(
  { limits, rules }: CountingParts,
  { visitor, loginName }: { visitor: Pick<Visitor, 'place'>; loginName?: string | undefined },
): Promise<boolean> {
  const names = [fromHere(visitor), ...(loginName ? [bucketOf({ loginName, visitor }, undefined)] : [])]
  for (const name of names) if ((await limits.count(name)) >= rules.password.captchaFrom) return true
  return false
}
