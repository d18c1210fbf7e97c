import { type Kysely, sql } from 'kysely'

/** The catalogues of the provinces as last published; each is replaced as a whole, so nothing else refers to a row. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table catalogue_state (
      province text primary key check (province ~ '^[0-9]{2}$'),
      organization_code text not null unique, name text not null,
      version text, replaced_at timestamptz, checked_at timestamptz not null, outcome text not null,
      check ((version is null) = (replaced_at is null))
    )`.execute(db)
  await sql`
    create table fields (
      province text not null references catalogue_state, code text not null, name text not null, position integer not null,
      primary key (province, code)
    )`.execute(db)
  await sql`
    create table agencies (
      province text not null references catalogue_state, code text not null, name text not null,
      level text not null check (level in ('province', 'district', 'commune')), place text,
      primary key (province, code), check ((level = 'province') = (place is null))
    )`.execute(db)
  await sql`create index agencies_of_place on agencies (province, place)`.execute(db)
  await sql`
    create table procedures (
      province text not null, national_code text not null, provincial_code text not null unique,
      service_code text not null, name text not null, search_key text not null, position integer not null, field text not null,
      level text not null check (level in ('province', 'district', 'commune')),
      service_level smallint not null check (service_level in (3, 4)), agencies text[], details jsonb not null,
      primary key (province, national_code), foreign key (province, field) references fields
    )`.execute(db)
  await sql`create index procedures_of_nation on procedures (national_code)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['procedures', 'agencies', 'fields', 'catalogue_state']) {
    await sql`drop table ${sql.table(table)}`.execute(db)
  }
}
