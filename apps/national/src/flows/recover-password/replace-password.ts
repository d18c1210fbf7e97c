import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { limits } from '@motcua/sign-in/limits/limits.ts'
import { reopen } from '@motcua/sign-in/password/password-guard.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import type { NationalTables } from '../../db/tables.ts'
import { tell } from '../../notices/notices.ts'
import type { Parts } from '../../parts.ts'
import { endAllSessions } from '../../session/end-sessions.ts'

type Replacement = { accountId: string; loginName: string; hash: string; visitor: Visitor }

/** Sets the new password; every session of the account ends, what wrong passwords closed opens, the person is told. */
export async function replacePassword(
  parts: Parts,
  tx: Transaction<NationalTables>,
  replacement: Replacement,
): Promise<void> {
  const { accountId, loginName, hash, visitor } = replacement
  const now = parts.clock()
  await passwordsStore(tx).set(accountId, { hash, now })
  await endAllSessions(parts, tx, { accountId, reason: 'password-changed' })
  // With the transaction's own connection: waiting here for another one of the pool could wait for ever.
  const counted = limits({ db: signInTables(tx), index: parts.index, clock: parts.clock })
  await reopen({ limits: counted }, { loginName, visitor })
  const details = { place: visitor.place, device: visitor.device }
  await parts.audit(signInTables(tx), { event: 'password-recovered', accountId, details })
  const phones = (await handlesStore(tx, parts).list(accountId, 'sms-otp')).map(handle => handle.value)
  const email = (await accountsStore(tx, parts).find(accountId))?.attributes.email?.value
  await tell(
    { tx, outbox: parts.outbox },
    { kind: 'password-changed', language: visitor.language, phones, email, at: now },
  )
}
