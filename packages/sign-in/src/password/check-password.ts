import type { FieldError, Visitor } from '../flow/flow.ts'
import { slowDown } from '../limits/slow-down.ts'
import type { SignInTables } from '../tables.ts'
import type { PasswordHasher } from './hashing.ts'
import { admit, type GuardParts } from './password-guard.ts'
import { passwordsStore } from './passwords-store.ts'

export type PasswordParts<Tables extends SignInTables> = GuardParts<Tables> & {
  passwords: PasswordHasher
  pause: (milliseconds: number) => Promise<void>
}

/** `rehashed`: the same password under today's parameters, to be kept with what follows. */
export type PasswordChecked =
  | { kind: 'right'; accountId: string; passwordChangedAt: Date; rehashed?: { from: string; to: string } }
  | { kind: 'refused'; error: FieldError }

/** `accountId` is undefined where no account has that name. */
export type GivenPassword = { accountId: string | undefined; loginName: string; password: string; visitor: Visitor }

/** Asked about where there is no account, so that an unknown name makes the same queries as a known one. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * An unknown name, a name without a password and a wrong password are answered alike and cost the same time; tries
 * are counted before they are looked at and slowed from the fifth.
 */
export async function checkPassword<Tables extends SignInTables>(
  parts: PasswordParts<Tables>,
  { accountId = NOBODY, loginName, password, visitor }: GivenPassword,
): Promise<PasswordChecked> {
  const admitted = await admit(parts, { loginName, visitor, accountId })
  if (admitted.kind === 'refused') return admitted
  const wait = slowDown(admitted.failures, parts.rules.password.slowFrom)
  if (wait > 0) await parts.pause(wait)
  const known = await passwordsStore(parts.db).find(accountId)
  const verdict = await parts.passwords.verify(known?.hash, password)
  if (verdict === 'busy') return { kind: 'refused', error: { key: 'busy' } }
  if (verdict === 'wrong' || !known) return { kind: 'refused', error: { key: 'password.wrong' } }
  await admitted.succeeded()
  const right = { kind: 'right', accountId, passwordChangedAt: known.changedAt } as const
  if (verdict === 'right') return right
  const again = await parts.passwords.hash(password)
  return again.kind === 'hashed' ? { ...right, rehashed: { from: known.hash, to: again.hash } } : right
}
