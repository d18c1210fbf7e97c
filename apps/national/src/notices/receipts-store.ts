import { type Kysely, sql } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import type { SmsReceipt } from '../upstream/sms-centre.ts'

/** Delivery receipts: kept with the message they speak of, or by themselves until it is known. */
export function receiptsStore(db: Kysely<NationalTables>) {
  return {
    /** Keeps a receipt with its message, the latest of that id; false when none awaits one. Centres use ids again. */
    async keep({ messageId, kind }: SmsReceipt, now: Date): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('notices')
        .set({ state: kind, receipt_at: now })
        .where('state', '=', 'sent')
        .where('id', '=', eb =>
          eb
            .selectFrom('notices')
            .select('id')
            .where('message_id', '=', messageId)
            .where('state', '=', 'sent')
            .orderBy('sent_at', 'desc')
            .limit(1),
        )
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    /** Keeps a receipt by itself, if an SMS is out whose id is not yet known or has just become known. */
    async keepEarly({ messageId, kind }: SmsReceipt, now: Date): Promise<void> {
      await sql`
        insert into early_receipts (message_id, kind, received_at)
        select ${messageId}, ${kind}, ${now}
        where (select max(attempts) from notices where channel = 'sms' and state in ('queued', 'sending')) > 0
          or exists (select 1 from notices where message_id = ${messageId} and state = 'sent')`.execute(db)
    },

    /** Brings early receipts to the messages that have become known: of one id, or all. */
    async match(messageId?: string): Promise<void> {
      const one = messageId === undefined ? sql`true` : sql`early.message_id = ${messageId}`
      await sql`
        with matched as (
          update notices set state = early.kind, receipt_at = early.received_at
          from early_receipts early
          where notices.message_id = early.message_id and notices.state = 'sent'
            and notices.sent_at > early.received_at - interval '1 day' and ${one}
          returning early.message_id
        )
        delete from early_receipts where message_id in (select message_id from matched)`.execute(db)
    },

    async sweepEarly(before: Date): Promise<void> {
      await db.deleteFrom('early_receipts').where('received_at', '<', before).execute()
    },
  }
}
