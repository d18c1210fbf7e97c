import { type Random, randomUuid } from '@motcua/kit/random.ts'
import type { Kysely } from 'kysely'
import type { NationalTables } from '../db/tables.ts'

export function subjectsStore(db: Kysely<NationalTables>) {
  return {
    /**
     * The pairwise subject of an account at a relying party (OIDC Core §8.1): random, so that two relying parties
     * cannot compare notes, and stored, so that it outlives every change of keys.
     */
    async subjectFor(
      random: Random,
      { accountId, clientId }: { accountId: string; clientId: string },
    ): Promise<string> {
      const find = () =>
        db
          .selectFrom('pairwise_subjects')
          .select('subject')
          .where('account_id', '=', accountId)
          .where('client_id', '=', clientId)
          .executeTakeFirst()
      const known = await find()
      if (known) return known.subject
      await db
        .insertInto('pairwise_subjects')
        .values({ account_id: accountId, client_id: clientId, subject: randomUuid(random) })
        .onConflict(conflict => conflict.columns(['account_id', 'client_id']).doNothing())
        .execute()
      const made = await find()
      if (!made) throw new Error('a pairwise subject was not kept')
      return made.subject
    },
  }
}
