import { type Kysely, sql } from 'kysely'

/** The directory of state organisations, and the budget number (MNS) as one more that an account is known by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table organizations (
      code text primary key, name text not null, governing_unit text, address text, tax_code text, budget_code text
    )`.execute(db)
  await sql`create index organizations_of_tax_code on organizations (tax_code)`.execute(db)
  await sql`create index organizations_of_budget_code on organizations (budget_code)`.execute(db)
  await sql`
    alter table account_numbers drop constraint account_numbers_kind_check, add constraint account_numbers_kind_check
      check (kind in ('person', 'tax-code', 'budget-code', 'organization-code'))`.execute(db)
}
