import { reindexOnRotation } from '@motcua/sign-in/index-key/rotate.ts'
import type { Kysely } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import { type IndexKeyParts, reindexStore } from './reindex-store.ts'

/** Brings the blind indexes of the accounts under the index key in force; how many rows that changed. */
export async function reindexIfRotated(db: Kysely<NationalTables>, parts: IndexKeyParts): Promise<number> {
  return reindexOnRotation(db, {
    indexKeyId: parts.indexKeyId,
    async reindex(tx) {
      const store = reindexStore(tx, parts)
      return (await store.reindexNumbers()) + (await store.reindexHandles()) + (await store.reindexObjections())
    },
  })
}
