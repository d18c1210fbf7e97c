import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { sessionStore } from '@motcua/sign-in/session/session-store.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { addPhone } from '../../accounts/add-phone.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { restorable } from '../../accounts/objections.ts'
import { tellHolder } from '../../accounts/tell-holder.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import { endAllSessions } from '../../session/end-sessions.ts'

export type PhoneReplaced = { kind: 'replaced' } | { kind: 'refused'; reason: 'too-many-accounts' }

type Replacing = { accountId: string; phone: string; visitor: Visitor }

/**
 * The new number becomes the default one and the lost default one goes; every session ends; everybody who could be
 * reached before and after is told, with a code to object for 72 hours.
 */
export async function replacePhone(
  parts: Parts,
  tx: Transaction<NationalTables>,
  { accountId, phone, visitor }: Replacing,
): Promise<PhoneReplaced> {
  const handles = handlesStore(tx, parts)
  const known = (await accountsStore(tx, parts).find(accountId))?.attributes.phone
  const before = await handles.list(accountId, 'sms-otp')
  const lost = before.find(({ isDefault }) => isDefault)
  const added = await addPhone(parts, tx, { accountId, phone, verified: true })
  if (added.kind === 'refused') return added
  await handles.makeDefault(accountId, { id: added.id, method: 'sms-otp' })
  const isOther = lost !== undefined && lost.id !== added.id
  if (isOther) await handles.remove(accountId, lost.id)
  const now = parts.clock()
  await accountsStore(tx, parts).putAttribute(accountId, 'phone', {
    ...{ value: phone, source: 'mobile-operator', verified: true, obtainedAt: now },
  })
  await endAllSessions(parts, tx, { accountId, reason: 'phone-changed' })
  await sessionStore(signInTables(tx)).forgetBrowsers({ accountId, except: visitor.browser })
  const details = { place: visitor.place, device: visitor.device }
  await parts.audit(signInTables(tx), { event: 'otp-phone-changed', accountId, details })
  await tellHolder(parts, tx, {
    ...{ kind: 'phone-changed', accountId, language: visitor.language },
    formerPhones: before.map(({ value }) => value),
    undo: {
      kind: 'handle-replaced',
      method: 'sms-otp',
      ...(added.kind === 'added' ? { addedId: added.id } : {}),
      phone: known ? { ...known, obtainedAt: known.obtainedAt.getTime() } : null,
      ...(isOther ? { removed: restorable(lost) } : {}),
    },
  })
  return { kind: 'replaced' }
}
