import { type Kysely, type Selectable, sql } from 'kysely'
import type { SignInTables } from '../tables.ts'

type Counter = Selectable<SignInTables['counters']>
type Window = { max: number; seconds: number; now: Date }
type Counting = Window & { from?: 'last' }
type Closing = Window & { block: number; longest: number }

/** Rows are kept for a day after their window and block: `attempt` itself says when their strikes are forgiven. */
const KEEP_SECONDS = 24 * 60 * 60

const seconds = (now: Date, amount: number) => new Date(now.getTime() + amount * 1000)

/** Every method is a single statement, so that concurrent calls never lose a count. */
export function counterStore(db: Kysely<SignInTables>) {
  return {
    async count(bucket: Buffer, { max, seconds: length, from, now }: Counting): Promise<Counter> {
      const ends = seconds(now, length)
      const over = sql<boolean>`counters.window_ends <= ${now}`
      const begins = from === 'last' ? sql<boolean>`(${over} or counters.count < ${max})` : over
      return db
        .insertInto('counters')
        .values({ bucket, count: 1, strikes: 0, window_ends: ends, blocked_until: null })
        .onConflict(conflict =>
          conflict.column('bucket').doUpdateSet({
            count: sql`case when ${over} then 1 else counters.count + 1 end`,
            window_ends: sql`case when ${begins} then ${ends} else counters.window_ends end`,
          }),
        )
        .returningAll()
        .executeTakeFirstOrThrow()
    },

    /** Counts a try and closes the bucket at the `max`th; undefined while it is closed. */
    async attempt(
      bucket: Buffer,
      { seconds: length, now, max, block, longest }: Closing,
    ): Promise<Counter | undefined> {
      const ends = seconds(now, length)
      const fresh = sql<boolean>`(counters.window_ends <= ${now} or counters.count >= ${max})`
      const next = sql<number>`case when ${fresh} then 1 else counters.count + 1 end`
      const over = sql<Date>`greatest(counters.window_ends, counters.blocked_until)`
      const forgiven = sql<boolean>`${over} + make_interval(secs => ${longest}::float8) <= ${now}`
      const strikes = sql<number>`case when ${forgiven} then 0 else counters.strikes end`
      // 2^30 blocks are beyond any `longest`; an unbounded power would overflow after a thousand strikes.
      const closed = sql`${now}::timestamptz + make_interval(secs => least(${block}::float8 * power(2, least(${strikes}, 30)), ${longest}::float8))`
      const first = max <= 1 ? seconds(now, block) : null
      return db
        .insertInto('counters')
        .values({ bucket, count: 1, strikes: max <= 1 ? 1 : 0, window_ends: ends, blocked_until: first })
        .onConflict(conflict =>
          conflict
            .column('bucket')
            .doUpdateSet({
              count: next,
              strikes: sql`${strikes} + case when ${next} >= ${max} then 1 else 0 end`,
              window_ends: sql`case when ${fresh} then ${ends} else counters.window_ends end`,
              blocked_until: sql`case when ${next} >= ${max} then ${closed} end`,
            })
            .where(eb => eb.or([eb('counters.blocked_until', 'is', null), eb('counters.blocked_until', '<=', now)])),
        )
        .returningAll()
        .executeTakeFirst()
    },

    async find(bucket: Buffer): Promise<Counter | undefined> {
      return db.selectFrom('counters').selectAll().where('bucket', '=', bucket).executeTakeFirst()
    },

    async uncount(bucket: Buffer): Promise<void> {
      await db
        .updateTable('counters')
        .set({ count: sql`greatest(count - 1, 0)` })
        .where('bucket', '=', bucket)
        .execute()
    },

    async clear(bucket: Buffer): Promise<void> {
      await db.deleteFrom('counters').where('bucket', '=', bucket).execute()
    },

    async sweep(now: Date): Promise<void> {
      await db
        .deleteFrom('counters')
        .where('window_ends', '<', seconds(now, -KEEP_SECONDS))
        .where(eb => eb.or([eb('blocked_until', 'is', null), eb('blocked_until', '<', seconds(now, -KEEP_SECONDS))]))
        .execute()
    },
  }
}
