import { type Kysely, sql } from 'kysely'

/**
 * What people are told, one row a message and channel. The row, not its job, says what became of it. Address and words
 * are sealed and go after a while; the row stays. References come round again after 4096 messages.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create sequence notice_references as smallint minvalue 0 maxvalue 4095 start 0 cycle`.execute(db)
  await sql`
    create table notices (
      id uuid primary key, reference smallint not null default nextval('notice_references'),
      account_id uuid references accounts, kind text not null, channel text not null check (channel in ('sms', 'mail')),
      state text not null check (state in ('queued', 'sending', 'sent', 'delivered', 'failed', 'dead')),
      sealed_address text, sealed_words text, attempts integer not null default 0, reason text, message_id text,
      created_at timestamptz not null, queued_at timestamptz not null, wake_at timestamptz not null,
      lease_until timestamptz, sent_at timestamptz, receipt_at timestamptz, dead_at timestamptz,
      check ((state = 'sending') = (lease_until is not null)),
      check ((state = 'dead') = (dead_at is not null)),
      check (state not in ('sent', 'delivered', 'failed') or sent_at is not null)
    )`.execute(db)
  await sql`create index notices_to_wake on notices (wake_at) where state in ('queued', 'sending')`.execute(db)
  await sql`create index notices_tried on notices (channel, attempts) where state in ('queued', 'sending')`.execute(db)
  await sql`create index notices_dead on notices (dead_at) where state = 'dead'`.execute(db)
  await sql`create index notices_awaiting_receipt on notices (message_id) where state = 'sent'`.execute(db)
  await sql`create index notices_to_erase on notices (created_at) where sealed_address is not null`.execute(db)
  await sql`create index notices_of_account on notices (account_id, created_at)`.execute(db)
  await sql`create index notices_by_age on notices (created_at)`.execute(db)
  await sql`
    create table early_receipts (
      message_id text not null, kind text not null check (kind in ('delivered', 'failed')),
      received_at timestamptz not null
    )`.execute(db)
  await sql`create index early_receipts_by_message on early_receipts (message_id)`.execute(db)
}
