import type { Random } from '@motcua/kit/random.ts'

export type CodeParsed = { kind: 'ok'; value: string } | { kind: 'refused'; reason: 'empty' | 'malformed' }

/** Longer input cannot be a code with dashes and spaces between. */
const LONGEST_TYPED = 100

/** Codes that people read in one place and type in another: so many capitals and digits, each equally likely. */
export function readableCode({ alphabet, length }: { alphabet: string; length: number }) {
  /** Bytes from here on are drawn again. */
  const fair = 256 - (256 % alphabet.length)
  return {
    draw(random: Random): string {
      let drawn = ''
      while (drawn.length < length) {
        for (const byte of random(length)) {
          if (byte < fair && drawn.length < length) drawn += alphabet.charAt(byte % alphabet.length)
        }
      }
      return drawn
    },

    /** What was typed or pasted: in any case, with or without dashes and spaces. */
    parse(text: string): CodeParsed {
      const bare = text.slice(0, LONGEST_TYPED).replace(/[\s-]/g, '').toUpperCase()
      if (bare === '') return { kind: 'refused', reason: 'empty' }
      const whole = bare.length === length && [...bare].every(character => alphabet.includes(character))
      return whole ? { kind: 'ok', value: bare } : { kind: 'refused', reason: 'malformed' }
    },
  }
}
