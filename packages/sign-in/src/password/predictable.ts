/** Rows of keys and numbers that people walk along. */
const ROWS = [
  '01234567890',
  '09876543210',
  '147258369',
  '159753',
  '123123',
  '321321',
  '112233445566',
  '6868',
  '7979',
  '8386',
]

/**
 * Whether digits are what people put behind a word: none to three of any kind, one digit repeated, a walk along the
 * keys, a lucky number, a year from 1900 to 2099, or a date (day, month, year of two or four digits).
 */
export function predictableDigits(digits: string): boolean {
  if (digits.length <= 3) return true
  if (/^(\d{1,2})\1+$/.test(digits) || /^(\d{3})\1$/.test(digits)) return true
  if (ROWS.some(row => row.includes(digits))) return true
  return /^(19|20)\d\d$/.test(digits) || isDate(digits)
}

function isDate(digits: string): boolean {
  return /^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])((19|20)?\d\d)?$/.test(digits)
}
