import { type CitizenIdNumber, parseCitizenIdNumber } from './citizen-id.ts'
import { parseDigits } from './digits.ts'
import { type Branded, ok, type Parsed, refused, type WrongLength, wrongLength } from './parsed.ts'

/** Mã số thuế, which is also the enterprise number: 10 digits, or 13 for a branch; kept without the dash. */
export type TaxCode = Branded<'TaxCode'>

type Reason = 'empty' | 'not-digits' | 'wrong-check-digit' | 'never-issued'

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3]

/**
 * Reads a tax code as typed, such as `0314409058-002`; gives 10 or 13 digits. Refuses a wrong check digit, and
 * numbers that are never issued: prefix 00, a serial of zeros, branch 000.
 */
export function parseTaxCode(text: string): Parsed<TaxCode, Reason> | WrongLength {
  const digits = parseDigits(text)
  if (digits.kind === 'refused') return digits
  const code = digits.value
  if (code.length !== 10 && code.length !== 13) return wrongLength(code.length)
  if (code.startsWith('00') || code.slice(2, 9) === '0000000' || code.slice(10) === '000')
    return refused('never-issued')
  return taxCheckDigit(code) === Number(code[9]) ? ok(code as TaxCode) : refused('wrong-check-digit')
}

/**
 * As `parseTaxCode`, for households and individuals, who since 1/7/2025 use their personal identification number
 * instead (Thông tư 86/2024/TT-BTC): 12 digits are read as a CCCD.
 */
export function parseHouseholdTaxCode(text: string, today: string): HouseholdTaxCode {
  const tax = parseTaxCode(text)
  if (tax.kind === 'ok' || tax.reason !== 'wrong-length' || tax.length !== 12) return tax
  return parseCitizenIdNumber(text, today)
}
type HouseholdTaxCode = ReturnType<typeof parseTaxCode> | ReturnType<typeof parseCitizenIdNumber>

/** The enterprise number of the enterprise itself, where the code may be that of a branch. */
export function enterpriseOf(code: TaxCode): TaxCode {
  return code.slice(0, 10) as TaxCode
}

/** As written on papers: 10 digits, a branch after a dash. */
export function formatTaxCode(code: TaxCode | CitizenIdNumber): string {
  return code.length === 13 ? `${code.slice(0, 10)}-${code.slice(10)}` : code
}

/** The check digit of the first nine digits; 10 where there is none, and the number was never issued. */
export function taxCheckDigit(code: string): number {
  const sum = WEIGHTS.reduce((total, weight, position) => total + weight * Number(code[position]), 0)
  return 10 - (sum % 11)
}
