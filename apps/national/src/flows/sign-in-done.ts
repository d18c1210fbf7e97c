import { randomToken } from '@motcua/kit/random.ts'
import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { type MethodReference, sessions } from '@motcua/sign-in/session/sessions.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { NationalTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'

/** Every way in ends so: a session for the browser (its token goes into the cookie) and where the visitor wanted to be. */
export const signedIn = z.object({ kind: z.literal('signed-in'), token: z.string(), goTo: z.string() })

export function newSessionToken(parts: Pick<Parts, 'random'>): string {
  return randomToken(parts.random)
}

type NewSession = { accountId: string; token: string; methods: MethodReference[]; visitor: Visitor; event: string }

/** Opens the session and writes the access history, in the transaction that ends the flow. */
export async function openSession(parts: Parts, tx: Transaction<NationalTables>, session: NewSession): Promise<void> {
  const tables = signInTables(tx)
  const { accountId, token, methods, visitor, event } = session
  const { sealer, clock, random, rules } = parts
  const sessionId = await sessions(tables, { sealer, clock, random, rules: rules.session }).open({
    ...{ accountId, token, methods, visitor },
  })
  await parts.audit(tables, { event, accountId, sessionId, details: { place: visitor.place, device: visitor.device } })
}
