import { type Kysely, sql } from 'kysely'

/** Accounts and what is known of them. Numbers are unique over all accounts: one account per person or organisation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table accounts (
      id uuid primary key,
      kind text not null check (kind in ('citizen', 'enterprise', 'agency')),
      status text not null check (status in ('active', 'locked', 'disputed', 'closed')),
      identity_assurance_level smallint not null check (identity_assurance_level between 1 and 3),
      technical_id uuid not null unique,
      created_at timestamptz not null
    )`.execute(db)
  await sql`
    create table account_numbers (
      number_index bytea primary key,
      account_id uuid not null references accounts,
      kind text not null check (kind in ('person', 'tax-code', 'organization-code')),
      sealed text not null
    )`.execute(db)
  await sql`create index account_numbers_of on account_numbers (account_id)`.execute(db)
  await sql`
    create table account_attributes (
      account_id uuid not null references accounts, name text not null, sealed text not null,
      source text not null, verified boolean not null, obtained_at timestamptz not null,
      primary key (account_id, name),
      check (not (verified and source = 'self-asserted'))
    )`.execute(db)
  await sql`create table passwords (account_id uuid primary key references accounts, hash text not null, changed_at timestamptz not null)`.execute(
    db,
  )
  await sql`
    create table handles (
      id uuid primary key, account_id uuid not null references accounts, method text not null,
      handle_index bytea not null, sealed text not null, is_default boolean not null,
      created_at timestamptz not null, last_used_at timestamptz,
      unique (account_id, method, handle_index)
    )`.execute(db)
  await sql`create unique index handles_default on handles (account_id, method) where is_default`.execute(db)
  await sql`create index handles_by_index on handles (method, handle_index)`.execute(db)
  await sql`
    create table acceptances (
      account_id uuid not null references accounts, document text not null, version text not null,
      text_hash text not null, accepted_at timestamptz not null,
      primary key (account_id, document, version)
    )`.execute(db)
  await sql`create table index_keys (purpose text primary key, key_id text not null)`.execute(db)
}
