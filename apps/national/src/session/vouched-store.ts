import type { Kysely } from 'kysely'
import type { NationalTables } from '../db/tables.ts'

/** What sessions vouched for at relying parties: codes, tokens and the provider's own session. */
export function vouchedStore(db: Kysely<NationalTables>) {
  return {
    /** What one session vouched for, the next one of the same person does. */
    async move({ from, to }: { from: string; to: string }): Promise<void> {
      await db.updateTable('oidc_records').set({ session_id: to }).where('session_id', '=', from).execute()
    },

    async withdraw(sessionId: string): Promise<void> {
      await db.deleteFrom('oidc_records').where('session_id', '=', sessionId).execute()
    },
  }
}
