import type { Kysely } from 'kysely'
import type { ProvincialTables } from '../db/tables.ts'

type Kept = { browser: Buffer; sealed: string; expiresAt: Date }
type Shown = { browser: Buffer; now: Date }

/** People identified by the national portal who have yet to register or to prove an account here. */
export function ticketsStore(db: Kysely<ProvincialTables>) {
  return {
    async keep(ticketHash: Buffer, { browser, sealed, expiresAt }: Kept): Promise<void> {
      await db
        .insertInto('sso_tickets')
        .values({ ticket_hash: ticketHash, browser, sealed, expires_at: expiresAt })
        .execute()
    },

    async find(ticketHash: Buffer, { browser, now }: Shown): Promise<string | undefined> {
      const row = await db
        .selectFrom('sso_tickets')
        .select('sealed')
        .where('ticket_hash', '=', ticketHash)
        .where('browser', '=', browser)
        .where('expires_at', '>', now)
        .executeTakeFirst()
      return row?.sealed
    },

    /** Spends the ticket; false when another transaction already did. */
    async spend(ticketHash: Buffer): Promise<boolean> {
      const spent = await db.deleteFrom('sso_tickets').where('ticket_hash', '=', ticketHash).executeTakeFirst()
      return spent.numDeletedRows === 1n
    },
  }
}
