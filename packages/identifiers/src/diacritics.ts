const MARKS = /\p{M}+/gu

/**
 * The text without accents, for sources and searches that have none: every combining mark is dropped and đ becomes d.
 * Case and spacing stay. Loose marks go before the text is normalised, which takes piles of them the square of their
 * number in time.
 */
export function stripDiacritics(text: string): string {
  const letters = text.replace(MARKS, '').normalize('NFD').replace(MARKS, '')
  return letters.replace(/đ/g, 'd').replace(/Đ/g, 'D').normalize('NFC')
}

/**
 * The key to search Vietnamese texts by, whatever accents, case and punctuation were typed: lower case, accents
 * stripped, words of letters and digits with one space between. `Khai sinh (lưu động)` gives `khai sinh luu dong`.
 */
export function searchKey(text: string): string {
  const plain = stripDiacritics(stripDiacritics(text).toLowerCase())
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

/** The tone marks of Vietnamese, decomposed: huyền, sắc, ngã, hỏi, nặng. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g

/**
 * The text with the tone of each syllable moved behind its letters, so that the old and the new way to place it
 * (hoà and hòa, thuý and thúy) become one. Only good for comparing: a syllable has one tone, so no two differ by
 * its place alone.
 */
export function tonesLast(text: string): string {
  return text.normalize('NFD').replace(/[\p{L}\p{M}]+/gu, syllable => {
    const tones = syllable.match(TONES)?.join('') ?? ''
    return syllable.replace(TONES, '').normalize('NFC') + tones
  })
}
