import { type Kysely, sql } from 'kysely'
import type { SignInTables } from '../tables.ts'

/** Which key the blind indexes of a database were made with. */
export function indexKeyStore(db: Kysely<SignInTables>) {
  return {
    /** Waits for any other process that is about to change it. */
    async lockedId(): Promise<string | undefined> {
      await sql`lock table index_keys in exclusive mode`.execute(db)
      const row = await db.selectFrom('index_keys').selectAll().where('purpose', '=', 'blind-index').executeTakeFirst()
      return row?.key_id
    },

    async setId(keyId: string): Promise<void> {
      await db
        .insertInto('index_keys')
        .values({ purpose: 'blind-index', key_id: keyId })
        .onConflict(conflict => conflict.column('purpose').doUpdateSet({ key_id: keyId }))
        .execute()
    },

    /** Limits are named by the same key; their windows are short, so they simply start anew. */
    async forgetCounters(): Promise<void> {
      await db.deleteFrom('counters').execute()
    },
  }
}
