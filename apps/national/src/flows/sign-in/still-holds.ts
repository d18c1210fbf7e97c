import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import type { Transaction } from 'kysely'
import type { NationalTables } from '../../db/tables.ts'
import type { SignInWho } from './state.ts'

/** Between password and what follows the owner may have recovered the account from somebody else. */
export async function passwordStillHolds(tx: Transaction<NationalTables>, who: SignInWho): Promise<boolean> {
  const password = await passwordsStore(tx).find(who.accountId)
  return password?.changedAt.getTime() === who.passwordChangedAt
}
