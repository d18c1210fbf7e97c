import { createHmac } from 'node:crypto'
import { nationalNumber, parsePhone } from '@motcua/identifiers/phone.ts'
import { mobilePrefixes } from '@motcua/identifiers/phone-prefixes.ts'

/** Of a national number: `09123` stands for the 100 000 numbers that begin so. */
const PREFIX_DIGITS = 5

const operators = [...mobilePrefixes.keys()]

/** Whether a code may be sent there at all: a Vietnamese mobile number as `parsePhone` gives it. */
export function isMobile(phone: string): boolean {
  const parsed = parsePhone(phone)
  return parsed.kind === 'ok' && parsed.value === phone
}

/**
 * The block a number lies in. Who has no phone here counts in one of the real blocks, always the same and known to
 * nobody, so that a block that is closed tells no account from none.
 */
export function prefixOf(phone: string, key: Buffer): string {
  if (isMobile(phone)) return nationalNumber(phone).slice(0, PREFIX_DIGITS)
  const drawn = createHmac('sha256', key).update(`stand-in\u0000${phone}`).digest()
  const operator = operators[drawn.readUInt32BE(0) % operators.length] ?? ''
  return operator + String(drawn.readUInt32BE(4) % 100).padStart(PREFIX_DIGITS - operator.length, '0')
}
