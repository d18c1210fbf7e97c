import type { AdminLevel, CatalogueProcedure } from '@motcua/contracts/province-catalogue.ts'
import { searchKey } from '@motcua/identifiers/diacritics.ts'
import { type Catalogue, receives } from './catalogue.ts'

export const PAGE_SIZE = 20

export type Filter = {
  q: string
  field?: string | undefined
  level?: AdminLevel | undefined
  agency?: string | undefined
  page: number
}
/** `page` is the one asked for, or the last where a later one was asked for. */
export type Listing = { total: number; page: number; pages: number; rows: CatalogueProcedure[] }

/** The procedures that answer to every filter, the closest names first, else in the catalogue's order. */
export function searchProcedures(catalogue: Catalogue, filter: Filter): Listing {
  const agency = filter.agency === undefined ? undefined : catalogue.agency(filter.agency)
  const ranked = catalogue.published.procedures
    .filter(one => filter.field === undefined || one.field === filter.field)
    .filter(one => filter.level === undefined || one.level === filter.level)
    .filter(one => filter.agency === undefined || (agency !== undefined && receives(agency, one)))
    .map(procedure => ({ procedure, rank: rankOf(procedure, filter.q) }))
    .filter(one => one.rank < NO_MATCH)
    .toSorted((a, b) => a.rank - b.rank)
  const pages = Math.max(1, Math.ceil(ranked.length / PAGE_SIZE))
  const page = Math.min(filter.page, pages)
  const rows = ranked.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(one => one.procedure)
  return { total: ranked.length, page, pages, rows }
}

const NO_MATCH = 6

/** As the national portal ranks: the name or code itself, names that begin so, contain the phrase, its words, the rest. */
function rankOf(procedure: CatalogueProcedure, q: string): number {
  const phrase = searchKey(q)
  const code = q.trim().toUpperCase()
  if (phrase === '') return 0
  const key = searchKey(procedure.name)
  if (key === phrase || procedure.nationalCode === code) return 0
  if (`${key} `.startsWith(`${phrase} `)) return 1
  if (` ${key} `.includes(` ${phrase} `)) return 2
  if (` ${key}`.includes(` ${phrase}`)) return 3
  const words = phrase.split(' ')
  if (words.every(word => ` ${key}`.includes(` ${word}`))) return 4
  return words.every(word => key.includes(word)) || procedure.provincialCode.startsWith(code) ? 5 : NO_MATCH
}
