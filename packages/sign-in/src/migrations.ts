import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The first shape of the tables in tables.ts. Frozen once released: later changes are further migrations. */
export const signInMigrations: Record<string, Migration> = {
  '001-sign-in': { up },
}

async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table flows (
      id uuid primary key, kind text not null, browser bytea not null,
      version integer not null, held_until timestamptz, state text not null,
      created_at timestamptz not null, expires_at timestamptz not null, ended_at timestamptz
    )`.execute(db)
  await sql`create index flows_expiry on flows (expires_at)`.execute(db)
  await sql`
    create table counters (
      bucket bytea primary key, count integer not null, strikes integer not null default 0,
      window_ends timestamptz not null, blocked_until timestamptz
    )`.execute(db)
  await sql`create index counters_expiry on counters (window_ends)`.execute(db)
  await sql`create table spent_captchas (nonce bytea primary key, expires_at timestamptz not null)`.execute(db)
  await sql`
    create table sessions (
      id uuid primary key, token_hash bytea not null unique, account_id uuid not null, methods text not null,
      browser bytea not null, place text not null, device text not null,
      created_at timestamptz not null, authenticated_at timestamptz not null,
      last_seen_at timestamptz not null, ends_at timestamptz not null,
      ended_at timestamptz, end_reason text, check ((ended_at is null) = (end_reason is null))
    )`.execute(db)
  await sql`create index sessions_of_account on sessions (account_id) where ended_at is null`.execute(db)
  await sql`
    create table known_browsers (
      account_id uuid not null, browser bytea not null, first_seen_at timestamptz not null,
      last_seen_at timestamptz not null, primary key (account_id, browser)
    )`.execute(db)
  await sql`
    create table audit (
      id bigint generated always as identity primary key, at timestamptz not null, event text not null,
      account_id uuid, session_id uuid, details text not null, hash bytea
    )`.execute(db)
  await sql`create index audit_of_account on audit (account_id, id)`.execute(db)
  await sql`create index audit_unchained on audit (id) where hash is null`.execute(db)
  await appendOnly(db)
}

/** Rows of the audit trail are never removed or changed, but for receiving their link in the chain once. */
async function appendOnly(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function audit_is_append_only() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.hash is null and new.hash is not null
        and (new.id, new.at, new.event, new.account_id, new.session_id, new.details)
          is not distinct from (old.id, old.at, old.event, old.account_id, old.session_id, old.details)
      then return new; end if;
      raise exception 'the audit trail is append-only';
    end $$`.execute(db)
  await sql`create trigger audit_guard before update or delete on audit
    for each row execute function audit_is_append_only()`.execute(db)
  await sql`create trigger audit_guard_whole before truncate on audit
    for each statement execute function audit_is_append_only()`.execute(db)
}
