import type { OtpMessage } from '@motcua/sign-in/otp/sms-otp.ts'
import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'

export const noticeKinds = [
  'account-opened',
  'new-device',
  'password-changed',
  'password-recovered',
  'phone-changed',
  'method-added',
  'method-removed',
  'account-locked',
  'account-unlocked',
  'inactivity-first',
  'inactivity-last',
  'complaint-received',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** What a person is told without having asked: by SMS to every phone of theirs, by mail where there is one. */
export type Notice = {
  kind: NoticeKind
  language: 'vi' | 'en'
  /** Whose account it tells of; undefined where there is none. */
  accountId?: string | undefined
  phones: string[]
  email?: string | undefined
  at: Date
  /** The code to object with, as people read it. */
  objectionCode?: string | undefined
  values?: Record<string, string> | undefined
}

type Tx = Transaction<NationalTables>

/** The write that puts a one-time code into the outbox, in the transaction that saves the flow. */
export function sendingOtp({ outbox }: Pick<Parts, 'outbox'>, message: OtpMessage) {
  return async (tx: Tx): Promise<undefined> => {
    const payload = { ...message, validUntil: message.validUntil.getTime() }
    await outbox.enqueue(tx, { name: 'sms.otp', payload })
  }
}

export async function tell({ tx, parts }: { tx: Tx; parts: Pick<Parts, 'outbox'> }, notice: Notice): Promise<void> {
  const { kind, language, objectionCode: code, values = {} } = notice
  const payload = { kind, language, at: notice.at.getTime(), code, values }
  for (const to of new Set(notice.phones))
    await parts.outbox.enqueue(tx, { name: 'sms.notice', payload: { ...payload, to } })
  if (notice.email) await parts.outbox.enqueue(tx, { name: 'mail.notice', payload: { ...payload, to: notice.email } })
}
