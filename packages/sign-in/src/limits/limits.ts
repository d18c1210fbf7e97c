import type { Clock } from '@motcua/kit/clock.ts'
import type { BlindIndex } from '@motcua/kit/sealing.ts'
import type { Kysely } from 'kysely'
import type { SignInTables } from '../tables.ts'
import { counterStore } from './counter-store.ts'

/**
 * At most `max` in a window of `seconds`, which runs from the first use; or, where `from` says so, from the last one
 * within the quota: then no stretch of `seconds`, wherever it begins, ever holds more than `max`.
 */
export type Quota = { max: number; seconds: number; from?: 'last' }

/** At most `max` failures in `seconds`; then closed for `block` seconds, twice as long each time up to `longest`. */
export type Guard = { max: number; seconds: number; block: number; longest: number }

export type Counted = { kind: 'within'; count: number } | { kind: 'exceeded'; until: Date }
/** `beyond` counts the refused of the window, this one included: exactly one call sees 1. */
export type Used = { kind: 'within'; count: number } | { kind: 'exceeded'; until: Date; beyond: number }

export type Limits = ReturnType<typeof limits>

/**
 * Counters that hold under concurrency: each call is one atomic statement, counted before the thing counted is
 * tried. A bucket is named in plain words and kept under a keyed hash, so the table shows no phone and no place.
 */
export function limits({ db, index, clock }: { db: Kysely<SignInTables>; index: BlindIndex; clock: Clock }) {
  const counters = counterStore(db)
  const bucket = (name: string) => index('limit', name)
  return {
    /** Counts one use of a quota. A refused use still counts, but never lengthens the window. */
    async use(name: string, quota: Quota): Promise<Used> {
      const row = await counters.count(bucket(name), { ...quota, now: clock() })
      return row.count <= quota.max
        ? { kind: 'within', count: row.count }
        : { kind: 'exceeded', until: row.window_ends, beyond: row.count - quota.max }
    },

    /** Counts one try that may fail. Call `succeeded` when it did not; while closed, a try is refused uncounted. */
    async attempt(name: string, guard: Guard): Promise<Counted> {
      const now = clock()
      const row = await counters.attempt(bucket(name), { ...guard, now })
      if (row) return { kind: 'within', count: row.count }
      return { kind: 'exceeded', until: (await counters.find(bucket(name)))?.blocked_until ?? now }
    },

    /** Forgets the failures: the person proved themselves. */
    async succeeded(name: string): Promise<void> {
      await counters.clear(bucket(name))
    },

    /** Takes back the one use that this call counted; those of others stay. */
    async takeBack(name: string): Promise<void> {
      await counters.uncount(bucket(name))
    },

    /** Until when a guard is closed, without counting; undefined while it is open. */
    async closedUntil(name: string): Promise<Date | undefined> {
      const until = (await counters.find(bucket(name)))?.blocked_until
      return until && until > clock() ? until : undefined
    },

    /** How many are counted in the running window, without counting. */
    async count(name: string): Promise<number> {
      const row = await counters.find(bucket(name))
      return row && row.window_ends > clock() ? row.count : 0
    },
  }
}

/** Whole minutes until then, at least one, as people are told. */
export function minutesUntil(until: Date, now: Date): number {
  return Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000))
}
