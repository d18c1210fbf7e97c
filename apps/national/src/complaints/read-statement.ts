import { parseCitizenIdNumber } from '@motcua/identifiers/citizen-id.ts'
import { localDate } from '@motcua/identifiers/date.ts'
import { parseEmail } from '@motcua/identifiers/email.ts'
import { displayName, parsePersonName } from '@motcua/identifiers/person-name.ts'
import { parsePhone } from '@motcua/identifiers/phone.ts'
import type { Errors } from '@motcua/sign-in/flow/flow.ts'
import { formReader, type Reading } from '@motcua/sign-in/form/form.ts'
import { type Matter, matters, type Statement } from './complaint.ts'

export const SHORTEST_TEXT = 20
export const LONGEST_TEXT = 4000

export type StatementRead = { kind: 'right'; statement: Statement } | { kind: 'wrong'; errors: Errors }

/** Reads the form: all problems at once, each by its field. */
export function readStatement(fields: Record<string, string>, now: Date): StatementRead {
  const form = formReader(fields)
  const idNumber = form.read('idNumber', 'id-number', text => parseCitizenIdNumber(text, localDate(now)))
  const fullName = form.read('fullName', 'full-name', asShown)
  const matter = form.read('matter', 'matter', parseMatter)
  const text = form.read('statement', 'statement', parseText)
  const phone = form.readOptional('phone', 'phone', parsePhone)
  const email = form.readOptional('email', 'email', parseEmail)
  if (!phone && !email && !form.errors.phone && !form.errors.email) form.refuse('phone', { key: 'contact.none' })
  if (!form.isRight() || !idNumber || !fullName || !matter || !text) return { kind: 'wrong', errors: form.errors }
  const contact = { ...(phone ? { phone } : {}), ...(email ? { email } : {}) }
  return { kind: 'right', statement: { idNumber, fullName, matter, text, ...contact } }
}

/** A name typed in capitals is kept as people write it. */
function asShown(text: string) {
  const name = parsePersonName(text)
  return name.kind === 'ok' ? { ...name, value: displayName(name.value) } : name
}

function parseMatter(text: string): Reading<Matter> {
  const matter = matters.find(one => one === text)
  return matter === undefined ? { kind: 'refused', reason: 'none' } : { kind: 'ok', value: matter }
}

/** Words as written, without signs that nobody sees; a line's end counts as one character, as browsers count it. */
export function parseText(text: string): Reading<string> {
  const value = text
    .replace(/\r\n?/g, '\n')
    // Piles of marks that no letter has: normalising takes the square of their number in time.
    .replace(/(\p{M}{6})\p{M}+/gu, '$1')
    .normalize('NFC')
    .replace(/[^\P{C}\n\t]/gu, '')
    .trim()
  const { length } = [...value]
  if (length === 0) return { kind: 'refused', reason: 'empty' }
  if (length < SHORTEST_TEXT) return { kind: 'refused', reason: 'too-short', length, shortest: SHORTEST_TEXT }
  if (length > LONGEST_TEXT) return { kind: 'refused', reason: 'too-long', length, longest: LONGEST_TEXT }
  return { kind: 'ok', value }
}
