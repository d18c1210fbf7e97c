import type { Sealer } from '@motcua/kit/sealing.ts'
import type { Kysely } from 'kysely'
import type { ProvincialTables } from '../db/tables.ts'

/** The id token behind a session that began at the national portal; signing out there needs it as a hint. */
export function nationalSessionsStore(db: Kysely<ProvincialTables>, { sealer }: { sealer: Sealer }) {
  const place = (sessionId: string) => `national_sessions:${sessionId}`
  return {
    async keep(sessionId: string, idToken: string): Promise<void> {
      const sealed = sealer.seal(idToken, place(sessionId))
      await db.insertInto('national_sessions').values({ session_id: sessionId, sealed }).execute()
    },

    async idTokenOf(sessionId: string): Promise<string | undefined> {
      const row = await db
        .selectFrom('national_sessions')
        .select('sealed')
        .where('session_id', '=', sessionId)
        .executeTakeFirst()
      return row && sealer.unseal(row.sealed, place(sessionId))
    },
  }
}
