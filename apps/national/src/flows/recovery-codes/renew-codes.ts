import type { Flow, Move, Submission } from '@motcua/sign-in/flow/flow.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import { handlesStore } from '../../accounts/handles-store.ts'
import { mayChangeNow } from '../../accounts/may-change.ts'
import {
  drawRecoveryCodes,
  RECOVERY_CODE,
  replaceRecoveryCodes,
  wantsRecoveryCodes,
} from '../../accounts/recovery-codes.ts'
import { tellHolder } from '../../accounts/tell-holder.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import { methodOf } from '../../steps/prove.ts'

const renewState = z.object({ step: z.literal('confirm') })
const renewEnd = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('renewed'), codes: z.array(z.string()) }),
  z.object({ kind: z.literal('not-now') }),
])

export type RenewState = z.infer<typeof renewState>
export type RenewEnd = z.infer<typeof renewEnd>
type RenewMove = Move<RenewState, RenewEnd, NationalTables>

/** *Tạo mã khôi phục mới*: the old ones are worth nothing from then on. A flow, so that a double click makes ten, not twenty. */
export function renewCodes(parts: Parts, accountId: string): Flow<RenewState, RenewEnd, NationalTables> {
  return {
    kind: `renew-recovery-codes:${accountId}`,
    ...{ state: renewState, end: renewEnd, first: { step: 'confirm' } },
    steps: { confirm: async (_at, submission) => renew(parts, { accountId, submission }) },
  }
}

type Renewing = { accountId: string; submission: Submission }

function renew(parts: Parts, renewing: Renewing): RenewMove {
  const codes = drawRecoveryCodes(parts.random)
  return {
    ...{ kind: 'end', as: { kind: 'renewed', codes } },
    writes: async tx =>
      (await put(parts, tx, { ...renewing, codes })) ? undefined : { kind: 'end', as: { kind: 'not-now' } },
  }
}

type Putting = Renewing & { codes: string[] }

/** False where the account may not be changed now, or has nothing any more that codes stand in for. */
async function put(parts: Parts, tx: Transaction<NationalTables>, putting: Putting): Promise<boolean> {
  const { accountId, submission, codes } = putting
  if (!(await mayChangeNow(parts, tx, accountId))) return false
  if (!wantsRecoveryCodes(parts, await handlesStore(tx, parts).list(accountId))) return false
  const before = await replaceRecoveryCodes(parts, tx, { accountId, codes })
  const { language, place, device } = submission.visitor
  await parts.audit(signInTables(tx), { event: 'recovery-codes-renewed', accountId, details: { place, device } })
  await tellHolder(parts, tx, {
    ...{ kind: 'method-added', accountId, language },
    values: { method: methodOf(parts, RECOVERY_CODE).line([], language).title },
    undo: { kind: 'recovery-codes', recoveryCodes: before },
  })
  return true
}
