import { createHash } from 'node:crypto'

/** A number from 0 up to, not including, 1. */
export type Draw = () => number

/**
 * A repeatable stream of numbers from a secret seed (generator sfc32). One captcha must come out the same every time
 * it is fetched: the average of many renderings would show the text without its noise.
 */
export function seededDraw(seed: Buffer, purpose: string): Draw {
  const state = createHash('sha256').update(purpose).update(seed).digest()
  let [a, b, c] = [state.readInt32LE(0), state.readInt32LE(4), state.readInt32LE(8)]
  let counter = state.readInt32LE(12)
  return () => {
    const next = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + next) | 0
    return (next >>> 0) / 2 ** 32
  }
}

/** A number between two bounds. */
export function between(draw: Draw, low: number, high: number): number {
  return low + draw() * (high - low)
}

/** One of a list's elements; the list must not be empty. */
export function oneOf<T>(draw: Draw, list: readonly T[]): T {
  const chosen = list[Math.floor(draw() * list.length)]
  if (chosen === undefined) throw new RangeError('nothing to choose from')
  return chosen
}
