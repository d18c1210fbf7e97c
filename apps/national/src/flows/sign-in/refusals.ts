import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'

type Refusal = { accountId: string | undefined; reason: string; visitor: Visitor }

/** Tries that failed are in the trail as well; for names nobody has too, or the time it takes would tell them apart. */
export function noteRefusal(parts: Pick<Parts, 'audit'>, { accountId, reason, visitor }: Refusal) {
  return async (tx: Transaction<NationalTables>): Promise<undefined> => {
    const details = { reason, place: visitor.place, device: visitor.device }
    await parts.audit(signInTables(tx), { event: 'sign-in-refused', accountId, details })
  }
}
