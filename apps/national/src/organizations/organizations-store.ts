import type { DirectoryEntry } from '@motcua/contracts/organization-directory.ts'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { OrganizationsTables } from './tables.ts'

/** What a government certificate says of its organisation. */
export type Sought = Partial<Pick<DirectoryEntry, 'taxCode' | 'budgetCode'>>

/** `several`: the number stands beside more than one organisation, so it tells none of them. */
export type FoundOrganization = { kind: 'found'; entry: DirectoryEntry } | { kind: 'unknown' } | { kind: 'several' }

type Row = Selectable<OrganizationsTables['organizations']>

/** As many rows as one statement takes without coming near PostgreSQL's 65,535 parameters. */
const ROWS_AT_ONCE = 5_000

/** The directory of state organisations. */
export function organizationsStore(db: Kysely<OrganizationsTables>) {
  async function only(column: 'tax_code' | 'budget_code', number: string): Promise<FoundOrganization> {
    const rows = await db.selectFrom('organizations').selectAll().where(column, '=', number).limit(2).execute()
    const [row] = rows
    if (!row) return { kind: 'unknown' }
    return rows.length > 1 ? { kind: 'several' } : { kind: 'found', entry: entryOf(row) }
  }

  return {
    /** The organisation with these numbers: by its MNS, which is its own alone, and where none has it by its MST. */
    async findFor({ taxCode, budgetCode }: Sought): Promise<FoundOrganization> {
      const byBudget = budgetCode === undefined ? undefined : await only('budget_code', budgetCode)
      if (byBudget && byBudget.kind !== 'unknown') return byBudget
      return taxCode === undefined ? { kind: 'unknown' } : only('tax_code', taxCode)
    },

    /** The whole directory, by code. */
    async all(): Promise<DirectoryEntry[]> {
      return (await db.selectFrom('organizations').selectAll().orderBy('code').execute()).map(entryOf)
    },

    /** Until the transaction ends nobody else imports. */
    async hold(): Promise<void> {
      await sql`lock table organizations in share row exclusive mode`.execute(db)
    },

    async remove(codes: string[]): Promise<void> {
      for (const some of inParts(codes)) await db.deleteFrom('organizations').where('code', 'in', some).execute()
    },

    /** Adds entries, and replaces those whose code is there already. */
    async put(entries: DirectoryEntry[]): Promise<void> {
      for (const some of inParts(entries)) {
        await db
          .insertInto('organizations')
          .values(some.map(rowOf))
          .onConflict(conflict =>
            conflict.column('code').doUpdateSet(({ ref }) => ({
              ...{ name: ref('excluded.name'), governing_unit: ref('excluded.governing_unit') },
              ...{ address: ref('excluded.address'), tax_code: ref('excluded.tax_code') },
              budget_code: ref('excluded.budget_code'),
            })),
          )
          .execute()
      }
    },
  }
}

function inParts<T>(all: T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / ROWS_AT_ONCE) }, (_, part) =>
    all.slice(part * ROWS_AT_ONCE, (part + 1) * ROWS_AT_ONCE),
  )
}

function rowOf(entry: DirectoryEntry): Row {
  return {
    ...{ code: entry.code, name: entry.name, governing_unit: entry.governingUnit ?? null },
    ...{ address: entry.address ?? null, tax_code: entry.taxCode ?? null, budget_code: entry.budgetCode ?? null },
  }
}

function entryOf(row: Row): DirectoryEntry {
  return {
    ...{ code: row.code, name: row.name },
    ...(row.governing_unit === null ? {} : { governingUnit: row.governing_unit }),
    ...(row.address === null ? {} : { address: row.address }),
    ...(row.tax_code === null ? {} : { taxCode: row.tax_code }),
    ...(row.budget_code === null ? {} : { budgetCode: row.budget_code }),
  }
}
