import type { Submission, Visitor } from '@motcua/sign-in/flow/flow.ts'
import { limits } from '@motcua/sign-in/limits/limits.ts'
import { reopen } from '@motcua/sign-in/password/password-guard.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { passwordPerson } from '../../accounts/password-person.ts'
import { tellHolder } from '../../accounts/tell-holder.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import { endAllSessions } from '../../session/end-sessions.ts'
import { chooseNewPassword } from '../new-password-step.ts'
import type { RecoverAt, RecoverMove } from './state.ts'

export async function choosePassword(
  parts: Parts,
  { at, submission }: { at: RecoverAt<'password'>; submission: Submission },
): Promise<RecoverMove> {
  const person = await passwordPerson(parts, at)
  const chosen = await chooseNewPassword(parts, { fields: submission.fields, person })
  if (chosen.kind === 'refused') return { kind: 'stay', errors: chosen.errors }
  return {
    kind: 'end',
    as: { kind: 'recovered' },
    writes: async tx => {
      const replaced = await replacePassword(parts, tx, { ...at, hash: chosen.hash, visitor: submission.visitor })
      return replaced === 'overtaken' ? { kind: 'end', as: { kind: 'overtaken' } } : undefined
    },
  }
}

type Replacement = { accountId: string; loginName: string; hash: string; visitor: Visitor }

/**
 * Sets the new password; every session of the account ends, what wrong passwords closed opens, and the person is told
 * by every channel, with a code to object. An account that was locked meanwhile keeps the password it has.
 */
async function replacePassword(
  parts: Parts,
  tx: Transaction<NationalTables>,
  { accountId, loginName, hash, visitor }: Replacement,
): Promise<'replaced' | 'overtaken'> {
  const account = await accountsStore(tx, parts).find(accountId)
  if (account?.status !== 'active' && account?.lock?.reason !== 'inactivity') return 'overtaken'
  const before = await passwordsStore(tx).find(accountId)
  await passwordsStore(tx).set(accountId, { hash, now: parts.clock() })
  await endAllSessions(parts, tx, { accountId, reason: 'password-changed' })
  // With the transaction's own connection: waiting here for another one of the pool could wait for ever.
  const counted = limits({ db: signInTables(tx), index: parts.index, clock: parts.clock })
  await reopen({ limits: counted }, { loginName, visitor })
  const details = { place: visitor.place, device: visitor.device }
  await parts.audit(signInTables(tx), { event: 'password-recovered', accountId, details })
  await tellHolder(parts, tx, {
    ...{ kind: 'password-recovered', accountId, language: visitor.language },
    undo: { kind: 'password', ...(before ? { hash: before.hash } : {}) },
  })
  return 'replaced'
}
