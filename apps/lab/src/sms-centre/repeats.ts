import type { Clock } from '@motcua/kit/clock.ts'

/** What was accepted lately, under the name its sender gave it, so that a repeat is known as one. */
export type Repeats = {
  /** The id under which this was accepted before. */
  acceptedAs(name: string): string | undefined
  accept(name: string, id: string): void
}

/** As long as a real centre would at best: a sender that tries again after an answer it never got does so in minutes. */
const KEPT_MS = 15 * 60_000

/** At most `limit` names are kept; the oldest goes. */
export function repeats(clock: Clock, limit = 10_000): Repeats {
  const accepted = new Map<string, { id: string; until: number }>()
  return {
    acceptedAs: name => {
      const found = accepted.get(name)
      return found && found.until > clock().getTime() ? found.id : undefined
    },
    accept: (name, id) => {
      accepted.delete(name)
      accepted.set(name, { id, until: clock().getTime() + KEPT_MS })
      const [oldest] = accepted.keys()
      if (accepted.size > limit && oldest !== undefined) accepted.delete(oldest)
    },
  }
}
