import { reindexOnRotation } from '@motcua/sign-in/index-key/rotate.ts'
import type { Kysely } from 'kysely'
import { type IndexKeyParts, reindexStore } from './accounts/reindex-store.ts'
import { complaintsStore } from './complaints/complaints-store.ts'
import type { NationalTables } from './db/tables.ts'

/** Brings all blind indexes of the portal under the index key in force; how many rows that changed. */
export async function reindexIfRotated(db: Kysely<NationalTables>, parts: IndexKeyParts): Promise<number> {
  return reindexOnRotation(db, {
    indexKeyId: parts.indexKeyId,
    async reindex(tx) {
      const accounts = reindexStore(tx, parts)
      const numbers = await accounts.reindexNumbers()
      const handles = await accounts.reindexHandles()
      const objections = await accounts.reindexObjections()
      return numbers + handles + objections + (await complaintsStore(tx, parts).reindex())
    },
  })
}
