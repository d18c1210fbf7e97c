import { type EndReason, sessions } from '@motcua/sign-in/session/sessions.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Kysely } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'
import { vouchedStore } from './vouched-store.ts'

type SessionParts = Pick<Parts, 'sealer' | 'clock' | 'random' | 'rules'>

export function nationalSessions(parts: SessionParts, db: Kysely<NationalTables>) {
  const { sealer, clock, random, rules } = parts
  return sessions(signInTables(db), { sealer, clock, random, rules: rules.session })
}

/** Ends one session here, and with it everything it vouched for at relying parties: codes, tokens, the provider's session. */
export async function endSession(
  parts: SessionParts,
  db: Kysely<NationalTables>,
  { id, reason }: { id: string; reason: EndReason },
): Promise<void> {
  await nationalSessions(parts, db).end(id, reason)
  await vouchedStore(db).withdraw(id)
}

export async function endAllSessions(
  parts: SessionParts,
  db: Kysely<NationalTables>,
  { accountId, reason }: { accountId: string; reason: EndReason },
): Promise<void> {
  const ended = await nationalSessions(parts, db).endAll(accountId, reason)
  for (const id of ended) await vouchedStore(db).withdraw(id)
}
