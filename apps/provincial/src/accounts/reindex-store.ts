import type { BlindIndex, Sealer } from '@motcua/kit/sealing.ts'
import type { Kysely } from 'kysely'
import type { ProvincialTables } from '../db/tables.ts'
import { keyIndexKind, keyPlace } from './accounts-store.ts'

export type IndexKeyParts = { sealer: Sealer; index: BlindIndex; indexKeyId: string }

export function reindexStore(db: Kysely<ProvincialTables>, { sealer, index }: IndexKeyParts) {
  return {
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
  }
}
