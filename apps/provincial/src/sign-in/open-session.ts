import { randomToken } from '@motcua/kit/random.ts'
import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { type MethodReference, sessions } from '@motcua/sign-in/session/sessions.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import type { ProvincialTables } from '../db/tables.ts'
import { nationalSessionsStore } from '../linking/national-sessions-store.ts'
import type { Parts } from '../parts.ts'

/** Every way in ends so: a session for the browser (its token goes into the cookie) and where the visitor wanted to be. */
export const signedIn = z.object({ kind: z.literal('signed-in'), token: z.string(), goTo: z.string() })
export type SignedIn = z.infer<typeof signedIn>

export function newSessionToken(parts: Pick<Parts, 'random'>): string {
  return randomToken(parts.random)
}

type SessionParts = Pick<Parts, 'sealer' | 'clock' | 'random' | 'rules'>

export function provincialSessions({ sealer, clock, random, rules }: SessionParts, db: Kysely<ProvincialTables>) {
  return sessions(signInTables(db), { sealer, clock, random, rules: rules.session })
}

type NewSession = {
  accountId: string
  token: string
  methods: MethodReference[]
  visitor: Visitor
  event: string
  /** Where the session began at the national portal. */
  idToken?: string
}

/** Opens the session and writes the access history, in the transaction of the change that led to it. */
export async function openSession(
  parts: SessionParts & Pick<Parts, 'audit'>,
  tx: Transaction<ProvincialTables>,
  { accountId, token, methods, visitor, event, idToken }: NewSession,
): Promise<void> {
  const sessionId = await provincialSessions(parts, tx).open({ accountId, token, methods, visitor })
  if (idToken !== undefined) await nationalSessionsStore(tx, parts).keep(sessionId, idToken)
  const details = { place: visitor.place, device: visitor.device }
  await parts.audit(signInTables(tx), { event, accountId, sessionId, details })
}
