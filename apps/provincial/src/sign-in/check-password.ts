import type { FieldError, Visitor } from '@motcua/sign-in/flow/flow.ts'
import type { Account } from '../accounts/account.ts'
import { passwordsStore } from '../accounts/passwords-store.ts'
import type { Parts } from '../parts.ts'
import { admit } from './password-guard.ts'

export type PasswordChecked =
  | { kind: 'right'; account: Account; passwordChangedAt: Date; rehashed?: { from: string; to: string } }
  | { kind: 'refused'; error: FieldError }

type Given = { account: Account | undefined; loginName: string; password: string; visitor: Visitor }

/** Longest pause before a further try from one place is answered. */
const LONGEST_PAUSE_SECONDS = 8

/**
 * An unknown name, a name without a password and a wrong password are answered alike and cost the same time; tries
 * are counted before they are looked at and slowed from the fifth.
 */
export async function checkPassword(parts: Parts, given: Given): Promise<PasswordChecked> {
  const { account, loginName, password, visitor } = given
  const admitted = await admit(parts, { loginName, visitor, accountId: account?.id })
  if (admitted.kind === 'refused') return admitted
  await slowDown(parts, admitted.failures)
  const known = account && (await passwordsStore(parts.db).find(account.id))
  const verdict = await parts.passwords.verify(known?.hash, password)
  if (verdict === 'busy') return { kind: 'refused', error: { key: 'busy' } }
  if (verdict === 'wrong' || !account || !known) return { kind: 'refused', error: { key: 'password.wrong' } }
  await admitted.succeeded()
  const right = { kind: 'right', account, passwordChangedAt: known.changedAt } as const
  if (verdict === 'right') return right
  const again = await parts.passwords.hash(password)
  return again.kind === 'hashed' ? { ...right, rehashed: { from: known.hash, to: again.hash } } : right
}

async function slowDown({ pause, rules }: Parts, failures: number): Promise<void> {
  const beyond = failures - rules.password.slowFrom
  if (beyond >= 0) await pause(Math.min(2 ** beyond, LONGEST_PAUSE_SECONDS) * 1000)
}
