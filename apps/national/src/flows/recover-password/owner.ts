import type { Submission } from '@motcua/sign-in/flow/flow.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import type { Parts } from '../../parts.ts'
import { answerProving, choicesOf, startProving } from '../../steps/prove.ts'
import { saving } from '../../steps/saving.ts'
import { confirmSubscriber } from '../confirm-subscriber.ts'
import type { RecoverAt, RecoverMove, RecoverOwner } from './state.ts'

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

/** Recovery is never weaker than the account: where there is a passkey or certificate, it is asked for as well. */
async function askForMore(parts: Parts, { owner, submission }: Asking): Promise<RecoverMove> {
  const [strong] = await choicesOf(parts, owner.accountId, 'phishing-resistant')
  if (!strong) return { kind: 'go', to: passwordOf(owner) }
  const started = await startProving(parts, whose(owner, submission), strong)
  if (started.kind === 'refused') return { kind: 'stay', errors: { form: started.error }, to: { step: 'owner', owner } }
  return { kind: 'go', to: { step: 'prove', owner, proving: started.pending }, writes: saving(started.writes) }
}

function passwordOf(owner: RecoverOwner): RecoverAt<'password'> {
  return { step: 'password', owner }
}

function whose({ accountId }: RecoverOwner, submission: Submission) {
  return { accountId, purpose: 'recover-password', submission } as const
}

export async function proveStrongly(
  parts: Parts,
  { at, submission }: { at: RecoverAt<'prove'>; submission: Submission },
): Promise<RecoverMove> {
  const { owner, proving } = at
  const verdict = await answerProving(parts, whose(owner, submission), proving)
  switch (verdict.kind) {
    case 'proved':
      return {
        ...{ kind: 'go', to: passwordOf(owner) },
        writes: async tx => {
          const used = await verdict.writes?.(tx)
          return used && { kind: 'stay', errors: { form: used } }
        },
      }
    case 'asked':
      return { kind: 'go', to: { ...at, proving: verdict.pending }, writes: saving(verdict.writes) }
    case 'refused':
      return { kind: 'stay', errors: verdict.errors, to: { ...at, proving: verdict.pending ?? proving } }
  }
}
