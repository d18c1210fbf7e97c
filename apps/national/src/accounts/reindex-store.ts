import type { BlindIndex, Sealer } from '@motcua/kit/sealing.ts'
import { type Kysely, sql } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import { numberIndexKind } from './accounts-store.ts'
import { handleIndexKind } from './handles-store.ts'

export type IndexKeyParts = { sealer: Sealer; index: BlindIndex; indexKeyId: string }

export function reindexStore(db: Kysely<NationalTables>, { sealer, index }: IndexKeyParts) {
  function opened(text: string | undefined, what: string): string {
    if (text === undefined) throw new Error(`${what} does not open; the index key cannot be changed without it`)
    return text
  }

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

    async reindexNumbers(): Promise<number> {
      const rows = await db.selectFrom('account_numbers').selectAll().execute()
      for (const row of rows) {
        const number = opened(sealer.unseal(row.sealed, `account_numbers:${row.account_id}:${row.kind}`), 'a number')
        await db
          .updateTable('account_numbers')
          .set({ number_index: index(numberIndexKind(row.kind), number) })
          .where('number_index', '=', row.number_index)
          .execute()
      }
      return rows.length
    },

    async reindexHandles(): Promise<number> {
      const rows = await db.selectFrom('handles').selectAll().execute()
      for (const row of rows) {
        const value = opened(sealer.unseal(row.sealed, `handles:${row.account_id}:${row.id}`), 'a handle')
        await db
          .updateTable('handles')
          .set({ handle_index: index(handleIndexKind(row.method), value) })
          .where('id', '=', row.id)
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
