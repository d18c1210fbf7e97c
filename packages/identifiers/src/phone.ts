import { withoutSeparators } from './digits.ts'
import { type Branded, ok, type Parsed, type Refused, refused, type WrongLength, wrongLength } from './parsed.ts'
import { convertedPrefixes, type MobileOperator, mobilePrefixes } from './phone-prefixes.ts'

/** A Vietnamese mobile number in E.164: `+84` and nine digits. */
export type PhoneNumber = Branded<'PhoneNumber'>

type Reason = 'empty' | 'not-digits' | 'not-mobile' | 'foreign'
/** An 11-digit number from before 2018; `suggestion` is its present form, as people write it. */
type OldPrefix = Refused<'old-prefix', { suggestion: string }>
export type ParsedPhone = Parsed<PhoneNumber, Reason> | WrongLength | OldPrefix

/** Longer texts are no phone number, however it is spaced. */
const LONGEST = 64

/**
 * Reads a Vietnamese mobile number in any spelling: `0828 114 088`, `+84 (0)828.114.088`, `0084828114088`,
 * `84828114088`. Refuses other countries, fixed lines, prefixes no operator has, and 11-digit numbers of before the
 * 2018 conversion (an SMS there reaches nobody), with the number it has become.
 */
export function parsePhone(text: string): ParsedPhone {
  if (text.length > LONGEST) return wrongLength(text.length)
  const dialled = withoutSeparators(text).replace(/[()]/g, '')
  if (dialled === '') return refused('empty')
  if (!/^\+?[0-9]+$/.test(dialled)) return refused('not-digits')
  const national = nationalForm(dialled)
  return national === undefined ? refused('foreign') : parseNational(national)
}

/** As dialled within the country, `0828114088`. */
export function nationalNumber(phone: string): string {
  return phone.replace(/^\+84/, '0')
}

/** As people write it, `0828 114 088`. */
export function formatPhone(phone: string): string {
  return nationalNumber(phone).replace(/^(\d{4})(\d{3})(\d{3})$/, '$1 $2 $3')
}

/** For screens and messages that others may see: `082****088`. */
export function maskPhone(phone: string): string {
  const national = nationalNumber(phone)
  return national.length < 10 ? '****' : `${national.slice(0, 3)}****${national.slice(-3)}`
}

/** The operator the prefix was given to: a hint where to ask first, never a proof, since numbers move. */
export function likelyOperator(phone: string): MobileOperator | undefined {
  return mobilePrefixes.get(nationalNumber(phone).slice(0, 3))
}

/** With its leading zero; undefined for another country's number. */
function nationalForm(dialled: string): string | undefined {
  const abroad = /^(?:\+|00(?=[1-9]))(.*)$/.exec(dialled)?.[1]
  if (abroad !== undefined) return abroad.startsWith('84') ? withTrunkZero(abroad.slice(2)) : undefined
  return /^84[0-9]{9,10}$/.test(dialled) ? withTrunkZero(dialled.slice(2)) : dialled
}

function withTrunkZero(subscriber: string): string {
  return subscriber.startsWith('0') ? subscriber : `0${subscriber}`
}

function parseNational(number: string): ParsedPhone {
  const converted = convertedPrefixes.get(number.slice(0, 4))
  if (converted && number.length === 11) {
    return { kind: 'refused', reason: 'old-prefix', suggestion: formatPhone(converted + number.slice(4)) }
  }
  if (number.startsWith('02')) return refused('not-mobile')
  if (number.length !== 10) return wrongLength(number.length)
  return mobilePrefixes.has(number.slice(0, 3)) ? ok(`+84${number.slice(1)}` as PhoneNumber) : refused('not-mobile')
}
