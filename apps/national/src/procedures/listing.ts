import { type AdminLevel, adminLevel } from '@motcua/contracts/province-catalogue.ts'
import { LONGEST_SEARCH, type SearchTerms, searchTerms } from './search.ts'

export type ListingError = 'too-long' | 'unknown' | 'malformed'

/** What a visitor asks of a list: the text as typed, what is looked for, filters, page. */
export type ListingQuery = {
  q: string
  terms?: SearchTerms
  field?: string
  level?: AdminLevel
  agency?: string
  page: number
  errors: { q?: ListingError; linhvuc?: ListingError; cap?: ListingError; coquan?: ListingError; trang?: ListingError }
}

/** Reads the parameters of a list. What is out of form is refused and left out; the rest of the question stands. */
export function readListing(fields: Record<string, string>): ListingQuery {
  const q = (fields.q ?? '').trim()
  const query: ListingQuery = { q, page: 1, errors: {} }
  if (q.length > LONGEST_SEARCH) {
    query.q = q.slice(0, LONGEST_SEARCH)
    query.errors.q = 'too-long'
  } else {
    const terms = searchTerms(q)
    if (terms !== undefined) query.terms = terms
  }
  if (fields.linhvuc) query.field = fields.linhvuc
  if (fields.coquan) query.agency = fields.coquan
  if (fields.cap) {
    const level = adminLevel.safeParse(fields.cap)
    if (level.success) query.level = level.data
    else query.errors.cap = 'unknown'
  }
  if (fields.trang !== undefined && fields.trang !== '') {
    if (/^[1-9]\d{0,5}$/.test(fields.trang)) query.page = Number(fields.trang)
    else query.errors.trang = 'malformed'
  }
  return query
}

type Code = { code: string }

/** Refuses filters that nothing on offer here answers to, such as another province's agency. */
export function checkChoices(query: ListingQuery, choices: { fields: Code[]; agencies: Code[] }): ListingQuery {
  const { field, agency, ...rest } = query
  const checked: ListingQuery = { ...rest, errors: { ...query.errors } }
  if (field !== undefined) {
    if (choices.fields.some(one => one.code === field)) checked.field = field
    else checked.errors.linhvuc = 'unknown'
  }
  if (agency !== undefined) {
    if (choices.agencies.some(one => one.code === agency)) checked.agency = agency
    else checked.errors.coquan = 'unknown'
  }
  return checked
}
