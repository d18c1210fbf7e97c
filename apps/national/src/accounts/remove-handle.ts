import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'
import { type Handle, handlesStore } from './handles-store.ts'
import { replaceRecoveryCodes, wantsRecoveryCodes } from './recovery-codes.ts'

/** `recoveryCodes` are those that went with it. */
export type HandleRemoved = { kind: 'removed'; handle: Handle; recoveryCodes: string[] | undefined } | { kind: 'gone' }

/**
 * Takes a handle from its account, and what hangs on it: where it was the default one, the oldest other one of its method
 * is now; where it was the last that recovery codes stand in for, they go too.
 */
export async function removeHandle(
  parts: Pick<Parts, 'sealer' | 'index' | 'random' | 'clock' | 'methods'>,
  tx: Transaction<NationalTables>,
  { id, accountId }: Pick<Handle, 'id' | 'accountId'>,
): Promise<HandleRemoved> {
  const handles = handlesStore(tx, parts)
  await handles.hold(accountId)
  const handle = await handles.find(accountId, id)
  if (!handle) return { kind: 'gone' }
  await handles.remove(accountId, id)
  const left = await handles.list(accountId)
  const next = left.find(({ method }) => method === handle.method)
  if (handle.isDefault && next) await handles.makeDefault(accountId, next)
  const wasLast = wantsRecoveryCodes(parts, [handle]) && !wantsRecoveryCodes(parts, left)
  const recoveryCodes = wasLast ? await replaceRecoveryCodes(parts, tx, { accountId, codes: [] }) : undefined
  return { kind: 'removed', handle, recoveryCodes }
}
