import type { Kysely } from 'kysely'
import type { NationalTables } from '../db/tables.ts'

/** What sessions vouched for at relying parties: codes, tokens and the provider's own session. */
export function vouchedStore(db: Kysely<NationalTables>) {
  return {
    async withdraw(sessionId: string): Promise<void> {
      await db.deleteFrom('oidc_records').where('session_id', '=', sessionId).execute()
    },
  }
}
