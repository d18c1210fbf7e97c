import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import { type Notice, tell } from '../notices/notices.ts'
import type { Parts } from '../parts.ts'
import { accountsStore } from './accounts-store.ts'
import { handlesStore } from './handles-store.ts'
import { shownObjectionCode } from './objection-code.ts'
import { allowObjection, type ObjectionableEvent, objectionable, type Undo } from './objections.ts'

export type Telling = Pick<Notice, 'kind' | 'language' | 'values'> & {
  accountId: string
  /** What an objection takes back. */
  undo?: Undo | undefined
  /** Numbers that are no longer the account's: whoever had them is told too. */
  formerPhones?: string[]
}

/** Tells the holder by every channel of the account: all its phones and its e-mail. What can be objected to carries a code. */
export async function tellHolder(parts: Parts, tx: Transaction<NationalTables>, telling: Telling): Promise<void> {
  const { accountId, kind, language, values, undo, formerPhones = [] } = telling
  const handles = await handlesStore(tx, parts).list(accountId, 'sms-otp')
  const attributes = (await accountsStore(tx, parts).find(accountId))?.attributes
  const phones = [...handles.map(({ value }) => value), ...formerPhones, attributes?.phone?.value ?? '']
  const code = isObjectionable(kind) ? await allowObjection(parts, tx, { accountId, event: kind, undo }) : undefined
  await tell(
    { tx, parts },
    {
      ...{ kind, language, accountId, at: parts.clock(), values, email: attributes?.email?.value },
      phones: [...new Set(phones.filter(phone => phone !== ''))],
      objectionCode: code === undefined ? undefined : shownObjectionCode(code),
    },
  )
}

function isObjectionable(kind: Notice['kind']): kind is ObjectionableEvent & Notice['kind'] {
  return objectionable.some(event => event === kind)
}
