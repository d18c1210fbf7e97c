import { createHash, timingSafeEqual } from 'node:crypto'
import type { Random } from '@motcua/kit/random.ts'
import { defaultLimits } from '../limits/defaults.ts'

/**
 * The characters of a captcha: no two look alike (no 0 o, 1 l i, 2 z, 3 e, 5 s, 6 b, 9 g q, n m, u v w), no two sound
 * alike read out in Vietnamese (of bê xê dê pê tê vê only tê, of a ba ca only ca, of em-mờ en-nờ only em-mờ), and a
 * Telex or VNI keyboard leaves them alone: with no vowel, no w and no d there is nothing to put a mark on.
 */
export const captchaAlphabet = '2456789hkmrtx'

export const captchaLength = defaultLimits.captcha.characters

/** Bytes from here on are drawn again, so that every character is equally likely. */
const FAIR = 256 - (256 % captchaAlphabet.length)

/** Six characters of the alphabet, each equally likely. */
export function drawAnswer(random: Random): string {
  let drawn = ''
  while (drawn.length < captchaLength) {
    for (const byte of random(captchaLength)) {
      if (byte < FAIR && drawn.length < captchaLength) drawn += captchaAlphabet[byte % captchaAlphabet.length]
    }
  }
  return drawn
}

/** Longer input cannot be six characters with spaces between; it is refused without being normalised. */
const LONGEST_TYPED = 64

/** What people type for a character of the alphabet: what it looks like, or what its name in Vietnamese sounds like. */
const ALIKE: Record<string, string> = {
  s: '5',
  z: '2',
  b: '6',
  B: '8',
  g: '9',
  q: '9',
  n: 'h',
  c: 'k',
  f: 't',
  '×': 'x',
}

/**
 * Whether the typed text is the answer. Case, spaces anywhere and full-width forms make no difference, and characters
 * that no captcha has stand for those they are mistaken for.
 * Both sides are hashed, so that the time taken says nothing about where they differ.
 */
export function sameAnswer(answer: string, typed: string): boolean {
  const bare = typed.length > LONGEST_TYPED ? '' : typed.normalize('NFKC').replace(/\s+/gu, '')
  const canonical = Array.from(bare, character => ALIKE[character] ?? ALIKE[character.toLowerCase()] ?? character)
    .join('')
    .toLowerCase()
  return timingSafeEqual(digest(answer), digest(canonical))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
