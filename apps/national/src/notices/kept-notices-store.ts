import { type Kysely, sql } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import type { NoticeChannel, NoticeRow, NoticeState } from './tables.ts'

export type DeadNotice = Pick<NoticeRow, 'id' | 'kind' | 'channel' | 'created_at' | 'attempts' | 'reason'> & {
  dead_at: Date
  /** False once its address has been erased: then it cannot be sent any more. */
  canBeRetried: boolean
}

export type NoticeCount = { state: NoticeState; channel: NoticeChannel; count: number }

/** Notices as operators and housekeeping see them: without addresses and words. */
export function keptNoticesStore(db: Kysely<NationalTables>) {
  return {
    /** How many there are: of those under way and dead all, of the others those written since. */
    async count(since: Date): Promise<NoticeCount[]> {
      return db
        .selectFrom('notices')
        .select(eb => ['state', 'channel', eb.fn.countAll<number>().as('count')])
        .where(eb =>
          eb.or([eb('state', 'in', ['queued', 'sending']), eb('state', '=', 'dead'), eb('created_at', '>=', since)]),
        )
        .groupBy(['state', 'channel'])
        .execute()
    },

    /** The dead, the latest first. */
    async dead(most: number): Promise<DeadNotice[]> {
      const rows = await db
        .selectFrom('notices')
        .select(['id', 'kind', 'channel', 'created_at', 'attempts', 'reason', 'dead_at'])
        .select(eb => eb('sealed_address', 'is not', null).as('canBeRetried'))
        .where('state', '=', 'dead')
        .orderBy('dead_at', 'desc')
        .limit(most)
        .execute()
      return rows.flatMap(row =>
        row.dead_at === null ? [] : [{ ...row, dead_at: row.dead_at, canBeRetried: !!row.canBeRetried }],
      )
    },

    /** Queues dead notices anew, one or all; the running portal gives them a job. How many that were. */
    async retry(which: string | 'all', now: Date): Promise<number> {
      let dead = db
        .updateTable('notices')
        .set({ state: 'queued', dead_at: null, queued_at: now, wake_at: now })
        .where('state', '=', 'dead')
        .where('sealed_address', 'is not', null)
      if (which !== 'all') dead = dead.where('id', '=', which)
      return Number((await dead.executeTakeFirst()).numUpdatedRows)
    },

    /** Takes note of notices under way that have no job any more; each is answered once, to one process. */
    async wake({ now, next, most }: { now: Date; next: Date; most: number }) {
      const asleep = sql<{ id: string; channel: NoticeChannel }>`
        update notices set wake_at = ${next}
        where id in (
          select id from notices where state in ('queued', 'sending') and wake_at <= ${now}
          order by wake_at limit ${most} for update skip locked
        )
        returning id, channel`
      return (await asleep.execute(db)).rows
    },

    /** Erases to whom and in which words; that something was sent, and what came of it, stays. */
    async erase(before: Date): Promise<void> {
      await db
        .updateTable('notices')
        .set({ sealed_address: null, sealed_words: null })
        .where('created_at', '<', before)
        .where('sealed_address', 'is not', null)
        .execute()
    },
  }
}
