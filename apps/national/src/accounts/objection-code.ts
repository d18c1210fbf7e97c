import { readableCode } from './readable-code.ts'

/**
 * Ten characters, some 49 bits: with a captcha before every try nobody finds one by guessing within its 72 hours.
 * Without 0 O, 1 I L: people read these from a screen and type them elsewhere.
 */
const { draw, parse } = readableCode({ alphabet: '23456789ABCDEFGHJKMNPQRSTUVWXYZ', length: 10 })

export const drawObjectionCode = draw
export const parseObjectionCode = parse

/** As people are told it: `K7Q2-M9XP-4T`. */
export function shownObjectionCode(code: string): string {
  return [code.slice(0, 4), code.slice(4, 8), code.slice(8)].join('-')
}
