import { type Random, randomUuid } from '@motcua/kit/random.ts'
import type { Kysely } from 'kysely'
import type { HandleRow, NationalTables } from '../db/tables.ts'
import type { SealingParts } from './accounts-store.ts'

/** What an account proves itself with: a phone for codes, later a certificate, a passkey … */
export type Handle = {
  id: string
  accountId: string
  method: 'sms-otp'
  value: string
  isDefault: boolean
  createdAt: Date
}

export const handleIndexKind = (method: string) => `handle:${method}`

export function handlesStore(db: Kysely<NationalTables>, { sealer, index }: SealingParts) {
  const place = (accountId: string, id: string) => `handles:${accountId}:${id}`

  function handleOf(row: HandleRow): Handle {
    const value = sealer.unseal(row.sealed, place(row.account_id, row.id))
    if (value === undefined) throw new Error(`handle ${row.id} does not open`)
    return {
      ...{ id: row.id, accountId: row.account_id, method: 'sms-otp', value },
      ...{ isDefault: row.is_default, createdAt: row.created_at },
    }
  }

  return {
    async add(random: Random, handle: Omit<Handle, 'id'>): Promise<void> {
      const id = randomUuid(random)
      await db
        .insertInto('handles')
        .values({
          ...{ id, account_id: handle.accountId, method: handle.method, is_default: handle.isDefault },
          ...{ handle_index: index(handleIndexKind(handle.method), handle.value), last_used_at: null },
          ...{ sealed: sealer.seal(handle.value, place(handle.accountId, id)), created_at: handle.createdAt },
        })
        .execute()
    },

    /** The account's handles of a method, the default one first. */
    async list(accountId: string, method: Handle['method']): Promise<Handle[]> {
      const rows = await db
        .selectFrom('handles')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('method', '=', method)
        .orderBy('is_default', 'desc')
        .orderBy('created_at')
        .execute()
      return rows.map(handleOf)
    },

    async used(id: string, now: Date): Promise<void> {
      await db.updateTable('handles').set({ last_used_at: now }).where('id', '=', id).execute()
    },
  }
}
