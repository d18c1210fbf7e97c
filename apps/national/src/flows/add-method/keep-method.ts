import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import { type AddedOrNot, addHandle } from '../../accounts/add-handle.ts'
import type { Certified } from '../../accounts/certified.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { mayChangeNow } from '../../accounts/may-change.ts'
import { raiseLevel } from '../../accounts/raise-level.ts'
import { RECOVERY_CODE, replaceRecoveryCodes } from '../../accounts/recovery-codes.ts'
import { tellHolder } from '../../accounts/tell-holder.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import type { EnrolledHandle, Method } from '../../steps/method.ts'

export type Keeping = {
  accountId: string
  method: Method
  handle: EnrolledHandle
  /** A certificate that names the account's holder: it may raise how well they are known. */
  certified: Certified | undefined
  /** To be kept with it where the account has none yet. */
  recoveryCodes: string[]
  visitor: Visitor
}

export type Kept =
  | { kind: 'kept' }
  /** The account has recovery codes already: these are not to be made. */
  | { kind: 'has-codes' }
  /** Locked or held meanwhile. */
  | { kind: 'not-now' }
  | { kind: 'refused'; key: (typeof refusals)[Extract<AddedOrNot, { kind: 'refused' }>['reason']] }

const refusals = {
  taken: 'method.taken',
  'had-already': 'method.had-already',
  'too-many': 'method.too-many',
  'too-many-accounts': 'phone.too-many-accounts',
} as const

/** Stores a proved handle, and what comes with it: recovery codes, the line in the trail, the notice to its holder. */
export async function keepMethod(parts: Parts, tx: Transaction<NationalTables>, keeping: Keeping): Promise<Kept> {
  const { accountId, method, handle, certified, recoveryCodes, visitor } = keeping
  if (!(await mayChangeNow(parts, tx, accountId))) return { kind: 'not-now' }
  const makesCodes = recoveryCodes.length > 0
  if (makesCodes && (await handlesStore(tx, parts).list(accountId, RECOVERY_CODE)).length > 0)
    return { kind: 'has-codes' }
  const identifies = method.identifies === 'account'
  const added = await addHandle(parts, tx, { ...handle, accountId, method: method.id, identifies })
  if (added.kind === 'refused') return { kind: 'refused', key: refusals[added.reason] }
  if (makesCodes) await replaceRecoveryCodes(parts, tx, { accountId, codes: recoveryCodes })
  const raised = certified && (await raiseLevel(parts, tx, { accountId, certified }))
  const { language, place, device } = visitor
  await parts.audit(signInTables(tx), {
    event: 'method-added',
    accountId,
    details: { method: method.id, place, device },
  })
  await tellHolder(parts, tx, {
    ...{ kind: 'method-added', accountId, language, values: { method: method.line([], language).title } },
    undo: { kind: 'handle-added', handleId: added.id, ...(makesCodes ? { recoveryCodes: [] } : {}), raised },
  })
  return { kind: 'kept' }
}
