import { type BirthPlace, birthPlaces } from './birth-places.ts'
import { parseDigits } from './digits.ts'
import { type Branded, ok, type Parsed, refused, type WrongLength, wrongLength } from './parsed.ts'

/** Old identity card number (Chứng minh nhân dân), 9 digits without structure or check digit. */
export type Cmnd = Branded<'Cmnd'>

/** Personal identification number (CCCD, số định danh cá nhân), 12 digits: PPP place, G century and sex, YY year, 6 random. */
export type Cccd = Branded<'Cccd'>

/** What the field "Số CMT/CCCD" takes. */
export type CitizenIdNumber = Cmnd | Cccd

export type Sex = 'male' | 'female'
export type AboutCccd = { place: BirthPlace; birthYear: number; sex: Sex }

type Reason = 'empty' | 'not-digits' | 'unknown-place' | 'birth-year-in-future'

/**
 * Reads a CMND or CCCD number as typed, with spaces, dots and dashes between groups; gives the digits alone.
 * Refuses other lengths than 9 and 12, and 12 digits that no office can have given (Nghị định 137/2015/NĐ-CP
 * Art. 13): a place outside the annex, a birth year after `today` ('YYYY-MM-DD').
 */
export function parseCitizenIdNumber(text: string, today: string): Parsed<CitizenIdNumber, Reason> | WrongLength {
  const digits = parseDigits(text)
  if (digits.kind === 'refused') return digits
  const number = digits.value
  if (number.length === 9) return ok(number as Cmnd)
  if (number.length !== 12) return wrongLength(number.length)
  const about = readCccd(number)
  if (!about) return refused('unknown-place')
  if (about.birthYear > Number(today.slice(0, 4))) return refused('birth-year-in-future')
  return ok(number as Cccd)
}

/** Whether a number out of the parser is the 12-digit one. */
export function isCccd(idNumber: string): idNumber is Cccd {
  return idNumber.length === 12
}

/** What the number itself says about the person. */
export function aboutCccd(cccd: Cccd): AboutCccd {
  const about = readCccd(cccd)
  if (!about) throw new Error('A number branded Cccd names an unknown place')
  return about
}

/** Whether a CCCD says another year of birth than `dateOfBirth` ('YYYY-MM-DD'). A CMND says nothing, so never contradicts. */
export function birthYearContradicts(idNumber: string, dateOfBirth: string): boolean {
  if (!isCccd(idNumber)) return false
  return birthYearOf(idNumber) !== Number(dateOfBirth.slice(0, 4))
}

/** The number for screens that other people may see: first and last three digits, the rest as stars. */
export function maskIdNumber(idNumber: string): string {
  if (idNumber.length <= 6) return '*'.repeat(idNumber.length)
  return idNumber.slice(0, 3) + '*'.repeat(idNumber.length - 6) + idNumber.slice(-3)
}

function readCccd(number: string): AboutCccd | undefined {
  const place = birthPlaces.get(number.slice(0, 3))
  if (!place) return undefined
  return { place, birthYear: birthYearOf(number), sex: Number(number[3]) % 2 === 0 ? 'male' : 'female' }
}

/** G counts centuries from 1900, two values (male, female) each. */
function birthYearOf(number: string): number {
  return (19 + Math.floor(Number(number[3]) / 2)) * 100 + Number(number.slice(4, 6))
}
