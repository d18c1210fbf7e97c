import { randomUUID } from 'node:crypto'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import type { Flow, Standing, Visitor } from '@motcua/sign-in/flow/flow.ts'
import { openAccount } from '../accounts/open-account.ts'
import type { NationalTables } from '../db/tables.ts'
import { aVisitor, type TestNational } from '../test-national.ts'

export const PASSWORD = 'Lua-Chin-Vang-2026'

let people = 0

/** An account as registration leaves it, with the password above. */
export async function anAccount(national: TestNational, changes: { email?: string } = {}) {
  people++
  const six = String(people).padStart(6, '0')
  const person = { idNumber: `030190${six}`, phone: `+84911${six}` }
  const hashed = await national.parts.passwords.hash(PASSWORD)
  if (hashed.kind !== 'hashed') throw new Error('no time to hash')
  const citizen = {
    ...{ idNumbers: [person.idNumber], fullName: 'Nguyễn Thị Thử', dateOfBirth: '1990-08-12' },
    phone: { value: person.phone, source: 'mobile-operator', verified: true } as const,
    ...(changes.email ? { email: { value: changes.email, source: 'self-asserted', verified: false } as const } : {}),
    ...{ passwordHash: hashed.hash, source: 'mobile-operator' as const },
  }
  const parts = national.parts
  const opened = await national.db.transaction().execute(tx => openAccount(tx, { citizen, parts }))
  if (opened.kind !== 'opened') throw new Error('the number is taken')
  return { ...person, accountId: opened.accountId }
}

export type TestAccount = Awaited<ReturnType<typeof anAccount>>

/** One visitor going through a flow, page by page. */
export function going<State extends { step: string }, End>(
  national: TestNational,
  flow: Flow<State, End, NationalTables>,
  visitor: Visitor = aVisitor(),
) {
  const flowId = randomUUID()
  const { advance, look } = engine(flow, national.parts)
  let version = 0
  return {
    ...{ flowId, visitor, look: () => look(flowId, visitor.browser) },
    async submit(step: string, fields: Record<string, string>): Promise<Standing<State, End>> {
      const standing = await advance({ flowId, version, step, fields, visitor })
      if (standing.kind === 'at') version = standing.version
      return standing
    },
  }
}

/** The step or outcome a flow stands at. */
export function stepOf<State extends { step: string }, End extends { kind: string }>(
  standing: Standing<State, End>,
): string {
  if (standing.kind === 'ended') return standing.as.kind
  return standing.kind === 'at' ? standing.state.step : standing.kind
}

/** The keys of what is wrong, by field. */
export function wrongOf(standing: Standing<{ step: string }, unknown>): Record<string, string> {
  if (standing.kind !== 'at') return {}
  return Object.fromEntries(Object.entries(standing.errors).map(([field, error]) => [field, error.key]))
}
