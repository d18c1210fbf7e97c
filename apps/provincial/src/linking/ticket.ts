import { createHash } from 'node:crypto'
import { after } from '@motcua/kit/clock.ts'
import { randomToken } from '@motcua/kit/random.ts'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { ProvincialTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'
import { nationalPerson } from './claims.ts'
import { ticketsStore } from './tickets-store.ts'

/** Somebody the national portal vouched for a moment ago, and where they wanted to be. */
export const arrival = z.object({
  issuer: z.string(),
  subject: z.string(),
  person: nationalPerson,
  idToken: z.string(),
  goTo: z.string(),
})
export type Arrival = z.infer<typeof arrival>

/** As long as a flow lives: a person fills in the registration form meanwhile. */
const LIFE_SECONDS = 30 * 60
const TOKEN = /^[A-Za-z0-9_-]{43}$/

export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

const place = (hash: Buffer) => `sso_tickets:${hash.toString('base64url')}`

type Tickets = Pick<Parts, 'db' | 'sealer' | 'clock' | 'random'>

/** Keeps the arrival here and answers a ticket for it, good once and in this browser only; no claim travels with it. */
export async function issueTicket(parts: Tickets, kept: { arrival: Arrival; browser: Buffer }): Promise<string> {
  const ticket = randomToken(parts.random)
  const hash = secretHash(ticket)
  await ticketsStore(parts.db).keep(hash, {
    browser: kept.browser,
    sealed: parts.sealer.seal(JSON.stringify(kept.arrival), place(hash)),
    expiresAt: after(parts.clock(), LIFE_SECONDS),
  })
  return ticket
}

/** Whose ticket it is; undefined when it is spent, expired, another browser's or none of ours. */
export async function readTicket(
  parts: Omit<Tickets, 'random'>,
  { ticket, browser }: { ticket: string | undefined; browser: Buffer },
): Promise<Arrival | undefined> {
  if (ticket === undefined || !TOKEN.test(ticket)) return undefined
  const hash = secretHash(ticket)
  const sealed = await ticketsStore(parts.db).find(hash, { browser, now: parts.clock() })
  const text = sealed && parts.sealer.unseal(sealed, place(hash))
  return text ? arrival.parse(JSON.parse(text)) : undefined
}

/** Spends the ticket in the transaction of what it was good for; false when it was spent before. */
export async function spendTicket(tx: Transaction<ProvincialTables>, ticket: string): Promise<boolean> {
  return ticketsStore(tx).spend(secretHash(ticket))
}
