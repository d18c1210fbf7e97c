import { localDate } from '@motcua/identifiers/date.ts'

/** By when a clerk has read a case, and by when it is decided, in working days. */
export const FIRST_LOOK_DAYS = 1
export const ANSWER_DAYS = 5

const DAY_MS = 24 * 3_600_000

/**
 * The day, 'YYYY-MM-DD' in Vietnam, that lies so many working days after an instant. Saturdays and Sundays do not
 * count (Bộ luật Lao động 2019, Art. 111); public holidays are set year by year, so pages say that they come on top.
 */
export function workingDayAfter(instant: Date, days: number): string {
  let day = new Date(`${localDate(instant)}T00:00:00Z`)
  for (let left = days; left > 0; ) {
    day = new Date(day.getTime() + DAY_MS)
    if (day.getUTCDay() % 6 !== 0) left--
  }
  return day.toISOString().slice(0, 10)
}
