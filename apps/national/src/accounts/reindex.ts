import type { Kysely, Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import { type IndexKeyParts, reindexStore } from './reindex-store.ts'

/**
 * Computes all blind indexes anew when the index key has changed, in one transaction, before the portal serves:
 * afterwards every account is found under the new key and none under the old one. Returns how many rows changed.
 */
export async function reindexIfRotated(db: Kysely<NationalTables>, parts: IndexKeyParts): Promise<number> {
  return db.transaction().execute(async tx => {
    const known = await reindexStore(tx, parts).lockedKeyId()
    if (known === parts.indexKeyId) return 0
    const changed = known === undefined ? 0 : await reindex(tx, parts)
    await reindexStore(tx, parts).setKeyId(parts.indexKeyId)
    return changed
  })
}

async function reindex(tx: Transaction<NationalTables>, parts: IndexKeyParts): Promise<number> {
  const store = reindexStore(tx, parts)
  await store.forgetCounters()
  return (await store.reindexNumbers()) + (await store.reindexHandles())
}
