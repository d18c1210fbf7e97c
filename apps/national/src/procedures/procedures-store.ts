import type { AdminLevel } from '@motcua/contracts/province-catalogue.ts'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { SearchTerms } from './search.ts'
import type { ProcedureDetails, ProceduresTables } from './tables.ts'

/** Where a visitor wants to submit: GSO codes of a commune and what it lies in. A few districts have no communes. */
export type Place = { province: string; district: string; commune?: string }

/** A procedure as offered at one place: the place decides which agency receives it. */
export type Offer = {
  nationalCode: string
  provincialCode: string
  serviceCode: string
  name: string
  fieldName: string
  level: AdminLevel
  serviceLevel: number
  agencyCode: string
  agencyName: string
  details: ProcedureDetails
}

export type Filter = {
  terms?: SearchTerms | undefined
  field?: string | undefined
  level?: AdminLevel | undefined
  agency?: string | undefined
  page: number
}
/** `page` is the one given: the last one where a later one was asked for. */
export type Listing<T> = { total: number; page: number; pages: number; rows: T[] }
export type Choice = { code: string; name: string }
export type Found = { nationalCode: string; name: string; provinces: { gsoCode: string; name: string }[] }

export const PAGE_SIZE = 20

/** What the published catalogues offer, as visitors look for it. */
export function proceduresStore(db: Kysely<ProceduresTables>) {
  return {
    /** Procedures on offer at a place: best match first or, when nothing is looked for, in the catalogue's order. */
    async offers(place: Place, filter: Filter): Promise<Listing<Offer>> {
      const { terms } = filter
      const wanted = narrowed(offersAt(db, place), filter)
      const { total } = await wanted.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
      const { page, pages } = pageOf(filter.page, total)
      const rows = await wanted
        .select(offerColumns)
        .$call(query => (terms === undefined ? query : query.orderBy(rank(terms)).orderBy('p.search_key')))
        .orderBy('p.position')
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
        .execute()
      return { total, page, pages, rows }
    },

    /** One procedure at one place; undefined when it is not on offer there. */
    async offer(place: Place, nationalCode: string): Promise<Offer | undefined> {
      return offersAt(db, place).select(offerColumns).where('p.national_code', '=', nationalCode).executeTakeFirst()
    },

    /** The fields and agencies of what is on offer at a place. */
    async choices(place: Place): Promise<{ fields: Choice[]; agencies: Choice[] }> {
      const pairs = await offersAt(db, place)
        .select(['f.code as fieldCode', 'f.name as fieldName', 'a.code as agencyCode', 'a.name as agencyName'])
        .groupBy(['f.code', 'f.name', 'f.position', 'a.code', 'a.name'])
        .orderBy('f.position')
        .execute()
      const fields = new Map(pairs.map(({ fieldCode, fieldName }) => [fieldCode, fieldName]))
      const agencies = new Map(pairs.map(({ agencyCode, agencyName }) => [agencyCode, agencyName]))
      return { fields: choicesOf(fields), agencies: choicesOf(agencies).toSorted((a, b) => (a.code < b.code ? -1 : 1)) }
    },

    /** Procedures of these provinces, each once with those that offer it. */
    async search(terms: SearchTerms, asked: Search): Promise<Listing<Found>> {
      return search(db, terms, asked)
    },

    /** Provinces whose catalogue is here. */
    async provinces(): Promise<Choice[]> {
      return db
        .selectFrom('catalogue_state')
        .select(['province as code', 'name'])
        .where('version', 'is not', null)
        .orderBy('province')
        .execute()
    },
  }
}

export type ProceduresStore = ReturnType<typeof proceduresStore>

type Search = { page: number; provinces: string[] }

async function search(db: Kysely<ProceduresTables>, terms: SearchTerms, asked: Search): Promise<Listing<Found>> {
  const found = db
    .selectFrom('procedures as p')
    .innerJoin('catalogue_state as s', 's.province', 'p.province')
    .where(matches(terms))
    .where(sql<boolean>`p.province = any(${asked.provinces})`)
  const { total } = await found
    .select(sql<number>`count(distinct p.national_code)`.as('total'))
    .executeTakeFirstOrThrow()
  const { page, pages } = pageOf(asked.page, total)
  const rows = await found
    .groupBy('p.national_code')
    .select(['p.national_code as nationalCode', sql<string>`min(p.name)`.as('name'), provincesOf.as('provinces')])
    .orderBy(sql`min(${rank(terms)})`)
    .orderBy(sql`min(p.search_key)`)
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
    .execute()
  return { total, page, pages, rows }
}

const provincesOf = sql<
  Found['provinces']
>`json_agg(json_build_object('gsoCode', s.province, 'name', s.name) order by s.province)`

const offerColumns = [
  'p.national_code as nationalCode',
  'p.provincial_code as provincialCode',
  'p.service_code as serviceCode',
  'p.name',
  'f.name as fieldName',
  'p.level',
  'p.service_level as serviceLevel',
  'a.code as agencyCode',
  'a.name as agencyName',
  'p.details',
] as const

/** Each procedure of the province with the agency that receives it there; without such an agency it is not on offer. */
function offersAt(db: Kysely<ProceduresTables>, { province, district, commune }: Place) {
  return db
    .with(
      // A province has hundreds of agencies, a place about twenty: found once, not once a procedure.
      cte => cte('here').materialized(),
      query =>
        query
          .selectFrom('agencies')
          .select(['code', 'name', 'level'])
          .where('province', '=', province)
          .where(at => at.or([at('place', 'is', null), at('place', 'in', [district, commune ?? district])])),
    )
    .selectFrom('procedures as p')
    .innerJoin('fields as f', join => join.onRef('f.province', '=', 'p.province').onRef('f.code', '=', 'p.field'))
    .innerJoinLateral(
      eb =>
        eb
          .selectFrom('here')
          .select(['here.code', 'here.name'])
          .whereRef('here.level', '=', 'p.level')
          .where(sql<boolean>`(p.agencies is null or here.code = any(p.agencies))`)
          .orderBy('here.code')
          .limit(1)
          .as('a'),
      join => join.onTrue(),
    )
    .where('p.province', '=', province)
}

function narrowed(offers: ReturnType<typeof offersAt>, { terms, field, level, agency }: Filter) {
  let wanted = offers
  if (terms !== undefined) wanted = wanted.where(matches(terms))
  if (field !== undefined) wanted = wanted.where('p.field', '=', field)
  if (level !== undefined) wanted = wanted.where('p.level', '=', level)
  if (agency !== undefined) wanted = wanted.where('a.code', '=', agency)
  return wanted
}

/** Every word occurs in the name, or the text is the beginning of a code. `strpos` takes any sign for itself. */
function matches({ words, code }: SearchTerms): RawBuilder<boolean> {
  const everyWord = sql.join(
    words.map(word => sql`strpos(p.search_key, ${word}) > 0`),
    sql` and `,
  )
  return sql<boolean>`((${everyWord}) or starts_with(p.provincial_code, ${code}))`
}

/** Small is better: the name or code itself, then names that begin so, contain the phrase, contain its words, the rest. */
function rank({ phrase, words, code }: SearchTerms): RawBuilder<number> {
  const wordStarts = sql.join(
    words.map(word => sql`strpos(' ' || p.search_key, ${` ${word}`}) > 0`),
    sql` and `,
  )
  return sql<number>`case
    when p.search_key = ${phrase} or p.national_code = ${code} then 0
    when starts_with(p.search_key || ' ', ${`${phrase} `}) then 1
    when strpos(' ' || p.search_key || ' ', ${` ${phrase} `}) > 0 then 2
    when strpos(' ' || p.search_key, ${` ${phrase}`}) > 0 then 3
    when ${wordStarts} then 4
    else 5 end`
}

function choicesOf(names: Map<string, string>): Choice[] {
  return [...names].map(([code, name]) => ({ code, name }))
}

function pageOf(asked: number, total: number): { page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE))
  return { page: Math.min(asked, pages), pages }
}
