import { communesOf, districtsOf, type Place, place, provinces } from '@motcua/identifiers/places.ts'
import type { Reading } from '@motcua/sign-in/form/form.ts'
import type { Option } from '@motcua/ui/fields.ts'

/** A chosen place must be one of the places below the one chosen above it; codes are those of the statistics office. */
function chosen(among: readonly Place[], code: string): Reading<string> {
  if (code === '') return { kind: 'refused', reason: 'empty' }
  return among.some(one => one.code === code) ? { kind: 'ok', value: code } : { kind: 'refused', reason: 'unknown' }
}

export function provinceNamed(code: string): Reading<string> {
  return chosen(provinces(), code)
}

export function districtIn(province: string | undefined, code: string): Reading<string> {
  return chosen(province === undefined ? [] : districtsOf(province), code)
}

/** Five island districts have no communes: there the empty choice is right. */
export function communeIn(district: string | undefined, code: string): Reading<string | undefined> {
  const among = district === undefined ? [] : communesOf(district)
  if (district !== undefined && among.length === 0) return { kind: 'ok', value: undefined }
  return chosen(among, code)
}

const option = ({ code, name }: Place): Option => ({ value: code, label: name })

export const provinceOptions = (): Option[] => provinces().map(option)
export const districtOptions = (province: string): Option[] => districtsOf(province).map(option)
export const communeOptions = (district: string): Option[] => communesOf(district).map(option)

/** The name of a place by its code; the code itself where the register has none. */
export function placeName(code: string): string {
  return place(code)?.name ?? code
}
