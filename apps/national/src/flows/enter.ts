import { randomToken } from '@motcua/kit/random.ts'
import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { type MethodReference, sessions } from '@motcua/sign-in/session/sessions.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { Account } from '../accounts/account.ts'
import { accountsStore } from '../accounts/accounts-store.ts'
import { handlesStore } from '../accounts/handles-store.ts'
import { inactivityStore } from '../accounts/inactivity-store.ts'
import { objectionsStore } from '../accounts/objections-store.ts'
import { tellHolder } from '../accounts/tell-holder.ts'
import type { NationalTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'
import { deviceName } from '../session/device-name.ts'
import type { Proof } from '../steps/method.ts'

type Tx = Transaction<NationalTables>

/** Every way in ends so: a session for the browser (its token goes into the cookie) and where the visitor wanted to be. */
export const signedIn = z.object({ kind: z.literal('signed-in'), token: z.string(), goTo: z.string() })

/** Or so: the account is closed to its holder, until somebody who may opens it. */
export const lockedOut = z.object({
  kind: z.literal('locked'),
  reason: z.enum(['objection', 'inactivity', 'desk', 'disputed', 'closed']),
})
export type LockedOut = z.infer<typeof lockedOut>

export function newSessionToken(parts: Pick<Parts, 'random'>): string {
  return randomToken(parts.random)
}

type NewSession = { accountId: string; token: string; methods: MethodReference[]; visitor: Visitor; event: string }

/** Opens the session and writes the access history, in the transaction that ends the flow. */
export async function openSession(parts: Parts, tx: Tx, session: NewSession): Promise<void> {
  const tables = signInTables(tx)
  const { accountId, token, methods, visitor, event } = session
  const sessionId = await sessionsIn(parts, tx).open({ accountId, token, methods, visitor })
  await parts.audit(tables, { event, accountId, sessionId, details: { place: visitor.place, device: visitor.device } })
}

function sessionsIn({ sealer, clock, random, rules }: Parts, tx: Tx) {
  return sessions(signInTables(tx), { sealer, clock, random, rules: rules.session })
}

export type Entering = {
  accountId: string
  token: string
  visitor: Visitor
  /** How the session was authenticated, all factors (RFC 8176). */
  references: MethodReference[]
  /** The proof that completed the sign-in. */
  proof: Pick<Proof, 'strength' | 'handle'>
}

/**
 * Lets somebody in who proved themselves: opens a lock that this proof may open, opens the session, and tells the holder
 * when the account never saw this browser. Looks at the account as it is now, not as it was when the flow began.
 */
export async function enterAccount(parts: Parts, tx: Tx, entering: Entering): Promise<LockedOut | undefined> {
  const { accountId, visitor, token, references, proof } = entering
  // Whoever is recovering, locking or objecting to it now is waited for, and then seen.
  await handlesStore(tx, parts).hold(accountId)
  const account = await accountsStore(tx, parts).find(accountId)
  if (!account) throw new Error(`a proof without an account: ${accountId}`)
  const refusal = await lockAgainst(parts, tx, { account, proof })
  if (refusal) return refusal
  if (proof.handle.identifies && !(await handlesStore(tx, parts).find(accountId, proof.handle.id)))
    return { kind: 'locked', reason: 'desk' }
  if (account.lock) await unlock(parts, tx, { account, lock: account.lock, visitor })
  const isKnown = await sessionsIn(parts, tx).knowsBrowser(accountId, visitor.browser)
  await openSession(parts, tx, { accountId, token, visitor, methods: references, event: 'signed-in' })
  await handlesStore(tx, parts).used(proof.handle.id, parts.clock())
  await inactivityStore(tx).used(accountId, parts.clock())
  if (!isKnown) {
    const values = { device: deviceName(visitor.device, visitor.language) }
    await tellHolder(parts, tx, { kind: 'new-device', accountId, language: visitor.language, values })
  }
  return undefined
}

/**
 * Who may open a lock (product rules): that of inactivity opens to any complete sign-in; that of an objection only to a
 * phishing-resistant method which the account had before what was objected to; all others to the desk alone.
 */
async function lockAgainst(
  parts: Parts,
  tx: Tx,
  { account, proof }: { account: Account; proof: Entering['proof'] },
): Promise<LockedOut | undefined> {
  const { status, lock } = account
  if (status === 'active' || lock?.reason === 'inactivity') return undefined
  if (status !== 'locked') return { kind: 'locked', reason: status }
  if (!lock) throw new Error(`a lock without a reason: ${account.id}`)
  if (lock.reason === 'objection' && proof.strength === 'phishing-resistant') {
    const objected = await objectionsStore(tx, parts).firstObjected(account.id, lock.at)
    if (objected && proof.handle.createdAt < objected) return undefined
  }
  return { kind: 'locked', reason: lock.reason }
}

type Unlocking = { account: Account; lock: NonNullable<Account['lock']>; visitor: Visitor }

async function unlock(parts: Parts, tx: Tx, { account, lock, visitor }: Unlocking): Promise<void> {
  const { id: accountId } = account
  await accountsStore(tx, parts).unlock(accountId, lock.reason)
  await parts.audit(signInTables(tx), { event: 'account-unlocked', accountId, details: { reason: lock.reason } })
  await tellHolder(parts, tx, { kind: 'account-unlocked', accountId, language: visitor.language })
}
