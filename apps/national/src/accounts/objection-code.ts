import type { Random } from '@motcua/kit/random.ts'

/** Without 0 O, 1 I L: people read these from a screen and type them elsewhere. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 10

/** Ten characters, some 49 bits: with a captcha before every try nobody finds one by guessing within its 72 hours. */
export function drawObjectionCode(random: Random): string {
  let drawn = ''
  // Bytes from 248 on are drawn again, so that each character is equally likely.
  while (drawn.length < LENGTH) {
    for (const byte of random(LENGTH)) {
      if (byte < 248 && drawn.length < LENGTH) drawn += ALPHABET.charAt(byte % ALPHABET.length)
    }
  }
  return drawn
}

/** As people are told it: `K7Q2-M9XP-4T`. */
export function shownObjectionCode(code: string): string {
  return [code.slice(0, 4), code.slice(4, 8), code.slice(8)].join('-')
}

export type ObjectionCodeParsed = { kind: 'ok'; value: string } | { kind: 'refused'; reason: 'empty' | 'malformed' }

/** What was typed or pasted: in any case, with or without dashes and spaces. */
export function parseObjectionCode(text: string): ObjectionCodeParsed {
  const bare = text.slice(0, 100).replace(/[\s-]/g, '').toUpperCase()
  if (bare === '') return { kind: 'refused', reason: 'empty' }
  const whole = bare.length === LENGTH && [...bare].every(character => ALPHABET.includes(character))
  return whole ? { kind: 'ok', value: bare } : { kind: 'refused', reason: 'malformed' }
}
