import { type Branded, ok, type Parsed, type Refused, refused } from './parsed.ts'

/** A calendar day, 'YYYY-MM-DD', years 1000 to 9999. */
export type IsoDate = Branded<'IsoDate'>

type Reason = 'empty' | 'unreadable' | 'two-digit-year' | 'no-such-day'
type BirthReason = Reason | 'in-future' | 'too-long-ago'
/** `age` is the age asked for. */
type TooYoung = Refused<'too-young', { age: number }>

/** Citizens get an identity card from 14 on (Luật Căn cước công dân 2014, Art. 19). */
const CARD_AGE = 14
const OLDEST = 130
const LONGEST = 40
/** Vietnam keeps UTC+7 all year (Quyết định 134/2002/QĐ-TTg), Asia/Ho_Chi_Minh since 1975. */
const LOCAL_OFFSET_MS = 7 * 3_600_000

const DAY_FIRST = /^(\d{1,2})[/.\- ]+(\d{1,2})[/.\- ]+(\d{4}|\d{2})$/
const COMPACT = /^(\d{2})(\d{2})(\d{4}|\d{2})$/
const YEAR_FIRST = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/

/**
 * Reads a day as typed: 8/12/1990, 08-12-1990, 08.12.1990, 08 12 1990, 08121990, or ISO 1990-12-08. Day before
 * month, always. Refuses years of two digits rather than guess the century, and days no calendar has.
 */
export function parseDate(text: string): Parsed<IsoDate, Reason> {
  if (text.length > LONGEST) return refused('unreadable')
  const typed = text
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  if (typed === '') return refused('empty')
  const iso = YEAR_FIRST.exec(typed)
  if (iso) return calendarDay({ year: iso[1], month: iso[2], day: iso[3] })
  const local = DAY_FIRST.exec(typed) ?? COMPACT.exec(typed)
  if (!local) return refused('unreadable')
  if (local[3]?.length === 2) return refused('two-digit-year')
  return calendarDay({ year: local[3], month: local[2], day: local[1] })
}

/**
 * Reads a date of birth; `today` is 'YYYY-MM-DD'. Also refuses the future, more than 130 years ago, and people
 * younger than `minimumAge` (14 unless told; 0 takes everyone).
 */
export function parseDateOfBirth(
  text: string,
  today: string,
  options: { minimumAge?: number } = {},
): Parsed<IsoDate, BirthReason> | TooYoung {
  const date = parseDate(text)
  if (date.kind === 'refused') return date
  if (date.value > today) return refused('in-future')
  if (yearsLater(date.value, OLDEST) < today) return refused('too-long-ago')
  const age = options.minimumAge ?? CARD_AGE
  return yearsLater(date.value, age) > today ? { kind: 'refused', reason: 'too-young', age } : date
}

/** 'YYYY-MM-DD' as shown on screens, dd/MM/yyyy. */
export function formatDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return `${day}/${month}/${year}`
}

/** The day it is in Vietnam at that instant. */
export function localDate(instant: Date): IsoDate {
  return localText(instant).slice(0, 10) as IsoDate
}

/** The instant as shown on screens, dd/MM/yyyy HH:mm:ss in Vietnam. */
export function formatDateTime(instant: Date): string {
  const text = localText(instant)
  return `${formatDate(text.slice(0, 10))} ${text.slice(11, 19)}`
}

function localText(instant: Date): string {
  return new Date(instant.getTime() + LOCAL_OFFSET_MS).toISOString()
}

/** The anniversary as a text to compare with; of 29 February it is passed on 1 March. */
function yearsLater(date: string, years: number): string {
  return String(Number(date.slice(0, 4)) + years) + date.slice(4)
}

type Typed = { year: string | undefined; month: string | undefined; day: string | undefined }

function calendarDay({ year = '', month = '', day = '' }: Typed): Parsed<IsoDate, 'no-such-day'> {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const instant = new Date(`${text}T00:00:00Z`)
  const exists = year >= '1000' && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text)
  return exists ? ok(text as IsoDate) : refused('no-such-day')
}
