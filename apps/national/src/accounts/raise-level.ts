import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { NationalTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'
import { type Account, type Attribute, attributeSources } from './account.ts'
import { type AccountsStore, accountsStore, type SealingParts } from './accounts-store.ts'
import type { Certified } from './certified.ts'
import { holderOf } from './holder.ts'
import { numberName } from './open-account.ts'

const before = z.object({ value: z.string(), source: z.enum(attributeSources), verified: z.boolean(), at: z.number() })

/** What a certificate changed of its holder's account; an objection puts it back. */
export const raised = z.object({
  /** The level before, where it rose. */
  level: z.union([z.literal(1), z.literal(2)]).optional(),
  /** Numbers that the account learned, each with what was stated of it before. */
  numbers: z.array(
    z.object({
      number: z.string(),
      name: z.enum(['citizenIdNumber', 'identityCardNumber']),
      before: before.optional(),
    }),
  ),
})
export type Raised = z.infer<typeof raised>

type RaisingParts = Pick<Parts, 'sealer' | 'index' | 'clock' | 'audit'>

/**
 * Raises the account of a certificate's holder to IAL3, and gives a citizen's the numbers it lacks. What another source
 * verified stays as it is, and so does a number that another account has: the desk merges such accounts.
 */
export async function raiseLevel(
  parts: RaisingParts,
  tx: Transaction<NationalTables>,
  { accountId, certified }: { accountId: string; certified: Certified },
): Promise<Raised> {
  const accounts = accountsStore(tx, parts)
  const account = await accounts.find(accountId)
  if (!account) throw new Error(`a certificate of no account: ${accountId}`)
  const { identityAssuranceLevel: level } = account
  const numbers = await learnNumbers(accounts, { account, certified, now: parts.clock() })
  if (level === 3 || !(await accounts.changeLevel(accountId, { from: level, to: 3 }))) return { numbers }
  await parts.audit(signInTables(tx), { event: 'identity-level-raised', accountId, details: { from: level, to: 3 } })
  return { level, numbers }
}

type Learning = { account: Account; certified: Certified; now: Date }

async function learnNumbers(
  accounts: AccountsStore,
  { account, certified, now }: Learning,
): Promise<Raised['numbers']> {
  const found = holderOf(certified, account.kind)
  if (found.kind === 'refused' || found.holder.kind !== 'citizen') return []
  const learned: Raised['numbers'] = []
  // Always in one order: two who claim the same numbers the other way around would wait for each other.
  for (const number of found.holder.idNumbers.toSorted()) {
    const name = numberName(number)
    const known = account.attributes[name]
    if (known?.verified || learned.some(each => each.name === name)) continue
    if (!(await accounts.claimNumber(account.id, { kind: 'person', number }))) continue
    await accounts.putAttribute(account.id, name, {
      ...{ value: number, source: 'certificate', verified: true, obtainedAt: now },
    })
    learned.push({ number, name, ...(known ? { before: keptOf(known) } : {}) })
  }
  return learned
}

function keptOf({ value, source, verified, obtainedAt }: Attribute) {
  return { value, source, verified, at: obtainedAt.getTime() }
}

/** Puts back what `raiseLevel` changed. */
export async function takeBackLevel(
  parts: SealingParts,
  tx: Transaction<NationalTables>,
  { accountId, raised: { level, numbers } }: { accountId: string; raised: Raised },
): Promise<void> {
  const accounts = accountsStore(tx, parts)
  if (level !== undefined) await accounts.changeLevel(accountId, { from: 3, to: level })
  for (const { number, name, before: known } of numbers) {
    await accounts.releaseNumber(accountId, { kind: 'person', number })
    if (!known) await accounts.removeAttribute(accountId, name)
    else await accounts.putAttribute(accountId, name, { ...known, obtainedAt: new Date(known.at) })
  }
}
