import type { Kysely } from 'kysely'
import type { Visitor } from '../flow/flow.ts'
import { sessionStore } from '../session/session-store.ts'
import { type SignInTables, signInTables } from '../tables.ts'

type Asked = { accountId: string; visitor: Pick<Visitor, 'browser'> }

/**
 * The stable name of a visitor's browser if the account knows it, that is if somebody signed in with it before;
 * undefined for any other. Limits give such a browser buckets of its own, so that strangers use up nothing of its owner's.
 */
export async function knownBrowser<Tables extends SignInTables>(
  { db }: { db: Kysely<Tables> },
  { accountId, visitor }: Asked,
): Promise<string | undefined> {
  const knows = await sessionStore(signInTables(db)).knowsBrowser(accountId, visitor.browser)
  return knows ? browserName(visitor) : undefined
}

export function browserName({ browser }: Pick<Visitor, 'browser'>): string {
  return browser.toString('base64url')
}
