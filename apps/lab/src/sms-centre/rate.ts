import type { Clock } from '@motcua/kit/clock.ts'

/** Counts messages by the second; false when this second has had its share. */
export function rateLimit(perSecond: number, clock: Clock): () => boolean {
  let second = 0
  let count = 0
  return () => {
    const now = Math.floor(clock().getTime() / 1000)
    count = now === second ? count + 1 : 1
    second = now
    return count <= perSecond
  }
}
