import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import { type Notice, tell } from '../notices/notices.ts'
import type { Parts } from '../parts.ts'
import { accountsStore } from './accounts-store.ts'
import { handlesStore } from './handles-store.ts'
import { shownObjectionCode } from './objection-code.ts'
import { allowObjection, type ObjectionableEvent, objectionable, phonesToComeBack, type Undo } from './objections.ts'

export type Telling = Pick<Notice, 'kind' | 'language' | 'values'> & {
  accountId: string
  /** What an objection takes back. */
  undo?: Undo | undefined
  /** Numbers that are no longer the account's: whoever had them is told too. */
  formerPhones?: string[]
}

/**
 * Tells the holder by every channel of the account: all its phones, those an objection would bring back, and its e-mail.
 * What can be objected to carries a code; an address that nobody has confirmed may be anybody's, and gets none.
 */
export async function tellHolder(
  parts: Pick<Parts, 'sealer' | 'index' | 'random' | 'clock' | 'outbox'>,
  tx: Transaction<NationalTables>,
  telling: Telling,
): Promise<void> {
  const { accountId, kind, language, values, undo, formerPhones = [] } = telling
  const handles = await handlesStore(tx, parts).list(accountId, 'sms-otp')
  const attributes = (await accountsStore(tx, parts).find(accountId))?.attributes
  const toComeBack = await phonesToComeBack(parts, tx, accountId)
  const phones = [...handles.map(({ value }) => value), ...formerPhones, ...toComeBack]
  const code = isObjectionable(kind) ? await allowObjection(parts, tx, { accountId, event: kind, undo }) : undefined
  const notice = { kind, language, accountId, at: parts.clock(), values }
  const objectionCode = code === undefined ? undefined : shownObjectionCode(code)
  await tell({ tx, parts }, { ...notice, phones, objectionCode })
  const { email } = attributes ?? {}
  if (!email) return
  await tell({ tx, parts }, { ...notice, phones: [], email: email.value, ...(email.verified ? { objectionCode } : {}) })
}

function isObjectionable(kind: Notice['kind']): kind is ObjectionableEvent & Notice['kind'] {
  return objectionable.some(event => event === kind)
}
