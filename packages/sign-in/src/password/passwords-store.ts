import type { Kysely, Transaction } from 'kysely'
import { type SignInTables, signInTables } from '../tables.ts'

export function passwordsStore<Tables extends SignInTables>(database: Kysely<Tables> | Transaction<Tables>) {
  const db = signInTables(database)
  return {
    async find(accountId: string): Promise<{ hash: string; changedAt: Date } | undefined> {
      const row = await db.selectFrom('passwords').selectAll().where('account_id', '=', accountId).executeTakeFirst()
      return row && { hash: row.hash, changedAt: row.changed_at }
    },

    async set(accountId: string, { hash, now }: { hash: string; now: Date }): Promise<void> {
      await db
        .insertInto('passwords')
        .values({ account_id: accountId, hash, changed_at: now })
        .onConflict(conflict => conflict.column('account_id').doUpdateSet({ hash, changed_at: now }))
        .execute()
    },

    /** Nobody signs in with a password any more. */
    async remove(accountId: string): Promise<void> {
      await db.deleteFrom('passwords').where('account_id', '=', accountId).execute()
    },

    /** Keeps the same password under today's hashing parameters; a password changed meanwhile stays as it is. */
    async rehash(accountId: string, { from, to }: { from: string; to: string }): Promise<void> {
      await db
        .updateTable('passwords')
        .set({ hash: to })
        .where('account_id', '=', accountId)
        .where('hash', '=', from)
        .execute()
    },
  }
}
