import type { Flow, Move, Submission } from '@motcua/sign-in/flow/flow.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import { type Handle, handlesStore } from '../../accounts/handles-store.ts'
import { mayChangeNow } from '../../accounts/may-change.ts'
import { restorable } from '../../accounts/objections.ts'
import { RECOVERY_CODE } from '../../accounts/recovery-codes.ts'
import { removeHandle } from '../../accounts/remove-handle.ts'
import { tellHolder } from '../../accounts/tell-holder.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import { handleLine } from '../../steps/handle-line.ts'
import { isLastWay } from '../../steps/last-way.ts'

const removeMethodState = z.object({ step: z.literal('confirm') })
const removeMethodEnd = z.object({ kind: z.enum(['removed', 'last-way', 'gone', 'not-now']) })

export type RemoveMethodState = z.infer<typeof removeMethodState>
export type RemoveMethodEnd = z.infer<typeof removeMethodEnd>
type Ended = Move<RemoveMethodState, RemoveMethodEnd, NationalTables>

export type Removing = { handleId: string; accountId: string }

/** *Gỡ*: asked once more, then done once. Its kind names handle and account: it is nobody else's. */
export function removeMethod(
  parts: Parts,
  removing: Removing,
): Flow<RemoveMethodState, RemoveMethodEnd, NationalTables> {
  return {
    kind: `remove-method:${removing.handleId}:${removing.accountId}`,
    ...{ state: removeMethodState, end: removeMethodEnd, first: { step: 'confirm' } },
    steps: { confirm: async (_at, submission) => remove(parts, { removing, submission }) },
  }
}

type Submitted = { removing: Removing; submission: Submission }

function remove(parts: Parts, { removing, submission }: Submitted): Ended {
  return {
    ...{ kind: 'end', as: { kind: 'removed' } },
    writes: async tx => {
      const { accountId } = removing
      if (!(await mayChangeNow(parts, tx, accountId))) return { kind: 'end', as: { kind: 'not-now' } }
      const found = await removable({ ...parts, db: tx }, removing)
      if (found.kind !== 'removable') return { kind: 'end', as: found }
      await takeAway(parts, tx, { handle: found.handle, submission })
      return undefined
    },
  }
}

export type Removable =
  | { kind: 'removable'; handle: Handle; hadAll: Handle[] }
  | { kind: 'last-way' }
  | { kind: 'gone' }

/** Whether this account has such a handle and can be without it. Recovery codes are not removed one by one. */
export async function removable(
  parts: Pick<Parts, 'db' | 'sealer' | 'index' | 'methods' | 'identityProviders'>,
  { handleId, accountId }: Removing,
): Promise<Removable> {
  const { db, methods, identityProviders } = parts
  const handles = await handlesStore(db, parts).list(accountId)
  const handle = handles.find(({ id, method }) => id === handleId && method !== RECOVERY_CODE)
  if (!handle) return { kind: 'gone' }
  const hasPassword = (await passwordsStore(db).find(accountId)) !== undefined
  if (isLastWay(methods, { handles, hasPassword, providers: Object.keys(identityProviders) }, handleId))
    return { kind: 'last-way' }
  return { kind: 'removable', handle, hadAll: handles }
}

type Taking = { handle: Handle; submission: Submission }

async function takeAway(parts: Parts, tx: Transaction<NationalTables>, { handle, submission }: Taking): Promise<void> {
  const { accountId, method, value } = handle
  const removed = await removeHandle(parts, tx, handle)
  if (removed.kind === 'gone') throw new Error('a handle went while its account was held')
  const { language, place, device } = submission.visitor
  await parts.audit(signInTables(tx), { event: 'method-removed', accountId, details: { method, place, device } })
  await tellHolder(parts, tx, {
    ...{ kind: 'method-removed', accountId, language },
    values: { method: handleLine(parts.methods, handle, language)?.title ?? method },
    formerPhones: method === 'sms-otp' ? [value] : [],
    undo: {
      ...{ kind: 'handle-replaced', method, recoveryCodes: removed.recoveryCodes },
      removed: restorable(handle),
    },
  })
}
