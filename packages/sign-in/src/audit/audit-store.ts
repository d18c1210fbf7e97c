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

    /** One statement for all, since writers wait meanwhile. */
    async link(links: { id: number; hash: Buffer }[]): Promise<void> {
      const [ids, hashes] = [links.map(link => link.id), links.map(link => link.hash)]
      await sql`
        update audit set hash = link.hash from unnest(${ids}::bigint[], ${hashes}::bytea[]) as link (id, hash)
        where audit.id = link.id and audit.hash is null`.execute(db)
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

    /**
     * One chainer at a time, and no writer between: ids of open transactions must not appear behind the chain.
     * Gives up (throws) after a second: every writer queues behind one who waits for this lock.
     */
    async lock(): Promise<void> {
      await sql`set local lock_timeout = '1s'`.execute(db)
      await sql`lock table audit in exclusive mode`.execute(db)
    },
  }
}
