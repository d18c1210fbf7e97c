import type { FieldError, Visitor } from '@motcua/sign-in/flow/flow.ts'
import type { Parts } from '../parts.ts'
import { provincialSessions } from './open-session.ts'

export type Guarded = { loginName: string; visitor: Visitor; accountId: string | undefined }

export function minutesUntil(until: Date, now: Date): number {
  return Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000))
}

type Named = { loginName: string; visitor: Pick<Visitor, 'place'> }

/**
 * Wrong passwords are counted by login name and place; a browser the account knows has a place of its own, so that
 * an attacker elsewhere (or behind the same address) never locks the owner out. Names without an account count alike.
 */
function bucketOf({ loginName, visitor }: Named, known: string | undefined): string {
  return `password:${loginName}:${known ?? visitor.place}`
}

const unknownBrowsers = (loginName: string) => `password-unknown-browsers:${loginName}`
const fromHere = (visitor: Pick<Visitor, 'place'>) => `password-failures:${visitor.place}`

async function knownBrowser(parts: Parts, { visitor, accountId }: Guarded): Promise<string | undefined> {
  if (accountId === undefined) return undefined
  const knows = await provincialSessions(parts, parts.db).knowsBrowser(accountId, visitor.browser)
  return knows ? `browser:${visitor.browser.toString('base64url')}` : undefined
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
    const minutes = minutesUntil(here.until, clock())
    return { kind: 'refused', error: { key: 'password.locked', values: { minutes } } }
  }
  if (!known) {
    const anywhere = await limits.attempt(unknownBrowsers(guarded.loginName), rules.password.unknownBrowsers)
    if (anywhere.kind === 'exceeded') return { kind: 'refused', error: { key: 'password.closed' } }
  }
  await limits.use(fromHere(guarded.visitor), rules.password.perPlace)
  const succeeded = async () => {
    await limits.succeeded(bucket)
    await limits.succeeded(fromHere(guarded.visitor))
    if (!known) await limits.succeeded(unknownBrowsers(guarded.loginName))
  }
  return { kind: 'admitted', failures: here.count, succeeded }
}

/** A captcha is asked from the third failure on, counted for this name here and for this place over all names. */
export async function captchaIsDue(
  { limits, rules }: Pick<Parts, 'limits' | 'rules'>,
  { visitor, loginName }: { visitor: Pick<Visitor, 'place'>; loginName: string | undefined },
): Promise<boolean> {
  const names = [fromHere(visitor), ...(loginName ? [bucketOf({ loginName, visitor }, undefined)] : [])]
  for (const name of names) if ((await limits.count(name)) >= rules.password.captchaFrom) return true
  return false
}
