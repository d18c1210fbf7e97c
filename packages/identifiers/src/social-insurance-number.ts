import { birthPlaces } from './birth-places.ts'
import { parseDigits, withoutSeparators } from './digits.ts'
import { type Branded, ok, type Parsed, refused, type WrongLength, wrongLength } from './parsed.ts'

/** Mã số BHXH, 10 digits; where the deployment takes it, the 12-digit personal number that replaces it. */
export type SocialInsuranceNumber = Branded<'SocialInsuranceNumber'>

/** `card`: the 15 characters of a health insurance card, of which the last ten are the number. */
export type SocialInsuranceFormat = 'number' | 'card' | 'personal-id'

const CARD = /^[A-Z]{2}[0-9]{13}$/

/**
 * Reads a social insurance number as typed, in the formats the deployment accepts. There is no public check digit,
 * and the meaning of the first digits is not published, so only the form is checked.
 */
export function parseSocialInsuranceNumber(
  text: string,
  formats: readonly SocialInsuranceFormat[] = ['number'],
): Parsed<SocialInsuranceNumber, 'empty' | 'not-digits' | 'unknown-place'> | WrongLength {
  const digits = parseDigits(formats.includes('card') ? numberOnCard(text) : text)
  if (digits.kind === 'refused') return digits
  const number = digits.value
  if (number.length === 10) return ok(number as SocialInsuranceNumber)
  if (number.length !== 12 || !formats.includes('personal-id')) return wrongLength(number.length)
  return birthPlaces.has(number.slice(0, 3)) ? ok(number as SocialInsuranceNumber) : refused('unknown-place')
}

function numberOnCard(text: string): string {
  if (text.length > 64) return text
  const card = withoutSeparators(text).toUpperCase()
  return CARD.test(card) ? card.slice(-10) : text
}
