import { type ProvinceRecord, parentIn, placesRegister, type UnitRecord, unitsIn } from './places-register.ts'
import { LAST_DAY_OF_DISTRICTS } from './reform-2025.ts'

/**
 * An administrative unit by its code of the General Statistics Office: 2 digits a province, 3 a district, 5 a
 * commune. The name begins with the type: `Tỉnh Hải Dương`, `Huyện Cẩm Giàng`, `Thị trấn Lai Cách`.
 */
export type Place = {
  level: 'province' | 'district' | 'commune'
  code: string
  name: string
  parent?: string
  /** First day, 'YYYY-MM-DD'; none where it was before the register. */
  validFrom?: string
  /** Last day, 'YYYY-MM-DD'; none while it lasts. */
  validTo?: string
  /** The province that took its place. The code may be its own: codes pass on in mergers. */
  successor?: string
}

/** What the register knows three levels of: the units up to the reform of 1/7/2025. */
export const THREE_LEVELS = LAST_DAY_OF_DISTRICTS

/**
 * The provinces of a day ('YYYY-MM-DD') in the order of their codes: 63 until 2025, 34 from 1/7/2025. Unless told,
 * those of the last day that had districts.
 */
export function provinces(on: string = THREE_LEVELS): Place[] {
  const valid = placesRegister().provinces.filter(record => isValid(record, on))
  return valid.map(provincePlace).sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** The districts of a province (2 digits), none for an unknown one and after the reform. */
export function districtsOf(province: string, on: string = THREE_LEVELS): Place[] {
  return below({ level: 'district', lists: placesRegister().districts, parent: province, on })
}

/** The communes of a district (3 digits), none for an unknown one, for five island districts and after the reform. */
export function communesOf(district: string, on: string = THREE_LEVELS): Place[] {
  return below({ level: 'commune', lists: placesRegister().communes, parent: district, on })
}

/** The unit of that code on that day, of whichever level; undefined where there is none. */
export function place(code: string, on: string = THREE_LEVELS): Place | undefined {
  return siblingsOf(code, on).find(unit => unit.code === code)
}

/** The units among which a code would stand; its length tells the level. */
function siblingsOf(code: string, on: string): Place[] {
  if (code.length === 2) return provinces(on)
  if (code.length === 3) return districtsOf(parentIn(placesRegister().districts, code) ?? '', on)
  if (code.length === 5) return communesOf(parentIn(placesRegister().communes, code) ?? '', on)
  return []
}

type Below = { level: 'district' | 'commune'; lists: Record<string, string>; parent: string; on: string }

function below({ level, lists, parent, on }: Below): Place[] {
  if (on > THREE_LEVELS || !Object.hasOwn(lists, parent)) return []
  return unitsIn(lists[parent]).map((unit: UnitRecord) => ({ level, ...unit, parent, validTo: THREE_LEVELS }))
}

function provincePlace(record: ProvinceRecord): Place {
  return { level: 'province', ...record }
}

function isValid({ validFrom = '', validTo = '9999-12-31' }: ProvinceRecord, on: string): boolean {
  return validFrom <= on && on <= validTo
}
