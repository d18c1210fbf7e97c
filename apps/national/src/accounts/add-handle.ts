import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'
import { addPhone } from './add-phone.ts'
import { handlesStore, type NewHandle } from './handles-store.ts'

/** So many handles of one method are enough for anybody; every further one is another to guess at. */
export const HANDLES_PER_METHOD = 10

export type AddedOrNot =
  | { kind: 'added'; id: string }
  | { kind: 'refused'; reason: 'taken' | 'had-already' | 'too-many' | 'too-many-accounts' }

/** Gives an account another handle, as the rules of its method have it: phones go by their own (`addPhone`). */
export async function addHandle(
  parts: Pick<Parts, 'sealer' | 'index' | 'random' | 'clock'>,
  tx: Transaction<NationalTables>,
  handle: Omit<NewHandle, 'createdAt' | 'isDefault'>,
): Promise<AddedOrNot> {
  const { accountId, method, value } = handle
  const handles = handlesStore(tx, parts)
  await handles.hold(accountId)
  const own = await handles.list(accountId, method)
  if (own.some(one => one.value === value)) return { kind: 'refused', reason: 'had-already' }
  if (own.length >= HANDLES_PER_METHOD) return { kind: 'refused', reason: 'too-many' }
  if (method === 'sms-otp')
    return addedPhone(parts, tx, { accountId, phone: value, verified: handle.verified ?? false })
  const added = await handles.add(parts.random, { ...handle, createdAt: parts.clock() })
  return added.kind === 'added' ? added : { kind: 'refused', reason: 'taken' }
}

async function addedPhone(...[parts, tx, phone]: Parameters<typeof addPhone>): Promise<AddedOrNot> {
  const added = await addPhone(parts, tx, phone)
  if (added.kind === 'had-already') throw new Error('a phone was added while the account was held')
  return added
}
