import { type Parsed, refused, type WrongLength, wrongLength } from './parsed.ts'

/** No number with all its separators is longer; what is gets refused before it is looked at. */
const LONGEST = 64

/** Spaces, dots, every dash, and the invisible marks that come along when a number is copied from a phone. */
const SEPARATORS = /[\s.\u2010-\u2015\u2212\p{Cf}-]+/gu

/** The text without what people put between groups of digits. */
export function withoutSeparators(text: string): string {
  return text.replace(SEPARATORS, '')
}

/** Digits 0–9 alone, separators dropped. Refuses an empty text, other characters, and texts beyond any number's length. */
export function parseDigits(text: string): Parsed<string, 'empty' | 'not-digits'> | WrongLength {
  if (text.length > LONGEST) return wrongLength(text.length)
  const digits = withoutSeparators(text)
  if (digits === '') return refused('empty')
  return /^[0-9]+$/.test(digits) ? { kind: 'ok', value: digits } : refused('not-digits')
}
