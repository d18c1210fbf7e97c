import { randomUUID } from 'node:crypto'
import type { Asking } from '../steps/method.ts'
import { aVisitor, type TestNational } from '../test-national.ts'
import { askSim, type SimAsked } from './ask.ts'

/** `by`: whose browser; `place`: another one than that browser's own. */
export type Asks = Partial<Pick<Asking, 'purpose' | 'accountId' | 'knownBrowser'>> & {
  phone: string
  by?: string
  place?: string
}

/** Asks as a method does, and keeps what is to be kept. */
export async function asks(national: TestNational, asking: Asks): Promise<SimAsked> {
  const { phone, by = 'one', place, purpose = 'sign-in', accountId, knownBrowser } = asking
  const visitor = { ...aVisitor(by), ...(place === undefined ? {} : { place }) }
  const submission = { flowId: randomUUID(), version: 1, step: 'prove', fields: {}, visitor }
  const who = { purpose, accountId, handles: [], submission, knownBrowser }
  const asked = await askSim(national.parts, { ...who, phone })
  if (asked.kind === 'asked') await national.db.transaction().execute(async tx => asked.writes?.(tx))
  return asked
}

/** The key of why not, or what it was asked. */
export function saidOf(asked: SimAsked): string {
  return asked.kind === 'refused' ? asked.error.key : asked.kind
}
