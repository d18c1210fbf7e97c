import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import { tell } from '../notices/notices.ts'
import type { Parts } from '../parts.ts'
import type { Statement } from './complaint.ts'

type Received = { code: string; statement: Statement; language: 'vi' | 'en' }

/** Confirms by SMS and mail, as far as there are such contacts, that a case was taken in. */
export async function tellReceived(
  { tx, parts }: { tx: Transaction<NationalTables>; parts: Parts },
  { code, statement: { phone, email }, language }: Received,
): Promise<void> {
  const phones = phone ? [phone] : []
  const notice = { kind: 'complaint-received', language, phones, email, at: parts.clock(), values: { code } } as const
  await tell({ tx, parts }, notice)
}
