import type { Clock } from '@motcua/kit/clock.ts'
import { type Random, randomUuid } from '@motcua/kit/random.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import { currentTerms } from '../terms/terms.ts'
import type { Account, AccountKind, Attribute, AttributeName, AttributeSource, Attributes } from './account.ts'
import { type AccountNumber, accountsStore, type SealingParts } from './accounts-store.ts'
import { addPhone } from './add-phone.ts'
import { handlesStore, type NewHandle } from './handles-store.ts'

export type Stated = Pick<Attribute, 'value' | 'source' | 'verified'>

/** What somebody proved themselves with, where that identifies them. */
export type IdentifyingHandle = Pick<NewHandle, 'method' | 'value'> &
  Partial<Pick<NewHandle, 'detail' | 'counter' | 'verified'>>

/** A citizen whose identity a source confirmed. */
export type NewCitizen = {
  /** Every CMND and CCCD number the source knows the person by, the one in force first; all of them sign in. */
  idNumbers: string[]
  fullName: string
  /** Certificates do not tell it. */
  dateOfBirth?: string | undefined
  sex?: 'male' | 'female' | undefined
  /** The phone that receives codes, E.164; `verified` where a source says it is the person's own. */
  phone?: Stated | undefined
  email?: Stated | undefined
  passwordHash?: string | undefined
  handle?: IdentifyingHandle | undefined
  source: Exclude<AttributeSource, 'self-asserted'>
  /** 2 unless a certificate vouches. */
  identityAssuranceLevel?: 3 | undefined
}

/** An enterprise or agency whose certificate a source has checked; it is known at IAL3 or not at all. */
export type NewOrganization = {
  kind: Exclude<AccountKind, 'citizen'>
  /** All that no other account may have. */
  numbers: AccountNumber[]
  attributes: Partial<Record<AttributeName, Stated>>
  handle: IdentifyingHandle
}

export type OpenAccountParts = SealingParts & { random: Random; clock: Clock }
export type Opening = ({ citizen: NewCitizen } | { organization: NewOrganization }) & { parts: OpenAccountParts }
export type Opened =
  | { kind: 'opened'; accountId: string }
  | { kind: 'already-registered' }
  | { kind: 'refused'; reason: 'too-many-accounts' }

/**
 * Opens an account, whole or not at all: run it inside a transaction and undo that when the person or organisation
 * already has one. Acceptance of the terms and of the sharing policy is recorded with it.
 */
export async function openAccount(tx: Transaction<NationalTables>, opening: Opening): Promise<Opened> {
  const { parts } = opening
  const accounts = accountsStore(tx, parts)
  const id = randomUuid(parts.random)
  const now = parts.clock()
  const technicalId = randomUuid(parts.random)
  const holder = 'citizen' in opening ? ofCitizen(opening.citizen) : ofOrganization(opening.organization)
  const { kind, identityAssuranceLevel, numbers, passwordHash } = holder
  await accounts.insert({ id, kind, identityAssuranceLevel, technicalId, createdAt: now })
  for (const number of inOneOrder(numbers)) {
    if (!(await accounts.claimNumber(id, number))) return { kind: 'already-registered' }
  }
  await accounts.setAttributes(id, obtained(holder.attributes, now))
  if (passwordHash) await passwordsStore(tx).set(id, { hash: passwordHash, now })
  const refusal = await addHandles(tx, { id, holder, parts })
  if (refusal) return refusal
  for (const terms of currentTerms()) await accounts.accept(id, { ...terms, at: now })
  return { kind: 'opened', accountId: id }
}

type Opener = Pick<Account, 'kind' | 'identityAssuranceLevel'> &
  Pick<NewOrganization, 'numbers' | 'attributes'> &
  Pick<NewCitizen, 'handle' | 'phone' | 'passwordHash'>

function ofCitizen(citizen: NewCitizen): Opener {
  const { idNumbers, phone, handle, passwordHash, identityAssuranceLevel = 2 } = citizen
  const numbers = idNumbers.map(number => ({ kind: 'person' as const, number }))
  return {
    ...{ kind: 'citizen', identityAssuranceLevel, numbers, attributes: attributesOf(citizen) },
    ...{ phone, handle, passwordHash },
  }
}

function ofOrganization({ kind, numbers, attributes, handle }: NewOrganization): Opener {
  return { kind, identityAssuranceLevel: 3, numbers, attributes, handle }
}

/** Each once, and always in one order: two who claim the same numbers the other way around would wait for each other. */
function inOneOrder(numbers: AccountNumber[]): AccountNumber[] {
  const byName = new Map(numbers.map(number => [`${number.kind} ${number.number}`, number]))
  return [...byName.keys()].sort().flatMap(name => byName.get(name) ?? [])
}

type Adding = { id: string; holder: Opener; parts: OpenAccountParts }

async function addHandles(tx: Transaction<NationalTables>, { id, holder, parts }: Adding): Promise<Opened | undefined> {
  const { phone, handle } = holder
  if (handle) {
    const known = { ...handle, accountId: id, identifies: true, createdAt: parts.clock() }
    const added = await handlesStore(tx, parts).add(parts.random, known)
    if (added.kind === 'taken') return { kind: 'already-registered' }
  }
  if (!phone) return undefined
  const added = await addPhone(parts, tx, { accountId: id, phone: phone.value, verified: phone.verified })
  return added.kind === 'refused' ? added : undefined
}

function attributesOf(citizen: NewCitizen): NewOrganization['attributes'] {
  const { source, dateOfBirth, phone, email, sex } = citizen
  const confirmed = (value: string) => ({ value, source, verified: true })
  // Of two old ones the first is shown.
  const numbers = citizen.idNumbers.toReversed().map(number => [numberName(number), confirmed(number)])
  return {
    fullName: confirmed(citizen.fullName),
    ...(dateOfBirth ? { dateOfBirth: confirmed(dateOfBirth) } : {}),
    ...(sex ? { sex: confirmed(sex) } : {}),
    ...Object.fromEntries(numbers),
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
  }
}

/** Under which name an account shows a number of a person. */
export function numberName(number: string): 'citizenIdNumber' | 'identityCardNumber' {
  return number.length === 12 ? 'citizenIdNumber' : 'identityCardNumber'
}

function obtained(stated: NewOrganization['attributes'], obtainedAt: Date): Attributes {
  return Object.fromEntries(Object.entries(stated).map(([name, value]) => [name, { ...value, obtainedAt }]))
}
