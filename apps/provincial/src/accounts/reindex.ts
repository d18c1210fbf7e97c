import type { Kysely } from 'kysely'
import type { ProvincialTables } from '../db/tables.ts'
import { type IndexKeyParts, reindexStore } from './reindex-store.ts'

/**
 * Computes all blind indexes anew when the index key has changed, in one transaction, before the portal serves:
 * afterwards every account is found under the new key and none under the old one. Returns how many rows changed.
 */
export async function reindexIfRotated(db: Kysely<ProvincialTables>, parts: IndexKeyParts): Promise<number> {
  return db.transaction().execute(async tx => {
    const store = reindexStore(tx, parts)
    const known = await store.lockedKeyId()
    if (known === parts.indexKeyId) return 0
    let changed = 0
    if (known !== undefined) {
      await store.forgetCounters()
      changed = await store.reindexKeys()
    }
    await store.setKeyId(parts.indexKeyId)
    return changed
  })
}
