import { type Kysely, sql } from 'kysely'

/** When an account was last used, and how often its holder was told that it will be locked for lack of use. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table accounts add column last_used_at timestamptz,
      add column inactivity_notices smallint not null default 0 check (inactivity_notices between 0 and 2),
      add column inactivity_noticed_at timestamptz`.execute(db)
  await sql`
    update accounts set last_used_at = greatest(created_at,
      (select max(last_seen_at) from sessions where sessions.account_id = accounts.id))`.execute(db)
  await sql`alter table accounts alter column last_used_at set not null`.execute(db)
  await sql`create index accounts_unused on accounts (last_used_at) where status = 'active'`.execute(db)
}
