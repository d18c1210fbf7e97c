import { browserName } from '@motcua/sign-in/limits/known-browser.ts'
import { sessionStore } from '@motcua/sign-in/session/session-store.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import { keptCertificate } from '../accounts/certified.ts'
import { type Handle, handlesStore } from '../accounts/handles-store.ts'
import type { Parts } from '../parts.ts'

/** The method whose handles are certificates on SIMs. */
export const SIGNING_SIM = 'signing-sim'

/** Of the accounts that a browser signed in to only the last are looked through: a counter's has been in thousands. */
const MOST_ACCOUNTS = 10

type Asker = { phone: string; browser: Buffer; handles: Handle[]; knownBrowser: string | undefined }

/**
 * The browser's own name where somebody signed in with it to an account that has this phone's SIM: the account that asks
 * (`handles`), or another one of the browser; undefined for strangers, which everybody is who adds a SIM to their account.
 * What is looked at is the browser's own, and nothing of it is told.
 */
export async function knownOwner(
  parts: Pick<Parts, 'db' | 'sealer' | 'index'>,
  { phone, browser, handles: own, knownBrowser }: Asker,
): Promise<string | undefined> {
  const isOf = (handle: Handle) => keptCertificate(handle).phone === phone
  if (knownBrowser !== undefined && own.some(isOf)) return knownBrowser
  const accounts = await sessionStore(signInTables(parts.db)).accountsOf(browser, MOST_ACCOUNTS)
  const handles = await Promise.all(accounts.map(id => handlesStore(parts.db, parts).list(id, SIGNING_SIM)))
  return handles.flat().some(isOf) ? browserName({ browser }) : undefined
}
