import type { Move, Submission } from '@motcua/sign-in/flow/flow.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import { choicesOf, startProving } from '../../steps/prove.ts'
import type { LockedOut } from '../enter.ts'
import type { SecondFactorStates } from './second-factor.ts'
import type { RightPassword } from './try-password.ts'

type Asking<State> = { checked: RightPassword; submission: Submission; next: SecondFactorStates<State> }

/**
 * The second factor: what the account used last, or of a locked account only what may open it. Where that cannot be asked
 * for, such as while no SMS can be sent, one chooses among the others.
 */
export async function askForMore<State>(
  parts: Parts,
  { checked, submission, next }: Asking<State>,
): Promise<Move<State, LockedOut, NationalTables>> {
  const { account, rehashed } = checked
  const { status, lock } = account
  if (status !== 'active' && status !== 'locked') return { kind: 'end', as: { kind: 'locked', reason: status } }
  const strongly = lock && lock.reason !== 'inactivity' ? 'phishing-resistant' : undefined
  const [choice, ...others] = lock?.reason === 'desk' ? [] : await choicesOf(parts, account.id, strongly)
  if (!choice && lock) return { kind: 'end', as: { kind: 'locked', reason: lock.reason } }
  // Such as an account of an identity provider that gave no phone, whose holder set a password.
  if (!choice) return { kind: 'stay', errors: { form: { key: 'prove.no-other' } } }
  const started = await startProving(parts, { accountId: account.id, purpose: 'sign-in', submission }, choice)
  if (started.kind === 'refused') {
    const { errors } = started
    return others.length > 0 && !lock ? { kind: 'stay', errors, to: next.choose() } : { kind: 'stay', errors }
  }
  return {
    kind: 'go',
    to: next.prove(started.pending),
    writes: async tx => {
      if (rehashed) await passwordsStore(tx).rehash(account.id, rehashed)
      await started.writes?.(tx)
      return undefined
    },
  }
}
