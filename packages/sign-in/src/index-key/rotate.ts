import type { Kysely, Transaction } from 'kysely'
import { type SignInTables, signInTables } from '../tables.ts'
import { indexKeyStore } from './index-key-store.ts'

export type Rotation<Tables> = {
  indexKeyId: string
  /** Computes the portal's own blind indexes anew; how many rows changed. */
  reindex(tx: Transaction<Tables>): Promise<number>
}

/**
 * Computes all blind indexes anew when the index key has changed, in one transaction, before the portal serves:
 * afterwards everything is found under the new key and nothing under the old one. Returns how many rows changed.
 */
export async function reindexOnRotation<Tables extends SignInTables>(
  db: Kysely<Tables>,
  { indexKeyId, reindex }: Rotation<Tables>,
): Promise<number> {
  return db.transaction().execute(async tx => {
    const key = indexKeyStore(signInTables(tx))
    const known = await key.lockedId()
    if (known === indexKeyId) return 0
    await key.setId(indexKeyId)
    if (known === undefined) return 0
    await key.forgetCounters()
    return reindex(tx)
  })
}
