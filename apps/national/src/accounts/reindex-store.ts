import type { BlindIndex, Sealer } from '@motcua/kit/sealing.ts'
import type { Kysely } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import { numberIndexKind } from './accounts-store.ts'
import { handleIndexKind } from './handles-store.ts'
import { objectionIndexKind, objectionPlace } from './objections-store.ts'

export type IndexKeyParts = { sealer: Sealer; index: BlindIndex; indexKeyId: string }

export function reindexStore(db: Kysely<NationalTables>, { sealer, index }: IndexKeyParts) {
  function opened(text: string | undefined, what: string): string {
    if (text === undefined) throw new Error(`${what} does not open; the index key cannot be changed without it`)
    return text
  }

  return {
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

    async reindexObjections(): Promise<number> {
      const rows = await db.selectFrom('objections').selectAll().execute()
      for (const row of rows) {
        const code = opened(sealer.unseal(row.sealed, objectionPlace(row)), 'an objection code')
        await db
          .updateTable('objections')
          .set({ code_index: index(objectionIndexKind, code) })
          .where('id', '=', row.id)
          .execute()
      }
      return rows.length
    },
  }
}
