import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'
import { handlesStore } from './handles-store.ts'

/** A number may receive the codes of so many accounts (product rules, Mất số điện thoại nhận OTP). */
const ACCOUNTS_PER_PHONE = 5

export type PhoneAdded =
  | { kind: 'added'; id: string }
  | { kind: 'had-already'; id: string }
  | { kind: 'refused'; reason: 'too-many-accounts' }

type Adding = { accountId: string; phone: string; verified: boolean }

/** Gives an account another phone for codes; one it has already keeps its place, and may become verified. */
export async function addPhone(
  parts: Pick<Parts, 'sealer' | 'index' | 'random' | 'clock'>,
  tx: Transaction<NationalTables>,
  { accountId, phone, verified }: Adding,
): Promise<PhoneAdded> {
  const handles = handlesStore(tx, parts)
  const elsewhere = await handles.countElsewhere(accountId, { method: 'sms-otp', value: phone })
  if (elsewhere >= ACCOUNTS_PER_PHONE) return { kind: 'refused', reason: 'too-many-accounts' }
  const own = await handles.list(accountId, 'sms-otp')
  const had = own.find(({ value }) => value === phone)
  if (had) {
    if (verified) await handles.verify(had.id)
    return { kind: 'had-already', id: had.id }
  }
  const isDefault = own.length === 0
  const added = await handles.add(parts.random, {
    ...{ accountId, method: 'sms-otp', value: phone, verified, isDefault, createdAt: parts.clock() },
  })
  if (added.kind === 'taken') throw new Error('a phone was taken while its count was held')
  return added
}
