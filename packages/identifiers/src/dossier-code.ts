import { type IsoDate, parseDate } from './date.ts'
import { type OrganizationCode, parseOrganizationCode } from './organization-code.ts'
import { ok, type Parsed, refused } from './parsed.ts'

/**
 * A dossier's code (Thông tư 01/2018/TT-VPCP Art. 19), `000.26.20.H23-201008-0093`: the receiving unit, the day it
 * was received there (in Vietnam, 2000 to 2099), and its number among that day's dossiers.
 */
export type DossierCode = { organization: OrganizationCode; receivedOn: IsoDate; sequence: number }

const LONGEST = 52
const CODE = /^([^-]+)-([0-9]{2})([0-9]{2})([0-9]{2})-([0-9]{4}|[1-9][0-9]{4,6})$/

/** Reads a dossier code with a unit of either form. Refuses days no calendar has and number 0. */
export function parseDossierCode(text: string): Parsed<DossierCode, 'empty' | 'malformed' | 'no-such-day'> {
  if (text.length > LONGEST * 4) return refused('malformed')
  const typed = text.trim()
  if (typed === '') return refused('empty')
  const [, unit = '', year = '', month = '', day = '', number = ''] = CODE.exec(typed) ?? []
  const organization = parseOrganizationCode(unit)
  const sequence = Number(number)
  if (organization.kind === 'refused' || sequence === 0) return refused('malformed')
  const receivedOn = parseDate(`20${year}-${month}-${day}`)
  if (receivedOn.kind === 'refused') return refused('no-such-day')
  return ok({ organization: organization.value, receivedOn: receivedOn.value, sequence })
}

/** As printed on the receipt. */
export function formatDossierCode({ organization, receivedOn, sequence }: DossierCode): string {
  return `${organization}-${receivedOn.slice(2).replaceAll('-', '')}-${String(sequence).padStart(4, '0')}`
}
