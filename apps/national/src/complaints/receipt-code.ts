import type { Random } from '@motcua/kit/random.ts'
import { readableCode } from '../accounts/readable-code.ts'

/** No two look alike (no 0 O, 1 I L) and, without U, they spell nothing. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 30^12 are 58 bits: whoever guesses for years finds nobody's case. */
const LENGTH = 12
const PREFIX = 'KN'
const LONGEST_TYPED = 64

const { draw } = readableCode({ alphabet: ALPHABET, length: LENGTH })

/** A receipt code such as `KN-7Q2M-9XP4-C6TD`, enough by itself to look a case up. */
export function newReceiptCode(random: Random): string {
  return spaced(draw(random))
}

/** A receipt code as typed: in any case and grouping, with or without `KN`; undefined when it cannot be one. */
export function parseReceiptCode(text: string): string | undefined {
  if (text.length > LONGEST_TYPED) return undefined
  const bare = text
    .normalize('NFKC')
    .replace(/[\s.\-–—]/gu, '')
    .toUpperCase()
  const code = bare.length === LENGTH ? bare : bare.startsWith(PREFIX) ? bare.slice(PREFIX.length) : ''
  return code.length === LENGTH && [...code].every(sign => ALPHABET.includes(sign)) ? spaced(code) : undefined
}

function spaced(code: string): string {
  return [PREFIX, code.slice(0, 4), code.slice(4, 8), code.slice(8)].join('-')
}
