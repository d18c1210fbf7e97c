import type { Clock } from '@motcua/kit/clock.ts'
import { type Random, randomUuid } from '@motcua/kit/random.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import { currentTerms } from '../terms/terms.ts'
import type { Attribute, AttributeSource, Attributes } from './account.ts'
import { accountsStore, type SealingParts } from './accounts-store.ts'
import { addPhone } from './add-phone.ts'
import { handlesStore, type NewHandle } from './handles-store.ts'

type Stated = Pick<Attribute, 'value' | 'source' | 'verified'>

/** A citizen whose identity a source confirmed, as registered by one of the IAL2 methods. */
export type NewCitizen = {
  /** Every CMND and CCCD number the source knows the person by, the one in force first; all of them sign in. */
  idNumbers: string[]
  fullName: string
  dateOfBirth: string
  sex?: 'male' | 'female' | undefined
  /** The phone that receives codes, E.164; `verified` where a source says it is the person's own. */
  phone?: Stated | undefined
  email?: Stated | undefined
  passwordHash?: string | undefined
  /** What the person proved themselves with, where that identifies them. */
  handle?: Pick<NewHandle, 'method' | 'value'> | undefined
  source: Exclude<AttributeSource, 'self-asserted'>
}

export type OpenAccountParts = SealingParts & { random: Random; clock: Clock }
export type Opened =
  | { kind: 'opened'; accountId: string }
  | { kind: 'already-registered' }
  | { kind: 'refused'; reason: 'too-many-accounts' }

/**
 * Opens the account of a citizen at IAL2, whole or not at all: run it inside a transaction and undo that when the
 * person already has one. Acceptance of the terms and of the sharing policy is recorded with it.
 */
export async function openAccount(
  tx: Transaction<NationalTables>,
  { citizen, parts }: { citizen: NewCitizen; parts: OpenAccountParts },
): Promise<Opened> {
  const accounts = accountsStore(tx, parts)
  const id = randomUuid(parts.random)
  const now = parts.clock()
  const technicalId = randomUuid(parts.random)
  await accounts.insert({ id, kind: 'citizen', identityAssuranceLevel: 2, technicalId, createdAt: now })
  // Always in one order: two who claim the same numbers the other way around would wait for each other.
  for (const number of [...new Set(citizen.idNumbers)].sort()) {
    if (!(await accounts.claimNumber(id, { kind: 'person', number }))) return { kind: 'already-registered' }
  }
  await accounts.setAttributes(id, attributesOf(citizen, now))
  if (citizen.passwordHash) await passwordsStore(tx).set(id, { hash: citizen.passwordHash, now })
  const added = await addHandles(tx, { id, citizen, parts })
  if (added) return added
  for (const terms of currentTerms()) await accounts.accept(id, { ...terms, at: now })
  return { kind: 'opened', accountId: id }
}

type Adding = { id: string; citizen: NewCitizen; parts: OpenAccountParts }

async function addHandles(
  tx: Transaction<NationalTables>,
  { id, citizen, parts }: Adding,
): Promise<Opened | undefined> {
  const { phone, handle } = citizen
  if (handle) {
    const known = { ...handle, accountId: id, identifies: true, createdAt: parts.clock() }
    const added = await handlesStore(tx, parts).add(parts.random, known)
    if (added.kind === 'taken') return { kind: 'already-registered' }
  }
  if (!phone) return undefined
  const added = await addPhone(parts, tx, { accountId: id, phone: phone.value, verified: phone.verified })
  return added.kind === 'refused' ? added : undefined
}

function attributesOf(citizen: NewCitizen, obtainedAt: Date): Attributes {
  const { source, phone, email, sex } = citizen
  const confirmed = (value: string) => ({ value, source, verified: true, obtainedAt })
  // Of two old ones the first is shown.
  const numbers = citizen.idNumbers.toReversed().map(number => [numberName(number), confirmed(number)])
  return {
    fullName: confirmed(citizen.fullName),
    dateOfBirth: confirmed(citizen.dateOfBirth),
    ...(sex ? { sex: confirmed(sex) } : {}),
    ...Object.fromEntries(numbers),
    ...(phone ? { phone: { ...phone, obtainedAt } } : {}),
    ...(email ? { email: { ...email, obtainedAt } } : {}),
  }
}

function numberName(number: string): 'citizenIdNumber' | 'identityCardNumber' {
  return number.length === 12 ? 'citizenIdNumber' : 'identityCardNumber'
}
