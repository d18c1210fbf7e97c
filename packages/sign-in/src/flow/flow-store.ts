import { type Kysely, sql } from 'kysely'
import { defaultLimits } from '../limits/defaults.ts'
import type { FlowRow, SignInTables } from '../tables.ts'

/** How long one submission may work on a flow before the next may take it (a crashed process frees it so). */
const HOLD_SECONDS = 20
/** An ended flow repeats its outcome to its browser for so long. */
const REPEAT_SECONDS = 60

export type NewFlow = { id: string; kind: string; browser: Buffer; state: string; now: Date }
export type FlowKey = { id: string; kind: string; browser: Buffer; now: Date }
export type SavedFlow = { id: string; version: number; state: string; ended: boolean; now: Date }

const seconds = (now: Date, amount: number) => new Date(now.getTime() + amount * 1000)

export function flowStore(db: Kysely<SignInTables>) {
  return {
    /** Makes the row, held by this submission; undefined when the id is already in use. */
    async begin({ id, kind, browser, state, now }: NewFlow): Promise<FlowRow | undefined> {
      return db
        .insertInto('flows')
        .values({
          ...{ id, kind, browser, state, version: 1, held_until: seconds(now, HOLD_SECONDS), ended_at: null },
          ...{ created_at: now, expires_at: seconds(now, defaultLimits.flow.lifeSeconds) },
        })
        .onConflict(conflict => conflict.column('id').doNothing())
        .returningAll()
        .executeTakeFirst()
    },

    /** Takes a live, free flow for one submission: no two submissions ever work on one flow at once. */
    async take({ id, kind, browser, now }: FlowKey): Promise<FlowRow | undefined> {
      return db
        .updateTable('flows')
        .set({ version: sql`version + 1`, held_until: seconds(now, HOLD_SECONDS) })
        .where('id', '=', id)
        .where('kind', '=', kind)
        .where('browser', '=', browser)
        .where('ended_at', 'is', null)
        .where('expires_at', '>', now)
        .where(eb => eb.or([eb('held_until', 'is', null), eb('held_until', '<', now)]))
        .returningAll()
        .executeTakeFirst()
    },

    async find({ id, kind, browser, now }: FlowKey): Promise<FlowRow | undefined> {
      return db
        .selectFrom('flows')
        .selectAll()
        .where('id', '=', id)
        .where('kind', '=', kind)
        .where('browser', '=', browser)
        .where('expires_at', '>', now)
        .executeTakeFirst()
    },

    /** Saves against the version that was taken; false when the hold was lost meanwhile. */
    async save({ id, version, state, ended, now }: SavedFlow): Promise<boolean> {
      const end = ended ? { ended_at: now, expires_at: seconds(now, REPEAT_SECONDS) } : {}
      const saved = await db
        .updateTable('flows')
        .set({ state, held_until: null, ...end })
        .where('id', '=', id)
        .where('version', '=', version)
        .where('ended_at', 'is', null)
        .executeTakeFirst()
      return saved.numUpdatedRows === 1n
    },

    /** Frees a flow whose submission failed unexpectedly: nothing of it was saved. */
    async release(id: string, version: number): Promise<void> {
      await db
        .updateTable('flows')
        .set({ held_until: null })
        .where('id', '=', id)
        .where('version', '=', version)
        .execute()
    },

    /** Removes what has expired; run by a job. */
    async sweep(now: Date): Promise<void> {
      await db.deleteFrom('flows').where('expires_at', '<', now).execute()
    },
  }
}
