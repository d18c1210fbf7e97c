import type { Kysely } from 'kysely'
import type { ProvincialTables } from '../db/tables.ts'

type Kept = { browser: Buffer; sealed: string; expiresAt: Date }
type Shown = { browser: Buffer; now: Date }

/** What waits for a visitor to come back from the national portal, by the hash of its one-time secret. */
export function requestsStore(db: Kysely<ProvincialTables>) {
  return {
    async keep(stateHash: Buffer, { browser, sealed, expiresAt }: Kept): Promise<void> {
      await db
        .insertInto('sso_requests')
        .values({ state_hash: stateHash, browser, sealed, expires_at: expiresAt })
        .execute()
    },

    /** Takes the request away, so that a state works once; another browser neither gets nor spends it. */
    async take(stateHash: Buffer, { browser, now }: Shown): Promise<string | undefined> {
      const taken = await db
        .deleteFrom('sso_requests')
        .where('state_hash', '=', stateHash)
        .where('browser', '=', browser)
        .where('expires_at', '>', now)
        .returning('sealed')
        .executeTakeFirst()
      return taken?.sealed
    },

    async sweep(now: Date): Promise<void> {
      await db.deleteFrom('sso_requests').where('expires_at', '<', now).execute()
      await db.deleteFrom('sso_tickets').where('expires_at', '<', now).execute()
    },
  }
}
