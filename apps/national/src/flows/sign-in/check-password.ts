import type { FieldError, Visitor } from '@motcua/sign-in/flow/flow.ts'
import type { Account } from '../../accounts/account.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { passwordsStore } from '../../accounts/passwords-store.ts'
import type { Parts } from '../../parts.ts'
import { admit } from './password-guard.ts'

export type PasswordChecked =
  | { kind: 'right'; account: Account; passwordChangedAt: Date; rehashed?: { from: string; to: string } }
  | { kind: 'refused'; error: FieldError }

type Given = { loginName: string; password: string; visitor: Visitor }

/** Asked about where there is no account, so that an unknown name makes the same queries as a known one. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Longest pause before a further try from one place is answered. */
const LONGEST_PAUSE_SECONDS = 8

/**
 * The first factor. An unknown name, a name without a password and a wrong password are answered alike and cost the
 * same time; tries are counted before they are looked at and slowed from the fifth.
 */
export async function checkPassword(parts: Parts, given: Given): Promise<PasswordChecked> {
  const accounts = accountsStore(parts.db, parts)
  const accountId = (await accounts.idOfNumber('person', given.loginName)) ?? NOBODY
  const admitted = await admit(parts, { ...given, accountId })
  if (admitted.kind === 'refused') return admitted
  await slowDown(parts, admitted.failures)
  const known = await passwordsStore(parts.db).find(accountId)
  const verdict = await parts.passwords.verify(known?.hash, given.password)
  if (verdict === 'busy') return { kind: 'refused', error: { key: 'busy' } }
  if (verdict === 'wrong' || !known) return { kind: 'refused', error: { key: 'password.wrong' } }
  const account = await accounts.find(accountId)
  if (!account) throw new Error(`a password without an account: ${accountId}`)
  await admitted.succeeded()
  const right = { kind: 'right', account, passwordChangedAt: known.changedAt } as const
  if (verdict === 'right') return right
  const again = await parts.passwords.hash(given.password)
  return again.kind === 'hashed' ? { ...right, rehashed: { from: known.hash, to: again.hash } } : right
}

async function slowDown({ pause, rules }: Parts, failures: number): Promise<void> {
  const beyond = failures - rules.password.slowFrom
  if (beyond >= 0) await pause(Math.min(2 ** beyond, LONGEST_PAUSE_SECONDS) * 1000)
}
