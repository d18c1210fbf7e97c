import { type Kysely, sql } from 'kysely'
import type { AuditRow, SignInTables } from '../tables.ts'

type Entry = Omit<AuditRow, 'id' | 'hash'>

export function auditStore(db: Kysely<SignInTables>) {
  return {
    async append(entry: Entry): Promise<void> {
      await db.insertInto('audit').values(entry).execute()
    },

    /** The link before the first unchained row, and up to `most` rows that have none yet, oldest first. */
    async unchained(most: number): Promise<{ before: Buffer; rows: AuditRow[] }> {
      const last = await db
        .selectFrom('audit')
        .select('hash')
        .where('hash', 'is not', null)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      const rows = await db
        .selectFrom('audit')
        .selectAll()
        .where('hash', 'is', null)
        .orderBy('id')
        .limit(most)
        .execute()
      return { before: last?.hash ?? Buffer.alloc(32), rows }
    },

    async link(id: number, hash: Buffer): Promise<void> {
      await db.updateTable('audit').set({ hash }).where('id', '=', id).where('hash', 'is', null).execute()
    },

    /** Chained rows after `id`, in order, for checking the chain. */
    async chained(id: number, most: number): Promise<AuditRow[]> {
      return db
        .selectFrom('audit')
        .selectAll()
        .where('id', '>', id)
        .where('hash', 'is not', null)
        .orderBy('id')
        .limit(most)
        .execute()
    },

    /** One chainer at a time, and no writer between: ids of open transactions must not appear behind the chain. */
    async lock(): Promise<void> {
      await sql`lock table audit in exclusive mode`.execute(db)
    },
  }
}
