import { type Branded, ok, type Parsed, refused } from './parsed.ts'

/**
 * An agency's identifier (mã định danh), in capitals, in one of two forms:
 * QCVN 102:2016/BTTTT, `000.26.20.H23`: four groups, read right to left, zeros for none;
 * Quyết định 20/2020/QĐ-TTg, `H23.20.26`: groups grow left to right, 35 characters at most.
 */
export type OrganizationCode = Branded<'OrganizationCode'>

const LONGEST = 35
const FOUR_GROUPS = /^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}$/
const GROWING = /^[A-Z][0-9]{2}(?:\.[A-Z0-9]{2,3})*$/
const NONE = /^0+$/

/** Reads a code of either form, in any case, spaces around it dropped. */
export function parseOrganizationCode(text: string): Parsed<OrganizationCode, 'empty' | 'too-long' | 'malformed'> {
  if (text.length > LONGEST * 4) return refused('too-long')
  const code = text.trim().toUpperCase()
  if (code === '') return refused('empty')
  if (code.length > LONGEST) return refused('too-long')
  return FOUR_GROUPS.test(code) || GROWING.test(code) ? ok(code as OrganizationCode) : refused('malformed')
}

export function isFourGroups(code: OrganizationCode): boolean {
  return FOUR_GROUPS.test(code)
}

/** The groups from level 1 down, the same for both forms: `000.26.20.H23` and `H23.20.26` give H23, 20, 26. */
export function organizationLevels(code: OrganizationCode): string[] {
  const groups = code.split('.')
  return isFourGroups(code) ? groups.reverse().filter(group => !NONE.test(group)) : groups
}

/** The agency one level up, in the same form; undefined for level 1. */
export function governingOrganization(code: OrganizationCode): OrganizationCode | undefined {
  const groups = code.split('.')
  if (!isFourGroups(code)) return groups.length > 1 ? (groups.slice(0, -1).join('.') as OrganizationCode) : undefined
  const lowest = groups.findIndex(group => !NONE.test(group))
  if (lowest === groups.length - 1) return undefined
  return groups
    .map((group, place) => (place === lowest ? '0'.repeat(group.length) : group))
    .join('.') as OrganizationCode
}

/** The level-1 body in the four-group form, as provincial procedure codes name their owner: `000.00.00.H23`. */
export function levelOneOrganization(code: OrganizationCode): OrganizationCode {
  return `000.00.00.${organizationLevels(code)[0] ?? ''}` as OrganizationCode
}
