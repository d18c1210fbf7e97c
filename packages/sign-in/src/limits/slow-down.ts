import { defaultLimits } from './defaults.ts'

/** How long the answer to a counted try is held back, in milliseconds: a second from `slowFrom` on, then doubling. */
export function slowDown(tries: number, slowFrom: number): number {
  const beyond = tries - slowFrom
  return beyond < 0 ? 0 : Math.min(2 ** beyond, defaultLimits.longestSlowSeconds) * 1000
}
