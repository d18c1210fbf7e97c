import { stripDiacritics, tonesLast } from './diacritics.ts'
import { type Branded, ok, type Parsed, refused } from './parsed.ts'

/** A person's full name: NFC, single spaces, case and diacritics as given. */
export type PersonName = Branded<'PersonName'>

/** How a record's source writes names: as they are, or without diacritics. */
export type NameDiacritics = 'kept' | 'stripped-by-source'

const SHORTEST = 2
const LONGEST = 100
/** Letters with the marks NFC leaves (Ê Đê has some, such as ơ̆), and between them space, dot, apostrophe, hyphen. */
const NAME = /^(?:\p{L}\p{M}{0,2}[ .'’-]{0,4})+$/u

/**
 * Reads a full name as typed: composed (NFC), invisible marks dropped, spaces folded. Refuses digits and other
 * characters, fewer than 2 or more than 100 characters.
 */
export function parsePersonName(text: string): Parsed<PersonName, 'empty' | 'too-short' | 'too-long' | 'not-a-name'> {
  if (text.length > LONGEST * 10) return refused('too-long')
  const name = composed(text)
  const length = [...name].length
  if (length === 0) return refused('empty')
  if (length > LONGEST) return refused('too-long')
  if (!NAME.test(name)) return refused('not-a-name')
  return length < SHORTEST ? refused('too-short') : ok(name as PersonName)
}

/**
 * Whether two writings are the same person's name, for matching records.
 *
 * Equal: composed and decomposed Unicode; upper and lower case; any spacing, also at the ends; straight and curly
 * apostrophe; the tone on either letter of a diphthong (`Hoà` = `Hòa`, `Thuý` = `Thúy`).
 * Different: everything else. Diacritics count (`Nguyễn Văn An` is not `Nguyen Van An`), i and y differ (`Lý`, `Lí`),
 * so do order and number of words.
 * Where one of the two comes from a source known to strip diacritics, say `stripped-by-source`: then letters are
 * compared without them, đ as d.
 */
export function sameName(a: string, b: string, options: { diacritics: NameDiacritics }): boolean {
  return nameKey(a, options.diacritics) === nameKey(b, options.diacritics)
}

/** The text two names share exactly when they are the same (see `sameName`); for blind indexes and the like. */
export function nameKey(name: string, diacritics: NameDiacritics): string {
  const lower = composed(name).toLocaleLowerCase('vi').replace(/’/g, "'")
  switch (diacritics) {
    case 'kept':
      return tonesLast(lower)
    case 'stripped-by-source':
      return stripDiacritics(lower)
  }
}

/** The name for screens: one given in capitals or in small letters only gets a capital per word, any other stays. */
export function displayName(name: string): string {
  const tidy = composed(name)
  const lower = tidy.toLocaleLowerCase('vi')
  if (tidy !== lower && tidy !== tidy.toLocaleUpperCase('vi')) return tidy
  return lower.replace(/(?<![\p{L}\p{M}])\p{L}/gu, letter => letter.toLocaleUpperCase('vi')).normalize('NFC')
}

/** Piles of marks that no letter has are cut: normalising takes the square of their number in time. */
function composed(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '')
    .replace(/(\p{M}{6})\p{M}+/gu, '$1')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
}
