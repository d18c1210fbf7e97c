import type { OrganizationCode } from './organization-code.ts'

/**
 * How sure a code is: `seen` in a published document or address; `believed`, from the nearly
 * alphabetical order in which Thông tư 10/2016/TT-BTTTT numbers the provinces, which the seen ones fit.
 */
export type ProvinceOrganization = { code: OrganizationCode; mark: 'seen' | 'believed' }

/** GSO province code, for H01 to H63 in turn. */
const IN_ORDER = `89 24 06 95 27 77 83 52 74 70 60 96 92 04 66 67 48 11 75 87 64 02 30 31 35 01 42 17 79 93 33 56
91 62 12 68 20 10 80 36 40 37 58 25 54 44 49 51 22 45 94 14 72 34 19 38 46 82 84 08 86 26 15`

const SEEN = new Set(['H23', 'H49', 'H55', 'H56'])

const organizations = new Map<string, ProvinceOrganization>()
for (const [index, province] of IN_ORDER.split(/\s/).entries()) {
  const code = `H${String(index + 1).padStart(2, '0')}` as OrganizationCode
  organizations.set(province, { code, mark: SEEN.has(code) ? 'seen' : 'believed' })
}

/** The level-1 organisation code of a province's administration until the mergers of 2025, by GSO code: 30 has H23. */
export const provinceOrganizations: ReadonlyMap<string, ProvinceOrganization> = organizations
