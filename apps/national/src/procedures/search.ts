import { searchKey } from '@motcua/identifiers/diacritics.ts'

/** Longer searches are no names of procedures; they only cost the database time. */
export const LONGEST_SEARCH = 200

export type SearchTerms = { phrase: string; words: string[]; code: string }

/** What to look for, or undefined when the text holds nothing to look for. A procedure code is searched as written. */
export function searchTerms(text: string): SearchTerms | undefined {
  const phrase = searchKey(text.slice(0, LONGEST_SEARCH))
  return phrase === '' ? undefined : { phrase, words: phrase.split(' '), code: text.trim().toUpperCase() }
}
