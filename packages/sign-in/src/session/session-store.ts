import { type Kysely, sql } from 'kysely'
import type { SessionRow, SignInTables } from '../tables.ts'

/** Seen again within this time is not written again: one write a minute, not one a page. */
const SEEN_GRAIN_SECONDS = 60

type Seen = { now: Date; idleSince: Date }
type Ended = { reason: string; now: Date }

export function sessionStore(db: Kysely<SignInTables>) {
  return {
    async insert(row: SessionRow): Promise<void> {
      await db.insertInto('sessions').values(row).execute()
    },

    async touch(tokenHash: Buffer, { now, idleSince }: Seen): Promise<SessionRow | undefined> {
      const row = await db
        .selectFrom('sessions')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .where('ended_at', 'is', null)
        .where('ends_at', '>', now)
        .where('last_seen_at', '>', idleSince)
        .executeTakeFirst()
      if (row && now.getTime() - row.last_seen_at.getTime() > SEEN_GRAIN_SECONDS * 1000) await this.seen(row.id, now)
      return row
    },

    async seen(id: string, now: Date): Promise<void> {
      await db
        .updateTable('sessions')
        .set({ last_seen_at: sql`greatest(last_seen_at, ${now}::timestamptz)` })
        .where('id', '=', id)
        .execute()
    },

    async end({ id, reason, now }: Ended & { id: string }): Promise<void> {
      await db
        .updateTable('sessions')
        .set({ ended_at: now, end_reason: reason })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .execute()
    },

    async endAll({ accountId, reason, now }: Ended & { accountId: string }): Promise<string[]> {
      const ended = await db
        .updateTable('sessions')
        .set({ ended_at: now, end_reason: reason })
        .where('account_id', '=', accountId)
        .where('ended_at', 'is', null)
        .returning('id')
        .execute()
      return ended.map(row => row.id)
    },

    /** Forgets browsers an account knew: those first seen `since` then, or all but one. */
    async forgetBrowsers({
      accountId,
      since,
      except,
    }: {
      accountId: string
      since?: Date
      except?: Buffer
    }): Promise<void> {
      const all = db.deleteFrom('known_browsers').where('account_id', '=', accountId)
      const young = since ? all.where('first_seen_at', '>=', since) : all
      await (except ? young.where('browser', '!=', except) : young).execute()
    },

    async rememberBrowser({
      accountId,
      browser,
      now,
    }: {
      accountId: string
      browser: Buffer
      now: Date
    }): Promise<void> {
      await db
        .insertInto('known_browsers')
        .values({ account_id: accountId, browser, first_seen_at: now, last_seen_at: now })
        .onConflict(conflict => conflict.columns(['account_id', 'browser']).doUpdateSet({ last_seen_at: now }))
        .execute()
    },

    async knowsBrowser(accountId: string, browser: Buffer): Promise<boolean> {
      const known = await db
        .selectFrom('known_browsers')
        .select('browser')
        .where('account_id', '=', accountId)
        .where('browser', '=', browser)
        .executeTakeFirst()
      return known !== undefined
    },

    /** Into which accounts somebody signed in with this browser, the last ones first. */
    async accountsOf(browser: Buffer, most: number): Promise<string[]> {
      const rows = await db
        .selectFrom('known_browsers')
        .select('account_id')
        .where('browser', '=', browser)
        .orderBy('last_seen_at', 'desc')
        .limit(most)
        .execute()
      return rows.map(row => row.account_id)
    },
  }
}
