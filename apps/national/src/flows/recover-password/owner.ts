import type { Submission } from '@motcua/sign-in/flow/flow.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import type { Parts } from '../../parts.ts'
import type { Proving } from '../../steps/prove.ts'
import { confirmSubscriber } from '../confirm-subscriber.ts'
import { askStrongly, judgeStrongly } from '../prove-strongly.ts'
import type { RecoverAt, RecoverMove, RecoverOwner, RecoverState } from './state.ts'

/**
 * Asks the operator once more whose the number is: numbers are given to others in time, and whoever has one today must
 * not recover the account of whoever had it before.
 */
export async function checkOwnerAgain(
  parts: Parts,
  { at, submission }: { at: RecoverAt<'owner'>; submission: Submission },
): Promise<RecoverMove> {
  const { owner } = at
  const account = await accountsStore(parts.db, parts).find(owner.accountId)
  if (!account) throw new Error(`a code without an account: ${owner.accountId}`)
  const { place } = submission.visitor
  const confirmed = await confirmSubscriber(parts, { account, phone: owner.phone, place })
  switch (confirmed.kind) {
    case 'match':
      return askForMore(parts, { owner, submission })
    case 'mismatch':
      return { kind: 'end', as: { kind: 'no-longer-yours' } }
    case 'unavailable':
      return { kind: 'stay', errors: { form: confirmed.error }, to: { step: 'owner', owner } }
  }
}

type Asking = { owner: RecoverOwner; submission: Submission }

async function askForMore(parts: Parts, { owner, submission }: Asking): Promise<RecoverMove> {
  const move = await askStrongly<RecoverState>(parts, { who: whose(owner, submission), states: statesOf(owner) })
  return move.kind === 'stay' ? { ...move, to: { step: 'owner', owner } } : move
}

function whose({ accountId }: RecoverOwner, submission: Submission) {
  return { accountId, purpose: 'recover-password', submission } as const
}

function statesOf(owner: RecoverOwner) {
  return {
    prove: (proving: Proving): RecoverState => ({ step: 'prove', owner, proving }),
    next: { step: 'password', owner } as const,
  }
}

export async function proveStrongly(
  parts: Parts,
  { at, submission }: { at: RecoverAt<'prove'>; submission: Submission },
): Promise<RecoverMove> {
  const { owner, proving } = at
  return judgeStrongly<RecoverState>(parts, { who: whose(owner, submission), states: statesOf(owner), proving })
}
