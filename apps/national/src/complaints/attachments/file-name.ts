const LONGEST = 80

/**
 * A file's name as it may be shown: without its folders, without signs that are not seen or turn the text around, and
 * cut in the middle so that its end can still be read. Only a text: nothing is ever stored under it.
 */
export function shownFileName(name: string): string {
  const bare = name.slice(-1000).split(/[/\\]/).at(-1) ?? ''
  const seen = bare
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{C}\u2028\u2029]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  const signs = [...seen]
  if (signs.length === 0) return '?'
  return signs.length <= LONGEST ? seen : `${signs.slice(0, LONGEST - 13).join('')}…${signs.slice(-12).join('')}`
}
