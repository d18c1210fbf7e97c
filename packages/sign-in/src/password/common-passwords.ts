import { readFileSync } from 'node:fs'
import { unleeted, withoutMarks } from './folding.ts'
import { predictableDigits } from './predictable.ts'

/** Both lists, 14 000 words: a set takes 0.8 MB, and searching them as one text a hundred times as long. */
const words = new Set(['common-passwords.txt', 'common-passwords.vi.txt'].flatMap(listed))

/** The words of a file; a comment ends at its first empty line. */
function listed(file: string): string[] {
  const text = readFileSync(new URL(file, import.meta.url), 'latin1')
  return text
    .slice(text.indexOf('\n\n'))
    .split('\n')
    .filter(word => word !== '')
}

/**
 * Whether a normalised password is among the first that anybody would try (NIST SP 800-63B-4 §3.1.1.2): a well-known
 * password or word, also with another case, without diacritics, in "leet", repeated, with predictable digits
 * around it or signs anywhere: `M@tkhau123`, `Abc@1234`, `P@ssw0rd1`, `Anh@yeu@em2024`.
 */
export function isCommon(password: string): boolean {
  const plain = withoutMarks(password)
  if (/^(.{1,4})\1+$/u.test(plain)) return true
  return readings(plain).some(reading => words.has(reading))
}

/** What a password may be meant as: whole, without signs, and as the word within predictable digits and signs. */
function readings(plain: string): string[] {
  const bare = lettersAndDigits(plain)
  const whole = [plain, bare, ...unleeted(plain).map(lettersAndDigits)]
  const all = [...whole, ...cores(plain), ...cores(bare)]
  return [...new Set([...all, ...all.map(unrepeated)])].filter(reading => reading !== '')
}

/** The word left when what surrounds it is taken away, from the end, from the start, and from both. */
function cores(plain: string): string[] {
  const [before = ''] = /^[^a-z]*/.exec(plain) ?? []
  const [after = ''] = /[^a-z]*$/.exec(plain.slice(before.length)) ?? []
  const cuts: [string, string][] = [
    ['', after],
    [before, ''],
    [before, after],
  ]
  return cuts
    .filter(cut => cut.every(around => predictableDigits(around.replace(/\D/g, ''))))
    .map(([start, end]) => plain.slice(start.length, plain.length - end.length))
    .flatMap(core => [core, ...unleeted(core)])
    .map(lettersAndDigits)
}

function lettersAndDigits(text: string): string {
  return text.replace(/[^\p{L}\p{Nd}]/gu, '')
}

function unrepeated(text: string): string {
  return text.replace(/^(.+?)\1+$/u, '$1')
}
