import type { Tries } from './token.ts'

export type CountedTries = {
  now(): Tries
  failed(): Tries
  succeeded(): void
}

const MOST = 5
const PAUSE_MS = 15 * 60_000

/**
 * Tries for a file's password, which no device counts. It guards against whoever sits down at this window; who has the
 * file can guess elsewhere.
 */
export function countedTries(clock: () => Date): CountedTries {
  let wrong = 0
  let blockedUntil = 0
  function now(): Tries {
    const remaining = blockedUntil - clock().getTime()
    if (remaining > 0) return { kind: 'blocked', minutes: Math.ceil(remaining / 60_000) }
    return wrong === 0 ? { kind: 'ample' } : { kind: 'counted', left: MOST - wrong }
  }
  return {
    now,
    failed() {
      wrong += 1
      if (wrong >= MOST) {
        wrong = 0
        blockedUntil = clock().getTime() + PAUSE_MS
      }
      return now()
    },
    succeeded() {
      wrong = 0
    },
  }
}
