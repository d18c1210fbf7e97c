import { levelOneOrganization, type OrganizationCode, parseOrganizationCode } from './organization-code.ts'
import { type Branded, ok, type Parsed, refused } from './parsed.ts'

/** A procedure of the national catalogue, `1.001193`. */
export type NationalProcedureCode = Branded<'NationalProcedureCode'>

/**
 * A procedure code taken apart: the national one; with `owner`, a province's own variant
 * (`1.001193.000.00.00.H23`); with `service`, two digits, one public service of it (`1.001193.000.00.00.H23.01`).
 */
export type ProcedureCode = { national: NationalProcedureCode; owner?: OrganizationCode; service?: string }

const CODE = /^([1-9]\.[0-9]{6})(?:\.([0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}))?(?:\.([0-9]{2}))?$/

/** Reads a national, provincial or service code, in any case, spaces around it dropped. */
export function parseProcedureCode(text: string): Parsed<ProcedureCode, 'empty' | 'malformed'> {
  if (text.length > 200) return refused('malformed')
  const typed = text.trim().toUpperCase()
  if (typed === '') return refused('empty')
  const [, national, owner, service] = CODE.exec(typed) ?? []
  if (national === undefined) return refused('malformed')
  const organization = owner === undefined ? undefined : parseOrganizationCode(owner)
  return ok({
    national: national as NationalProcedureCode,
    ...(organization?.kind === 'ok' ? { owner: organization.value } : {}),
    ...(service === undefined ? {} : { service }),
  })
}

export function formatProcedureCode({ national, owner, service }: ProcedureCode): string {
  return [national, owner, service].filter(part => part !== undefined).join('.')
}

/** A province's variant of a national procedure; the owner is the level-1 body of `organization`. */
export function provincialProcedureCode(national: NationalProcedureCode, organization: OrganizationCode): string {
  return formatProcedureCode({ national, owner: levelOneOrganization(organization) })
}
