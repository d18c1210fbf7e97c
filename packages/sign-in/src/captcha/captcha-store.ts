import type { Kysely } from 'kysely'
import type { SignInTables } from '../tables.ts'
import type { SpentCaptchas } from './captcha.ts'

export type SpentCaptchaStore = SpentCaptchas & { sweep(now: Date): Promise<void> }

/** Spent captchas in `spent_captchas`; of answers given at once for one captcha, the first row decides. */
export function spentCaptchaStore(db: Kysely<SignInTables>): SpentCaptchaStore {
  return {
    async spend(nonce, expiresAt) {
      const inserted = await db
        .insertInto('spent_captchas')
        .values({ nonce, expires_at: expiresAt })
        .onConflict(conflict => conflict.column('nonce').doNothing())
        .executeTakeFirst()
      return inserted.numInsertedOrUpdatedRows === 1n
    },

    /** Forgets captchas that are expired anyway. */
    async sweep(now) {
      await db.deleteFrom('spent_captchas').where('expires_at', '<=', now).execute()
    },
  }
}
