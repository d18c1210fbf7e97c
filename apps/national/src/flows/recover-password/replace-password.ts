import type { Submission, Visitor } from '@motcua/sign-in/flow/flow.ts'
import { limits } from '@motcua/sign-in/limits/limits.ts'
import { reopen } from '@motcua/sign-in/password/password-guard.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import { sessionStore } from '@motcua/sign-in/session/session-store.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { passwordPerson } from '../../accounts/password-person.ts'
import { tellHolder } from '../../accounts/tell-holder.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import { endAllSessions } from '../../session/end-sessions.ts'
import { chooseNewPassword } from '../new-password-step.ts'
import type { RecoverAt, RecoverMove, RecoverOwner } from './state.ts'

export async function choosePassword(
  parts: Parts,
  { at, submission }: { at: RecoverAt<'password'>; submission: Submission },
): Promise<RecoverMove> {
  const { owner } = at
  const person = await passwordPerson(parts, owner)
  const chosen = await chooseNewPassword(parts, { fields: submission.fields, person })
  if (chosen.kind === 'refused') return { kind: 'stay', errors: chosen.errors }
  return {
    kind: 'end',
    as: { kind: 'recovered' },
    writes: async tx => {
      const replaced = await replacePassword(parts, tx, { owner, hash: chosen.hash, visitor: submission.visitor })
      return replaced === 'overtaken' ? { kind: 'end', as: { kind: 'overtaken' } } : undefined
    },
  }
}

type Replacement = { owner: RecoverOwner; hash: string; visitor: Visitor }

/**
 * Sets the new password; every session of the account ends, what wrong passwords closed opens, and the person is told
 * by every channel, with a code to object. An account that was locked meanwhile, got another password or lost the phone
 * that was proved keeps the password it has. Browsers it knew are strangers again, but the one at hand.
 */
async function replacePassword(
  parts: Parts,
  tx: Transaction<NationalTables>,
  { owner, hash, visitor }: Replacement,
): Promise<'replaced' | 'overtaken'> {
  const { accountId, loginName } = owner
  const handles = handlesStore(tx, parts)
  await handles.hold(accountId)
  const account = await accountsStore(tx, parts).find(accountId)
  if (account?.status !== 'active' && account?.lock?.reason !== 'inactivity') return 'overtaken'
  const before = await passwordsStore(tx).find(accountId)
  const phone = await handles.find(accountId, owner.handleId)
  if (before?.changedAt.getTime() !== owner.passwordChangedAt || phone?.value !== owner.phone) return 'overtaken'
  await passwordsStore(tx).set(accountId, { hash, now: parts.clock() })
  await endAllSessions(parts, tx, { accountId, reason: 'password-changed' })
  await sessionStore(signInTables(tx)).forgetBrowsers({ accountId, except: visitor.browser })
  // With the transaction's own connection: waiting here for another one of the pool could wait for ever.
  const counted = limits({ db: signInTables(tx), index: parts.index, clock: parts.clock })
  await reopen({ limits: counted }, { loginName, visitor })
  const details = { place: visitor.place, device: visitor.device }
  await parts.audit(signInTables(tx), { event: 'password-recovered', accountId, details })
  await tellHolder(parts, tx, {
    ...{ kind: 'password-recovered', accountId, language: visitor.language },
    undo: { kind: 'password', hash: before.hash },
  })
  return 'replaced'
}
