import type { Generated, Selectable } from 'kysely'

export type NoticeChannel = 'sms' | 'mail'

/** sent: taken by the SMS centre or the relay. failed: it came back that it reached nobody. dead: given up. */
export const noticeStates = ['queued', 'sending', 'sent', 'delivered', 'failed', 'dead'] as const
export type NoticeState = (typeof noticeStates)[number]

/** unreadable: what was sealed does not open any more. error: our own mistake, which the log tells. */
export type DeathReason = 'refused' | 'unavailable' | 'unreadable' | 'error'

export type NoticesTables = {
  notices: NoticeTable
  /** Receipts that came before it was known which message they speak of. */
  early_receipts: { message_id: string; kind: 'delivered' | 'failed'; received_at: Date }
}

type NoticeTable = {
  id: string
  /** 0–4095, by which the SMS centre knows a repeat. */
  reference: Generated<number>
  account_id: string | null
  kind: string
  channel: NoticeChannel
  state: NoticeState
  sealed_address: string | null
  sealed_words: string | null
  attempts: Generated<number>
  /** What the last try that failed came to. */
  reason: DeathReason | null
  message_id: string | null
  created_at: Date
  /** When it was put into the queue, at first or anew; tries end a while after that. */
  queued_at: Date
  /** From then on it gets a new job, because the one it had must be gone. */
  wake_at: Date
  lease_until: Date | null
  sent_at: Date | null
  receipt_at: Date | null
  dead_at: Date | null
}

export type NoticeRow = Selectable<NoticeTable>
