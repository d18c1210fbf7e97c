import { type Kysely, sql } from 'kysely'

/**
 * Further methods, why an account is locked, and what its holder may object to. A handle that identifies belongs to one
 * account at most, whoever asks; `detail` holds what its method keeps beside the value (a public key, a device's name),
 * `counter` what only ever rises (the last time step of TOTP, a passkey's signature counter).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table accounts add column lock_reason text check (lock_reason in ('objection', 'inactivity', 'desk')),
      add column locked_at timestamptz`.execute(db)
  await sql`update accounts set lock_reason = 'desk', locked_at = now() where status = 'locked'`.execute(db)
  await sql`
    alter table accounts add constraint accounts_lock_told check (
      (status = 'locked') = (lock_reason is not null) and (lock_reason is null) = (locked_at is null)
    )`.execute(db)
  await sql`
    alter table handles add column verified boolean not null default true,
      add column identifies boolean not null default false,
      add column detail text,
      add column counter bigint not null default 0`.execute(db)
  await sql`create unique index handles_identifying on handles (method, handle_index) where identifies`.execute(db)
  await sql`
    create table objections (
      id uuid primary key, "order" bigint generated always as identity,
      account_id uuid not null references accounts, event text not null,
      code_index bytea not null unique, sealed text not null, undo text,
      created_at timestamptz not null, until timestamptz not null, objected_at timestamptz
    )`.execute(db)
  await sql`create index objections_of on objections (account_id, until)`.execute(db)
}
