import { readFileSync } from 'node:fs'

/**
 * The register as kept: provinces as records; below them one text per parent, `code name|code name|…`, which costs a
 * tenth of the memory of ten thousand objects and is taken apart only where somebody looks.
 */
export type PlacesRegister = {
  provinces: ProvinceRecord[]
  districts: Record<string, string>
  communes: Record<string, string>
}
export type ProvinceRecord = { code: string; name: string; validFrom?: string; validTo?: string; successor?: string }
export type UnitRecord = { code: string; name: string }

let register: PlacesRegister | undefined

/** The register, read from its generated file when it is first asked for. */
export function placesRegister(): PlacesRegister {
  register ??= JSON.parse(readFileSync(new URL('./places.generated.json', import.meta.url), 'utf8')) as PlacesRegister
  return register
}

export function unitsIn(list: string | undefined): UnitRecord[] {
  if (list === undefined) return []
  return list.split('|').map(unit => {
    const space = unit.indexOf(' ')
    return { code: unit.slice(0, space), name: unit.slice(space + 1) }
  })
}

/** The parent in whose list the code stands. */
export function parentIn(lists: Record<string, string>, code: string): string | undefined {
  for (const [parent, list] of Object.entries(lists)) {
    if (list.startsWith(`${code} `) || list.includes(`|${code} `)) return parent
  }
  return undefined
}
