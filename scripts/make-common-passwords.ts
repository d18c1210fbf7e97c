/**
 * Makes `common-passwords.txt` from a ranked list of leaked passwords, a JSON array of texts, most frequent first:
 *   node scripts/make-common-passwords.ts LIST.json LICENCE.txt
 * Kept are the words within them, as `isCommon` looks them up: small letters, surrounding digits and signs gone.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { withoutMarks } from '../packages/sign-in/src/password/folding.ts'

const WORDS = 12_000

const HEADER = `# The words most used in leaked passwords, made by scripts/make-common-passwords.ts from the list of zxcvbn
# (package @zxcvbn-ts/language-common 4.1.3, src/passwords.json), which is under this licence:
#
`

const [list, licence] = process.argv.slice(2)
if (!list || !licence) throw new Error('which list? Give the paths of a JSON file and of its licence')

const ranked: unknown = JSON.parse(readFileSync(list, 'utf8'))
if (!Array.isArray(ranked)) throw new Error('the list is not an array')

const words = new Set<string>()
for (const password of ranked) {
  const word = wordIn(String(password))
  if (word && words.size < WORDS) words.add(word)
}
const terms = readFileSync(licence, 'utf8').trimEnd().replace(/^/gm, '# ').replaceAll(/ +$/gm, '')
const file = new URL('../packages/sign-in/src/password/common-passwords.txt', import.meta.url)
writeFileSync(file, `${HEADER}${terms}\n\n${[...words].sort().join('\n')}\n`)

/** The word in a password; of digits only, the digits; nothing for what is too short to tell. */
function wordIn(password: string): string | undefined {
  const plain = withoutMarks(password)
  if (!/^[\x21-\x7e]+$/.test(plain)) return undefined
  if (/^\d+$/.test(plain)) return plain.length >= 4 ? plain : undefined
  const bare = plain.replace(/[^a-z0-9]/g, '')
  const word = bare.replace(/^\d+|\d+$/g, '')
  return word.length >= 3 ? word : bare.length >= 6 ? bare : undefined
}
