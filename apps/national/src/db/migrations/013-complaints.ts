import { type Kysely, sql } from 'kysely'

/**
 * Ownership disputes: the cases, what happened to each, and the files that came with them. A file belongs to the
 * unfinished form it was uploaded to until the case is handed in, and to the case from then on.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table complaints (
      id uuid primary key,
      receipt_index bytea not null unique,
      contested_index bytea not null,
      contact_index bytea not null,
      state text not null check (state in ('received', 'in-progress', 'needs-more', 'resolved')),
      matter text not null check (matter in ('opened-by-another', 'used-by-another', 'lost-phone', 'other')),
      language text not null check (language in ('vi', 'en')),
      sealed text not null,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create index complaints_open on complaints (contested_index, contact_index) where state <> 'resolved'`.execute(
    db,
  )
  await sql`create index complaints_queue on complaints (state, created_at)`.execute(db)
  await sql`
    create table complaint_events (
      id bigint generated always as identity primary key, complaint_id uuid not null references complaints,
      at timestamptz not null,
      state text not null check (state in ('received', 'in-progress', 'needs-more', 'resolved')),
      sealed text
    )`.execute(db)
  await sql`create index complaint_events_of on complaint_events (complaint_id, id)`.execute(db)
  await sql`
    create table complaint_attachments (
      id uuid primary key, complaint_id uuid references complaints,
      position bigint generated always as identity, flow_id uuid, browser bytea, place_index bytea, digest_index bytea,
      kind text not null check (kind in ('pdf', 'jpeg', 'png', 'docx', 'xlsx')),
      size integer not null, name text not null, content bytea not null, uploaded_at timestamptz not null,
      unique (flow_id, browser, digest_index),
      check (num_nulls(flow_id, browser, place_index, digest_index) = case when complaint_id is null then 0 else 4 end)
    )`.execute(db)
  await sql`create index complaint_attachments_of on complaint_attachments (complaint_id)`.execute(db)
  // Sealed bytes do not get smaller: trying costs time at every upload.
  await sql`alter table complaint_attachments alter column content set storage external`.execute(db)
}
