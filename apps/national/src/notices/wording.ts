import { formatDateTime } from '@motcua/identifiers/date.ts'
import { plain } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'
import type { NoticeWords } from './notices-store.ts'

/** What people are told of; the name is kept with the row. */
export const noticeKinds = [
  'account-opened',
  'new-device',
  'password-changed',
  'password-recovered',
  'phone-changed',
  'method-added',
  'method-removed',
  'certificate-renewed',
  'foreign-certificate',
  'account-locked',
  'account-unlocked',
  'inactivity-first',
  'inactivity-last',
  'complaint-received',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** The one thing that the text of a kind mentions besides portal, time and hotline. */
const mentioned: { [Kind in NoticeKind]?: 'device' | 'method' | 'until' | 'code' } = {
  'new-device': 'device',
  'method-added': 'method',
  'method-removed': 'method',
  'inactivity-first': 'until',
  'inactivity-last': 'until',
  'complaint-received': 'code',
}

/** More of the name of a device or method is never shown. */
const LONGEST_NAME = 60
/** Two parts of an SMS with diacritics (see sms-segments.ts). */
const SMS_ROOM = 2 * 67

/** What nobody did who now reads of it has no end that asks whether it was them. */
const notDone: readonly NoticeKind[] = ['inactivity-first', 'inactivity-last', 'complaint-received']

/** How long one may object (product rules, Mất số điện thoại nhận OTP); later the code is not mentioned. */
export const OBJECTION_HOURS = 72

export type About = { portalName: string; hotline: string; now: Date }

/** The value that a notice of this kind needs and lacks, if so. */
export function missingValue(kind: NoticeKind, values: Record<string, string> = {}): string | undefined {
  const name = mentioned[kind]
  return name !== undefined && (values[name] ?? '').trim() === '' ? name : undefined
}

/** An SMS: what happened and what to do about it. A name that is too long for two parts gets what the rest leaves. */
export function smsText(kind: NoticeKind, words: NoticeWords, about: About): string {
  const say = plain(words.language, messages)
  const end = `end.sms.${endOf(kind, words, about)}` as const
  const text = (value: string) => {
    const values = { ...frameOf(words, about), ...said(kind, value), at: shortTime(words.at) }
    return `${say(`${kind}.sms`, values)} ${say(end, values)}`
  }
  const value = valueShown(kind, words)
  const whole = text(value)
  if (whole.length <= SMS_ROOM || mentioned[kind] === 'code') return whole
  return text(cut(value, SMS_ROOM - text('').length))
}

/** A mail: the same at length. */
export function mailText(kind: NoticeKind, words: NoticeWords, about: About): { subject: string; text: string } {
  const say = plain(words.language, messages)
  const at = formatDateTime(new Date(words.at))
  const values = { ...frameOf(words, about), ...said(kind, valueShown(kind, words)), at }
  const end = say(`end.mail.${endOf(kind, words, about)}`, values)
  return {
    subject: say(`${kind}.subject`, values),
    text: [say(`${kind}.mail`, values), end, say('end.mail.no-links', values)].join('\n\n'),
  }
}

function frameOf({ objectionCode = '' }: NoticeWords, { portalName, hotline }: About) {
  return { portal: portalName, hotline, objectionCode }
}

function said(kind: NoticeKind, value: string): Record<string, string> {
  const name = mentioned[kind]
  return name === undefined ? {} : { [name]: value }
}

function endOf(kind: NoticeKind, { objectionCode, at }: NoticeWords, { now }: About): 'object' | 'call' | 'help' {
  if (notDone.includes(kind)) return 'help'
  const mayObject = now.getTime() < at + OBJECTION_HOURS * 3_600_000
  if (objectionCode !== undefined && mayObject) return 'object'
  // A lock may come from disuse, or from the reader's own objection.
  return kind === 'account-locked' ? 'help' : 'call'
}

/** HH:mm dd/MM: with the year an SMS would not hold what it has to say. */
function shortTime(at: number): string {
  const [date = '', time = ''] = formatDateTime(new Date(at)).split(' ')
  return `${time.slice(0, 5)} ${date.slice(0, 5)}`
}

/**
 * The value as a message may show it. Devices and methods are called what somebody likes to call them: without the
 * signs that addresses are made of, and without long numbers, nothing in them becomes a link or a number to call.
 */
function valueShown(kind: NoticeKind, { values = {} }: NoticeWords): string {
  const name = mentioned[kind] ?? ''
  const given = (values[name] ?? '').trim()
  if (name !== 'device' && name !== 'method') return given
  const clean = given
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N} ()+,-]+|[\u{10000}-\u{10FFFF}]|\d{5,}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return cut(clean, LONGEST_NAME)
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1)).trimEnd()}…`
}
