import { communesOf, districtsOf, provinces } from '@motcua/identifiers/places.ts'
import type { Place } from './procedures-store.ts'

export type Unit = { code: string; name: string }
export type PlaceError = 'missing' | 'unknown' | 'foreign'

/** How far a visitor has come in choosing province, district and commune, and what may be chosen next. */
export type PlaceChoice = {
  province?: Unit
  district?: Unit
  commune?: Unit
  districts: Unit[]
  communes: Unit[]
  errors: { tinh?: PlaceError; huyen?: PlaceError; xa?: PlaceError }
}

export type PlaceFields = { tinh?: string | undefined; huyen?: string | undefined; xa?: string | undefined }

/**
 * Reads GSO codes from top to bottom. A district of another province, or a commune of another district, is refused
 * rather than believed: without scripts that is what a form sends after the upper choice was changed. `agreed` means
 * that the visitor pressed *Đồng ý*, so what is still empty is missing.
 */
export function choosePlace(fields: PlaceFields, intent: 'choosing' | 'agreed'): PlaceChoice {
  const choice: PlaceChoice = { districts: [], communes: [], errors: {} }
  const empty: PlaceError | undefined = intent === 'agreed' ? 'missing' : undefined

  const province = pick(provinces(), fields.tinh, 'unknown', empty)
  if (province.kind === 'refused') return refused(choice, 'tinh', province.reason)
  choice.province = province.unit
  choice.districts = districtsOf(province.unit.code)

  const district = pick(choice.districts, fields.huyen, 'foreign', empty)
  if (district.kind === 'refused') return refused(choice, 'huyen', district.reason)
  choice.district = district.unit
  choice.communes = communesOf(district.unit.code)

  // Five island districts have no communes: there the district is the whole choice.
  if (choice.communes.length === 0) return choice
  const commune = pick(choice.communes, fields.xa, 'foreign', empty)
  if (commune.kind === 'refused') return refused(choice, 'xa', commune.reason)
  choice.commune = commune.unit
  return choice
}

/** The chosen place, once all of it is chosen. */
export function chosenPlace({ province, district, commune, communes }: PlaceChoice): Place | undefined {
  if (province === undefined || district === undefined) return undefined
  if (commune !== undefined) return { province: province.code, district: district.code, commune: commune.code }
  return communes.length === 0 ? { province: province.code, district: district.code } : undefined
}

type Pick = { kind: 'chosen'; unit: Unit } | { kind: 'refused'; reason: PlaceError | undefined }

function pick(units: Unit[], code: string | undefined, wrong: PlaceError, empty: PlaceError | undefined): Pick {
  if (code === undefined || code === '') return { kind: 'refused', reason: empty }
  const unit = units.find(one => one.code === code)
  return unit === undefined ? { kind: 'refused', reason: wrong } : { kind: 'chosen', unit }
}

function refused(choice: PlaceChoice, field: keyof PlaceFields, reason: PlaceError | undefined): PlaceChoice {
  if (reason !== undefined) choice.errors[field] = reason
  return choice
}
