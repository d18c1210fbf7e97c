import type { ProvinceCatalogue } from '@motcua/contracts/province-catalogue.ts'
import { searchKey } from '@motcua/identifiers/diacritics.ts'
import type { Kysely, Transaction } from 'kysely'
import type { CheckOutcome, ProceduresTables } from './tables.ts'

export type Check = {
  province: { gsoCode: string; organizationCode: string; name: string }
  outcome: CheckOutcome
  now: Date
}
export type CatalogueState = { gsoCode: string; name: string; checkedAt: Date; outcome: CheckOutcome; held: boolean }

/** PostgreSQL takes 65,535 parameters in a statement; the widest row has eleven. */
const ROWS_AT_ONCE = 2_000

/** The stored catalogues, as the synchronisation sees them. */
export function catalogueStore(db: Kysely<ProceduresTables>) {
  return {
    /** The version held of a province's catalogue; undefined when there is none yet. */
    async version(gsoCode: string): Promise<string | undefined> {
      const row = await db
        .selectFrom('catalogue_state')
        .select('version')
        .where('province', '=', gsoCode)
        .executeTakeFirst()
      return row?.version ?? undefined
    },

    /** Puts a catalogue in the place of the old one, wholly or not at all. Readers see the old one until then. */
    async replace(catalogue: ProvinceCatalogue, now: Date): Promise<'replaced' | 'unchanged'> {
      return replace(db, catalogue, now)
    },

    /** Remembers that a province was asked and what came of it; its catalogue stays as it is. */
    async note(check: Check): Promise<void> {
      await note(db, check)
    },

    async states(): Promise<CatalogueState[]> {
      const rows = await db.selectFrom('catalogue_state').selectAll().orderBy('province').execute()
      return rows.map(row => ({
        gsoCode: row.province,
        name: row.name,
        checkedAt: row.checked_at,
        outcome: row.outcome,
        held: row.version !== null,
      }))
    },
  }
}

export type CatalogueStore = ReturnType<typeof catalogueStore>

async function replace(
  db: Kysely<ProceduresTables>,
  catalogue: ProvinceCatalogue,
  now: Date,
): Promise<'replaced' | 'unchanged'> {
  const { gsoCode } = catalogue.province
  return db.transaction().execute(async tx => {
    // Writing the row locks it: two portal processes that bring the same news queue here, the second finds nothing to do.
    await note(tx, { province: catalogue.province, outcome: 'replaced', now })
    const held = await tx
      .selectFrom('catalogue_state')
      .select('version')
      .where('province', '=', gsoCode)
      .executeTakeFirstOrThrow()
    if (held.version === catalogue.version) return 'unchanged'
    await clear(tx, gsoCode)
    await fill(tx, catalogue)
    await tx
      .updateTable('catalogue_state')
      .set({ version: catalogue.version, replaced_at: now })
      .where('province', '=', gsoCode)
      .execute()
    return 'replaced'
  })
}

async function note(db: Kysely<ProceduresTables>, { province, outcome, now }: Check): Promise<void> {
  const { gsoCode, organizationCode, name } = province
  const seen = { organization_code: organizationCode, name, checked_at: now, outcome }
  await db
    .insertInto('catalogue_state')
    .values({ province: gsoCode, ...seen, version: null, replaced_at: null })
    .onConflict(conflict => conflict.column('province').doUpdateSet(seen))
    .execute()
}

async function clear(tx: Transaction<ProceduresTables>, gsoCode: string): Promise<void> {
  await tx.deleteFrom('procedures').where('province', '=', gsoCode).execute()
  await tx.deleteFrom('agencies').where('province', '=', gsoCode).execute()
  await tx.deleteFrom('fields').where('province', '=', gsoCode).execute()
}

async function fill(tx: Transaction<ProceduresTables>, catalogue: ProvinceCatalogue): Promise<void> {
  const province = catalogue.province.gsoCode
  const fields = catalogue.fields.map(({ code, name }, position) => ({ province, code, name, position }))
  for (const rows of batches(fields)) await tx.insertInto('fields').values(rows).execute()
  const agencies = catalogue.agencies.map(agency => {
    return { province, code: agency.code, name: agency.name, level: agency.level, place: placeOf(agency) }
  })
  for (const rows of batches(agencies)) await tx.insertInto('agencies').values(rows).execute()
  const procedures = catalogue.procedures.map((procedure, position) => ({
    ...procedureRow(province, procedure),
    position,
  }))
  for (const rows of batches(procedures)) await tx.insertInto('procedures').values(rows).execute()
}

function placeOf(agency: ProvinceCatalogue['agencies'][number]): string | null {
  return agency.level === 'province' ? null : agency.place
}

function procedureRow(province: string, procedure: ProvinceCatalogue['procedures'][number]) {
  const { processingTime, fee, documents, steps, legalBasis } = procedure
  return {
    province,
    national_code: procedure.nationalCode,
    provincial_code: procedure.provincialCode,
    service_code: procedure.serviceCode,
    name: procedure.name,
    search_key: searchKey(procedure.name),
    field: procedure.field,
    level: procedure.level,
    service_level: procedure.serviceLevel,
    agencies: procedure.agencies === 'all' ? null : procedure.agencies,
    details: JSON.stringify({ processingTime, fee, documents, steps, legalBasis }),
  }
}

function batches<T>(rows: T[]): T[][] {
  const count = Math.ceil(rows.length / ROWS_AT_ONCE)
  return Array.from({ length: count }, (_, index) => rows.slice(index * ROWS_AT_ONCE, (index + 1) * ROWS_AT_ONCE))
}
