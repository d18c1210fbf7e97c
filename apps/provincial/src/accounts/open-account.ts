import { type Random, randomUuid } from '@motcua/kit/random.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import type { Transaction } from 'kysely'
import type { ProvincialTables } from '../db/tables.ts'
import type { Attributes } from './account.ts'
import { type AccountKey, accountsStore, type SealingParts } from './accounts-store.ts'

/** A person who registers: what is known of them, what their account is found by, and a password where they chose one. */
export type NewAccount = {
  attributes: Attributes
  /** ID numbers first: who already has an account is told so before anything else. */
  keys: AccountKey[]
  passwordHash?: string | undefined
}

export type OpenAccountParts = SealingParts & { random: Random }
export type Opened = { kind: 'opened'; accountId: string } | { kind: 'taken'; key: AccountKey['kind'] }

/**
 * Opens an account, whole or not at all: run it inside a transaction and undo that when something is `taken`, which
 * names the first key that another account has alone. The database decides, also in a race.
 */
export async function openAccount(
  tx: Transaction<ProvincialTables>,
  { account, now, parts }: { account: NewAccount; now: Date; parts: OpenAccountParts },
): Promise<Opened> {
  const accounts = accountsStore(tx, parts)
  const id = randomUuid(parts.random)
  await accounts.insert({ id, createdAt: now })
  for (const key of account.keys) {
    if (!(await accounts.claim(id, key))) return { kind: 'taken', key: key.kind }
  }
  await accounts.setAttributes(id, account.attributes)
  if (account.passwordHash !== undefined) await passwordsStore(tx).set(id, { hash: account.passwordHash, now })
  return { kind: 'opened', accountId: id }
}
