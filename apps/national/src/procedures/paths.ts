import type { ListingQuery } from './listing.ts'
import type { PlaceFields } from './place-choice.ts'
import type { Place } from './procedures-store.ts'

export const PROCEDURES_PATH = '/thu-tuc'
/** The way into a province's portal with one procedure. */
export const SUBMIT_PATH = `${PROCEDURES_PATH}/nop`
/** Children of a province or district as `[{value, label}]`, for the script that refills the selects. */
export const UNITS_PATH = `${PROCEDURES_PATH}/dia-ban`

type Parameters = Record<string, string | number | undefined>

function path(to: string, parameters: Parameters): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, String(value))
  return query.size === 0 ? to : `${to}?${query}`
}

export function fieldsOfPlace({ province, district, commune }: Place): PlaceFields {
  return { tinh: province, huyen: district, xa: commune }
}

/** The list with the same question, on another page of it. */
export function listPath(place: PlaceFields, query: Partial<ListingQuery>, page: number): string {
  return path(PROCEDURES_PATH, {
    ...place,
    q: query.q === '' ? undefined : query.q,
    linhvuc: query.field,
    cap: query.level,
    coquan: query.agency,
    trang: page === 1 ? undefined : page,
  })
}

export function procedurePath(place: Place, nationalCode: string): string {
  return path(`${PROCEDURES_PATH}/chi-tiet`, { ...fieldsOfPlace(place), ma: nationalCode })
}

export function submitPath(place: Place, nationalCode: string): string {
  return path(SUBMIT_PATH, { ...fieldsOfPlace(place), ma: nationalCode })
}

/** Where a visitor without an account signs in, to come back to `wanted`. */
export function signInPath(wanted: string): string {
  return path('/dang-nhap', { ve: wanted })
}
