import type { Kysely } from 'kysely'
import type { NationalTables } from '../db/tables.ts'

export type Consent = {
  accountId: string
  clientId: string
  textVersion: string
  textHash: string
  claims: readonly string[]
}

export function consentsStore(db: Kysely<NationalTables>) {
  return {
    /** True when the person agreed to this very text for this relying party and has not withdrawn it. */
    async isGiven({ accountId, clientId, textHash }: Consent): Promise<boolean> {
      const given = await db
        .selectFrom('consents')
        .select('client_id')
        .where('account_id', '=', accountId)
        .where('client_id', '=', clientId)
        .where('text_hash', '=', textHash)
        .where('withdrawn_at', 'is', null)
        .executeTakeFirst()
      return given !== undefined
    },

    async give(consent: Consent, now: Date): Promise<void> {
      await db
        .insertInto('consents')
        .values({
          ...{ account_id: consent.accountId, client_id: consent.clientId, text_version: consent.textVersion },
          ...{ text_hash: consent.textHash, claims: consent.claims.join(' '), granted_at: now, withdrawn_at: null },
        })
        .execute()
    },
  }
}
