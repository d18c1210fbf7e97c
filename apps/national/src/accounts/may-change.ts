import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'
import { accountsStore } from './accounts-store.ts'
import { handlesStore } from './handles-store.ts'
import { heldBecause } from './objections.ts'

/**
 * Holds the account's handles until the transaction ends, and looks once more whether they may be changed: by now it may
 * have been recovered or locked by whoever it belongs to.
 */
export async function mayChangeNow(
  parts: Pick<Parts, 'sealer' | 'index' | 'clock'>,
  tx: Transaction<NationalTables>,
  accountId: string,
): Promise<boolean> {
  await handlesStore(tx, parts).hold(accountId)
  const account = await accountsStore(tx, parts).find(accountId)
  return account?.status === 'active' && !(await heldBecause({ ...parts, db: tx }, accountId))
}
