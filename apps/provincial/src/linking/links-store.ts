import type { Kysely } from 'kysely'
import type { ProvincialTables } from '../db/tables.ts'

export type Subject = { issuer: string; subject: string }

/** Which national account is which account here: by issuer and subject, never by matching data. */
export function linksStore(db: Kysely<ProvincialTables>) {
  return {
    async accountOf({ issuer, subject }: Subject): Promise<string | undefined> {
      const row = await db
        .selectFrom('account_links')
        .select('account_id')
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .executeTakeFirst()
      return row?.account_id
    },

    async linkedAt(accountId: string, issuer: string): Promise<Date | undefined> {
      const row = await db
        .selectFrom('account_links')
        .select('linked_at')
        .where('account_id', '=', accountId)
        .where('issuer', '=', issuer)
        .executeTakeFirst()
      return row?.linked_at
    },

    /**
     * Links the two; false when the national account is linked already. An account has one link an issuer: a new
     * proof of both takes the place of the link to a national account that the person has no longer.
     */
    async link(accountId: string, { issuer, subject, now }: Subject & { now: Date }): Promise<boolean> {
      await db
        .deleteFrom('account_links')
        .where('account_id', '=', accountId)
        .where('issuer', '=', issuer)
        .where('subject', '<>', subject)
        .execute()
      const linked = await db
        .insertInto('account_links')
        .values({ issuer, subject, account_id: accountId, linked_at: now })
        // Any conflict: of two links made at once, either unique rule may be the one that is met first.
        .onConflict(conflict => conflict.doNothing())
        .executeTakeFirst()
      return linked.numInsertedOrUpdatedRows === 1n
    },
  }
}
