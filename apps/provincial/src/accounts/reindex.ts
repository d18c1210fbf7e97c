import { reindexOnRotation } from '@motcua/sign-in/index-key/rotate.ts'
import type { Kysely } from 'kysely'
import type { ProvincialTables } from '../db/tables.ts'
import { type IndexKeyParts, reindexStore } from './reindex-store.ts'

/** Brings the blind indexes of the accounts under the index key in force; how many rows that changed. */
export async function reindexIfRotated(db: Kysely<ProvincialTables>, parts: IndexKeyParts): Promise<number> {
  return reindexOnRotation(db, {
    indexKeyId: parts.indexKeyId,
    async reindex(tx) {
      return reindexStore(tx, parts).reindexKeys()
    },
  })
}
