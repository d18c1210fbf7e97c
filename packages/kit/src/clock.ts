/** Where "now" comes from. Handed in everywhere, so that tests decide the time. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()

/** The instant `seconds` after (or, negative, before) another. */
export function after(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1000)
}
