import type { BlindIndex, Sealer } from '@motcua/kit/sealing.ts'
import { type Kysely, sql } from 'kysely'
import type { ProvincialTables } from '../db/tables.ts'
import { keyIndexKind, keyPlace } from './accounts-store.ts'

export type IndexKeyParts = { sealer: Sealer; index: BlindIndex; indexKeyId: string }

export function reindexStore(db: Kysely<ProvincialTables>, { sealer, index }: IndexKeyParts) {
  return {
    /** The key the indexes were made with. Waits for any other process that is about to change it. */
    async lockedKeyId(): Promise<string | undefined> {
      await sql`lock table index_keys in exclusive mode`.execute(db)
      const row = await db.selectFrom('index_keys').selectAll().where('purpose', '=', 'blind-index').executeTakeFirst()
      return row?.key_id
    },

    async setKeyId(keyId: string): Promise<void> {
      await db
        .insertInto('index_keys')
        .values({ purpose: 'blind-index', key_id: keyId })
        .onConflict(conflict => conflict.column('purpose').doUpdateSet({ key_id: keyId }))
        .execute()
    },

    async reindexKeys(): Promise<number> {
      const rows = await db.selectFrom('account_keys').selectAll().execute()
      for (const row of rows) {
        const value = sealer.unseal(row.sealed, keyPlace(row.account_id, row.kind))
        if (value === undefined) throw new Error('an account key does not open; the index key cannot be changed')
        await db
          .updateTable('account_keys')
          .set({ key_index: index(keyIndexKind(row.kind), value) })
          .where('account_id', '=', row.account_id)
          .where('kind', '=', row.kind)
          .where('key_index', '=', row.key_index)
          .execute()
      }
      return rows.length
    },

    /** Limits are named by the same key; their windows are short, so they simply start anew. */
    async forgetCounters(): Promise<void> {
      await db.deleteFrom('counters').execute()
    },
  }
}
