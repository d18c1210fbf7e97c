import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import type { Transaction } from 'kysely'
import { handlesStore } from '../../accounts/handles-store.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import type { SignInWho } from './state.ts'

/**
 * Between password and what follows the owner may have recovered the account from somebody else. Holds the account until
 * the transaction ends, so that a recovery under way is waited for and the next one waits.
 */
export async function passwordStillHolds(
  parts: Pick<Parts, 'sealer' | 'index'>,
  tx: Transaction<NationalTables>,
  who: SignInWho,
): Promise<boolean> {
  await handlesStore(tx, parts).hold(who.accountId)
  const password = await passwordsStore(tx).find(who.accountId)
  return password?.changedAt.getTime() === who.passwordChangedAt
}
