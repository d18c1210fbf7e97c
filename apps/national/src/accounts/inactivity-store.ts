import { type Kysely, sql } from 'kysely'
import type { NationalTables } from '../db/tables.ts'

/** Active accounts that have been told so often, and what has been waited for since. */
export type Due = { told: 0 | 1 | 2; unusedSince: Date; toldBefore: Date; now: Date; most: number }

export function inactivityStore(db: Kysely<NationalTables>) {
  return {
    /** The account is in use: what was told of its lock no longer holds. */
    async used(accountId: string, now: Date): Promise<void> {
      await db
        .updateTable('accounts')
        .set({ last_used_at: now, inactivity_notices: 0, inactivity_noticed_at: null })
        .where('id', '=', accountId)
        .execute()
    },

    /**
     * Accounts that are due, up to `most`, counted as told once more at once: of two processes neither takes what the
     * other took. After the second notice the account is locked instead.
     */
    async take({ told, unusedSince, toldBefore, now, most }: Due): Promise<string[]> {
      const due = db
        .selectFrom('accounts')
        .select('id')
        .where('status', '=', 'active')
        .where('inactivity_notices', '=', told)
        .where('last_used_at', '<=', unusedSince)
        .where(eb => eb.or([eb('inactivity_noticed_at', 'is', null), eb('inactivity_noticed_at', '<=', toldBefore)]))
        .orderBy('last_used_at')
        .limit(most)
        .forUpdate()
        .skipLocked()
      const change =
        told === 2
          ? { status: 'locked' as const, lock_reason: 'inactivity' as const, locked_at: now }
          : { inactivity_notices: sql<number>`inactivity_notices + 1`, inactivity_noticed_at: now }
      const rows = await db.updateTable('accounts').set(change).where('id', 'in', due).returning('id').execute()
      return rows.map(({ id }) => id)
    },
  }
}
