import { type Kysely, sql } from 'kysely'

/** Accounts and what is known of them. One account per person, confirmed phone, confirmed e-mail and login name. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table accounts (
      id uuid primary key,
      status text not null check (status in ('active', 'locked', 'closed')),
      created_at timestamptz not null
    )`.execute(db)
  await sql`
    create table account_keys (
      account_id uuid not null references accounts,
      kind text not null check (kind in ('id-number', 'phone', 'email', 'login-name')),
      key_index bytea not null, sealed text not null, exclusive boolean not null,
      primary key (account_id, kind, key_index),
      check (exclusive or kind in ('phone', 'email'))
    )`.execute(db)
  await sql`create unique index account_keys_exclusive on account_keys (kind, key_index) where exclusive`.execute(db)
  await sql`create unique index account_keys_single on account_keys (account_id, kind) where kind <> 'id-number'`.execute(
    db,
  )
  await sql`
    create table account_attributes (
      account_id uuid not null references accounts, name text not null, sealed text not null,
      source text not null check (source in ('self-asserted', 'national-portal')),
      verified boolean not null, obtained_at timestamptz not null,
      primary key (account_id, name),
      check (not (verified and source = 'self-asserted'))
    )`.execute(db)
  await sql`create table passwords (account_id uuid primary key references accounts, hash text not null, changed_at timestamptz not null)`.execute(
    db,
  )
  await sql`create table index_keys (purpose text primary key, key_id text not null)`.execute(db)
}
