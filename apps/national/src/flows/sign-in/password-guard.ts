import type { FieldError, Visitor } from '@motcua/sign-in/flow/flow.ts'
import { sessions } from '@motcua/sign-in/session/sessions.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Parts } from '../../parts.ts'
import { minutesUntil } from '../otp-step.ts'

export type Guarded = { loginName: string; visitor: Visitor; accountId: string }

/**
 * Wrong passwords are counted by login name and place; a browser the account knows has a place of its own, so that
 * an attacker elsewhere (or behind the same address) never locks the owner out. Names without an account count alike.
 */
function bucketOf(
  { loginName, visitor }: { loginName: string; visitor: Pick<Visitor, 'place'> },
  known: string | undefined,
): string {
  return `password:${loginName}:${known ?? visitor.place}`
}

const unknownBrowsers = (loginName: string) => `password-unknown-browsers:${loginName}`
const fromHere = (visitor: Pick<Visitor, 'place'>) => `password-failures:${visitor.place}`

const byBrowser = ({ browser }: Pick<Visitor, 'browser'>) => `browser:${browser.toString('base64url')}`

async function knownBrowser(parts: Parts, { visitor, accountId }: Guarded): Promise<string | undefined> {
  const { sealer, clock, random, rules } = parts
  const all = sessions(signInTables(parts.db), { sealer, clock, random, rules: rules.session })
  return (await all.knowsBrowser(accountId, visitor.browser)) ? byBrowser(visitor) : undefined
}

export type Admitted =
  | { kind: 'admitted'; failures: number; succeeded: () => Promise<void> }
  | { kind: 'refused'; error: FieldError }

/** Counts the try before the password is looked at; refuses while the place, or all unknown browsers, are closed. */
export async function admit(parts: Parts, guarded: Guarded): Promise<Admitted> {
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
    await limits.succeeded(fromHere(guarded.visitor))
    if (!known) await limits.succeeded(unknownBrowsers(guarded.loginName))
  }
  return { kind: 'admitted', failures: counted.kind === 'within' ? here.count : rules.password.perPlace.max, succeeded }
}

/** Recovery opens again what wrong passwords closed, for the browser it was done with and for unknown ones. */
export async function reopen({ limits }: Pick<Parts, 'limits'>, { loginName, visitor }: Omit<Guarded, 'accountId'>) {
  await limits.succeeded(unknownBrowsers(loginName))
  for (const known of [undefined, byBrowser(visitor)]) {
    await limits.succeeded(bucketOf({ loginName, visitor }, known))
  }
}

/** A captcha is asked from the third failure on, counted for this name here and for this place over all names. */
export async function captchaIsDue(
  { limits, rules }: Pick<Parts, 'limits' | 'rules'>,
  { visitor, loginName }: { visitor: Pick<Visitor, 'place'>; loginName?: string | undefined },
): Promise<boolean> {
  const names = [fromHere(visitor), ...(loginName ? [bucketOf({ loginName, visitor }, undefined)] : [])]
  for (const name of names) if ((await limits.count(name)) >= rules.password.captchaFrom) return true
  return false
}
