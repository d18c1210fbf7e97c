import type { Reading } from '@motcua/sign-in/form/form.ts'

const LONGEST = 200

/** A line of free text (place of issue, street): composed, single spaces, no control characters, 2 to 200 characters. */
export function parsePlaceName(text: string): Reading<string> {
  const value = text.normalize('NFC').replace(/\s+/gu, ' ').trim()
  if (value === '') return { kind: 'refused', reason: 'empty' }
  if (value.length > LONGEST) return { kind: 'refused', reason: 'too-long', most: LONGEST }
  if (/[\p{Cc}\p{Cf}<>]/u.test(value)) return { kind: 'refused', reason: 'malformed' }
  return /[\p{L}\p{Nd}]/u.test(value) ? { kind: 'ok', value } : { kind: 'refused', reason: 'malformed' }
}

/** A web address, http or https; the scheme may be left out. */
export function parseWebsite(text: string): Reading<string> {
  const typed = text.trim()
  if (typed.length > LONGEST) return { kind: 'refused', reason: 'too-long', most: LONGEST }
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`)
  const web = url?.protocol === 'https:' || url?.protocol === 'http:'
  const plain = url?.username === '' && url.password === ''
  if (!url || !web || !plain || !/^[^.]+(\.[^.]+)+$/.test(url.hostname)) return { kind: 'refused', reason: 'malformed' }
  return { kind: 'ok', value: url.href }
}

/** A fax number as dialled in the country: 8 to 11 digits beginning with 0, kept without spaces. */
export function parseFax(text: string): Reading<string> {
  const digits = text
    .slice(0, 40)
    .replace(/[\s.()-]/g, '')
    .replace(/^\+84/, '0')
  return /^0\d{7,10}$/.test(digits) ? { kind: 'ok', value: digits } : { kind: 'refused', reason: 'malformed' }
}
