import { unleeted, withoutMarks } from './folding.ts'
import { normalisePassword } from './normalise.ts'

/** Whose password it is to be, as far as known. What is told here is what anybody who knows them would try. */
export type Person = {
  loginName: string
  fullName?: string | undefined
  /** YYYY-MM-DD. */
  dateOfBirth?: string | undefined
  /** CMND, CCCD, phones (E.164 or national) and the like. */
  numbers?: readonly string[] | undefined
}

/** Shorter names turn up in passwords by chance. */
const TELLING = 4

/** Shorter runs of digits do too; every number and every way to write a date that counts here is longer. */
const TELLING_DIGITS = 6

/** The name, or of an e-mail address also the part before the @. */
export function containsLoginName(password: string, { loginName }: Person): boolean {
  const folded = withoutMarks(password)
  const name = withoutMarks(normalisePassword(loginName)).trim()
  const [local = ''] = name.split('@')
  return (
    (name !== '' && folded === name) || [name, local].some(part => [...part].length >= TELLING && folded.includes(part))
  )
}

/**
 * A word of the name, or neighbouring ones written together, of four letters or more; also the family name with the given
 * one, in either order. Case, diacritics, "leet" and whatever stands between the letters make no difference:
 * Nguyễn Thị Thu Hà is in `Nguyenthithuha@90`, `Thu.Ha#1990`, `NGUY3N!x77` and `HaNguyen_8`.
 */
export function containsFullName(password: string, { fullName = '' }: Person): boolean {
  const folded = withoutMarks(password)
  const readings = [folded, ...unleeted(folded)].map(reading => reading.replace(/[^a-z]/g, ''))
  return spellings(fullName).some(spelling => readings.some(reading => reading.includes(spelling)))
}

function spellings(fullName: string): string[] {
  const words = withoutMarks(fullName)
    .split(/[^a-z]+/)
    .filter(word => word !== '')
  const runs = words.flatMap((_, from) =>
    words.slice(from).map((_, more) => words.slice(from, from + more + 1).join('')),
  )
  const [family = '', given = ''] = [words[0], words.at(-1)]
  return [...runs, family + given, given + family].filter(spelling => spelling.length >= TELLING)
}

/** Any of the numbers, whatever stands between the digits, also without a leading zero or the country's +84. */
export function containsNumber(password: string, { numbers = [] }: Person): boolean {
  const digits = digitsOf(password)
  return numbers
    .map(number => digitsOf(number.replace(/^\+84/, '')).replace(/^0+/, ''))
    .some(number => number.length >= TELLING_DIGITS && digits.includes(number))
}

/** The date in any order, with two or four digits of the year, with or without zeros before single digits. */
export function containsDateOfBirth(password: string, { dateOfBirth = '' }: Person): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(dateOfBirth) ?? []
  const digits = digitsOf(password)
  return writings({ year, month, day }).some(date => date.length >= TELLING_DIGITS && digits.includes(date))
}

function writings({ year, month, day }: Record<'year' | 'month' | 'day', string>): string[] {
  const bare = (part: string) => part.replace(/^0/, '')
  const years = [year, year.slice(2)]
  const days = [
    [day, month],
    [bare(day), bare(month)],
  ]
  return years.flatMap(year =>
    days.flatMap(([day, month]) => [`${day}${month}${year}`, `${month}${day}${year}`, `${year}${month}${day}`]),
  )
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}
