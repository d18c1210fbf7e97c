import { type Kysely, sql } from 'kysely'

/** The identity provider's records. Their ids are bearer secrets (codes, tokens), so only hashes are kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table oidc_records (
      model text not null, id_hash bytea not null, payload text not null,
      uid_hash bytea, grant_id text, session_id uuid references sessions,
      consumed_at timestamptz, expires_at timestamptz,
      primary key (model, id_hash)
    )`.execute(db)
  await sql`create index oidc_records_uid on oidc_records (uid_hash) where uid_hash is not null`.execute(db)
  await sql`create index oidc_records_grant on oidc_records (grant_id) where grant_id is not null`.execute(db)
  await sql`create index oidc_records_session on oidc_records (session_id) where session_id is not null`.execute(db)
  await sql`create index oidc_records_expiry on oidc_records (expires_at)`.execute(db)
  await sql`
    create table consents (
      account_id uuid not null references accounts, client_id text not null,
      text_version text not null, text_hash text not null, claims text not null,
      granted_at timestamptz not null, withdrawn_at timestamptz,
      primary key (account_id, client_id, granted_at)
    )`.execute(db)
  await sql`
    create table pairwise_subjects (
      account_id uuid not null references accounts, client_id text not null, subject uuid not null unique,
      primary key (account_id, client_id)
    )`.execute(db)
}
