import { adminLevel } from '@motcua/contracts/province-catalogue.ts'
import type { Catalogue } from './catalogue.ts'
import type { Filter } from './search.ts'

const LONGEST_SEARCH = 200

export type ListingError = 'too-long' | 'unknown' | 'malformed'
export type ListingErrors = Partial<Record<'q' | 'linhvuc' | 'cap' | 'coquan' | 'trang', ListingError>>

/** Reads the parameters of a list. What is refused is left out and named in `errors`; the rest of the question stands. */
export function readListing(
  catalogue: Catalogue,
  fields: Record<string, string>,
): { filter: Filter; errors: ListingErrors } {
  const errors: ListingErrors = {}
  const q = (fields.q ?? '').trim()
  const filter: Filter = { q: q.slice(0, LONGEST_SEARCH), page: 1 }
  if (q.length > LONGEST_SEARCH) errors.q = 'too-long'
  if (fields.linhvuc) {
    if (catalogue.published.fields.some(one => one.code === fields.linhvuc)) filter.field = fields.linhvuc
    else errors.linhvuc = 'unknown'
  }
  if (fields.coquan) {
    if (catalogue.agency(fields.coquan)) filter.agency = fields.coquan
    else errors.coquan = 'unknown'
  }
  if (fields.cap) {
    const level = adminLevel.safeParse(fields.cap)
    if (level.success) filter.level = level.data
    else errors.cap = 'unknown'
  }
  if (fields.trang) {
    if (/^[1-9]\d{0,5}$/.test(fields.trang)) filter.page = Number(fields.trang)
    else errors.trang = 'malformed'
  }
  return { filter, errors }
}
