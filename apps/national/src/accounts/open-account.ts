import { type Random, randomUuid } from '@motcua/kit/random.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import { currentTerms } from '../terms/terms.ts'
import type { AttributeSource, Attributes } from './account.ts'
import { accountsStore, type SealingParts } from './accounts-store.ts'
import { handlesStore } from './handles-store.ts'

/** A citizen whose identity a source confirmed, as registered by one of the IAL2 methods. */
export type NewCitizen = {
  idNumber: string
  fullName: string
  dateOfBirth: string
  /** The phone that receives codes, E.164. */
  phone: string
  email?: string | undefined
  passwordHash: string
  source: Exclude<AttributeSource, 'self-asserted'>
}

export type OpenAccountParts = SealingParts & { random: Random }
export type Opened = { kind: 'opened'; accountId: string } | { kind: 'already-registered' }

/**
 * Opens the account of a citizen at IAL2, whole or not at all: run it inside a transaction and undo that when the
 * person already has one. Acceptance of the terms and of the sharing policy is recorded with it.
 */
export async function openAccount(
  tx: Transaction<NationalTables>,
  { citizen, now, parts }: { citizen: NewCitizen; now: Date; parts: OpenAccountParts },
): Promise<Opened> {
  const accounts = accountsStore(tx, parts)
  const id = randomUuid(parts.random)
  const technicalId = randomUuid(parts.random)
  await accounts.insert({ id, kind: 'citizen', identityAssuranceLevel: 2, technicalId, createdAt: now })
  const claimed = await accounts.claimNumber(id, { kind: 'person', number: citizen.idNumber })
  if (!claimed) return { kind: 'already-registered' }
  await accounts.setAttributes(id, attributesOf(citizen, now))
  await passwordsStore(tx).set(id, { hash: citizen.passwordHash, now })
  const phone = { accountId: id, method: 'sms-otp', value: citizen.phone, isDefault: true, createdAt: now } as const
  await handlesStore(tx, parts).add(parts.random, phone)
  for (const terms of currentTerms()) await accounts.accept(id, { ...terms, at: now })
  return { kind: 'opened', accountId: id }
}

function attributesOf(citizen: NewCitizen, obtainedAt: Date): Attributes {
  const confirmed = (value: string) => ({ value, source: citizen.source, verified: true, obtainedAt })
  const number = citizen.idNumber.length === 12 ? 'citizenIdNumber' : 'identityCardNumber'
  return {
    fullName: confirmed(citizen.fullName),
    dateOfBirth: confirmed(citizen.dateOfBirth),
    [number]: confirmed(citizen.idNumber),
    phone: confirmed(citizen.phone),
    ...(citizen.email ? { email: { value: citizen.email, source: 'self-asserted', verified: false, obtainedAt } } : {}),
  }
}
