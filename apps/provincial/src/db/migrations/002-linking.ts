import { type Kysely, sql } from 'kysely'

/**
 * Links to national accounts, and what is kept between leaving for the national portal and coming back. States and
 * tickets are bearer secrets, so only their hashes are kept.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table account_links (
      issuer text not null, subject text not null, account_id uuid not null references accounts,
      linked_at timestamptz not null,
      primary key (issuer, subject), unique (account_id, issuer)
    )`.execute(db)
  await sql`
    create table national_sessions (
      session_id uuid primary key references sessions on delete cascade, sealed text not null
    )`.execute(db)
  await sql`
    create table sso_requests (
      state_hash bytea primary key, browser bytea not null, sealed text not null, expires_at timestamptz not null
    )`.execute(db)
  await sql`create index sso_requests_expiry on sso_requests (expires_at)`.execute(db)
  await sql`
    create table sso_tickets (
      ticket_hash bytea primary key, browser bytea not null, sealed text not null, expires_at timestamptz not null
    )`.execute(db)
  await sql`create index sso_tickets_expiry on sso_tickets (expires_at)`.execute(db)
}
