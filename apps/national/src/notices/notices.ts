import type { OtpMessage } from '@motcua/sign-in/otp/sms-otp.ts'
import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'

/** What a person is told without having asked: by SMS to every phone of theirs, by mail where there is one. */
export type Notice = {
  kind: 'password-changed' | 'account-opened'
  language: 'vi' | 'en'
  phones: string[]
  email?: string | undefined
  at: Date
}

type Telling = { tx: Transaction<NationalTables>; outbox: Parts['outbox'] }

/** The write that puts a one-time code into the outbox, in the transaction that saves the flow. */
export function sendingOtp({ outbox }: Pick<Telling, 'outbox'>, message: OtpMessage) {
  return async (tx: Telling['tx']): Promise<undefined> => {
    const payload = { ...message, validUntil: message.validUntil.getTime() }
    await outbox.enqueue(tx, { name: 'sms.otp', payload })
  }
}

export async function tell({ tx, outbox }: Telling, notice: Notice): Promise<void> {
  const { kind, language } = notice
  const at = notice.at.getTime()
  for (const to of notice.phones) await outbox.enqueue(tx, { name: 'sms.notice', payload: { kind, language, to, at } })
  if (notice.email) await outbox.enqueue(tx, { name: 'mail.notice', payload: { kind, language, to: notice.email, at } })
}
