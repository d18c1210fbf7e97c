import { randomUuid } from '@motcua/kit/random.ts'
import type { OtpMessage } from '@motcua/sign-in/otp/sms-otp.ts'
import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'
import { type NewNotice, noticesStore } from './notices-store.ts'
import type { NoticeChannel } from './tables.ts'
import { missingValue, type NoticeKind } from './wording.ts'

export type { NoticeKind } from './wording.ts'

/** What a person is told without having asked: by SMS to every phone of theirs, by mail where there is one. */
export type Notice = {
  kind: NoticeKind
  language: 'vi' | 'en'
  /** Whose account it tells of; undefined where there is none (a complaint). */
  accountId?: string | undefined
  /** E.164; one that is named twice is told once. */
  phones: string[]
  email?: string | undefined
  at: Date
  /** What one enters at /khong-phai-toi within 72 hours to object, such as K7Q2-M9XP-4T; the text then says so. */
  objectionCode?: string | undefined
  /**
   * What the text mentions, as people are to read it: `device` (new-device), `method` (method-added, method-removed),
   * `until` (the day of the lock, inactivity-…), `code` (the receipt code, complaint-received). Shortened to fit.
   */
  values?: Record<string, string> | undefined
}

type Transacting = Transaction<NationalTables>
export type Telling = { tx: Transacting; parts: Pick<Parts, 'outbox' | 'sealer' | 'random' | 'clock'> }

/** The job that carries a notice out of the house; its payload names the row and nothing else. */
export const noticeJobs: Record<NoticeChannel, string> = { sms: 'sms.notice', mail: 'mail.notice' }

/** The write that puts a one-time code into the outbox, in the transaction that saves the flow. */
export function sendingOtp({ outbox }: Pick<Parts, 'outbox'>, message: OtpMessage) {
  return async (tx: Transacting): Promise<undefined> => {
    const payload = { ...message, validUntil: message.validUntil.getTime() }
    await outbox.enqueue(tx, { name: 'sms.otp', payload })
  }
}

/**
 * Tells a person, in the transaction of the change they are told of: if and only if that is saved, one message leaves
 * for every phone and for the mailbox. @throws when a value that the text mentions is missing.
 */
export async function tell({ tx, parts }: Telling, notice: Notice): Promise<void> {
  const missing = missingValue(notice.kind, notice.values)
  if (missing !== undefined) throw new Error(`the notice ${notice.kind} mentions a ${missing}, which is not given`)
  for (const phone of new Set(notice.phones)) await put({ tx, parts }, { channel: 'sms', address: phone, notice })
  if (notice.email) await put({ tx, parts }, { channel: 'mail', address: notice.email, notice })
}

type Message = Pick<NewNotice, 'channel' | 'address'> & { notice: Notice }

async function put({ tx, parts }: Telling, { channel, address, notice }: Message): Promise<void> {
  const id = randomUuid(parts.random)
  const { kind, accountId, language, objectionCode, values } = notice
  const words = { language, at: notice.at.getTime(), objectionCode, values }
  await noticesStore(tx, parts).add({ id, accountId, kind, channel, address, words, createdAt: parts.clock() })
  await parts.outbox.enqueue(tx, { name: noticeJobs[channel], payload: { id } })
}
