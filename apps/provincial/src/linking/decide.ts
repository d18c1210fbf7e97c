import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import type { Account } from '../accounts/account.ts'
import { accountsStore } from '../accounts/accounts-store.ts'
import type { Parts } from '../parts.ts'
import { linksStore } from './links-store.ts'
import type { Arrival } from './ticket.ts'

/** What becomes of somebody who comes from the national portal (the cases of the guide's part IV). */
export type Decision =
  /** Case 4: linked before. */
  | { kind: 'linked'; account: Account }
  /** Cases 1 and 2: nobody here has this number. */
  | { kind: 'register' }
  /** Case 3: an account here has this number; its password must prove that it is the same person's. */
  | { kind: 'prove'; account: Account }
  /** As case 3, but the account has no password that could prove it. */
  | { kind: 'unprovable' }
  /** The person's two numbers lead to two accounts; only an officer can tell what they are. */
  | { kind: 'ambiguous' }

/** Matching data never links: it only says which proof is asked for. */
export async function decide(
  parts: Pick<Parts, 'db' | 'sealer' | 'index'>,
  { issuer, subject, person }: Pick<Arrival, 'issuer' | 'subject' | 'person'>,
): Promise<Decision> {
  const accounts = accountsStore(parts.db, parts)
  const linkedTo = await linksStore(parts.db).accountOf({ issuer, subject })
  if (linkedTo !== undefined) {
    const account = await accounts.find(linkedTo)
    if (!account) throw new Error(`link to the missing account ${linkedTo}`)
    return { kind: 'linked', account }
  }
  const owners = await accounts.ownersOf(person.idNumbers.map(value => ({ kind: 'id-number', value })))
  const [owner] = owners
  if (owner === undefined) return { kind: 'register' }
  if (owners.length > 1) return { kind: 'ambiguous' }
  const account = await accounts.find(owner)
  if (!account) throw new Error(`key of the missing account ${owner}`)
  const password = await passwordsStore(parts.db).find(owner)
  return password ? { kind: 'prove', account } : { kind: 'unprovable' }
}
