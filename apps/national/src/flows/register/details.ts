import { birthYearContradicts, parseCitizenIdNumber } from '@motcua/identifiers/citizen-id.ts'
import { localDate, parseDateOfBirth } from '@motcua/identifiers/date.ts'
import { parseEmail } from '@motcua/identifiers/email.ts'
import { displayName, parsePersonName } from '@motcua/identifiers/person-name.ts'
import { parsePhone } from '@motcua/identifiers/phone.ts'
import { parseSocialInsuranceNumber } from '@motcua/identifiers/social-insurance-number.ts'
import type { Errors } from '@motcua/sign-in/flow/flow.ts'
import { formReader, localPath } from '@motcua/sign-in/form/form.ts'
import { z } from 'zod'

/** What a citizen states to register, in canonical forms. */
export const details = z.object({
  idNumber: z.string(),
  fullName: z.string(),
  dateOfBirth: z.string(),
  phone: z.string(),
  email: z.string().optional(),
  goTo: z.string(),
})
export type Details = z.infer<typeof details>

/** With *mã số BHXH*, 10 digits. */
export type InsuredDetails = Details & { socialInsuranceNumber: string }

export type Read<Stated> = { kind: 'right'; details: Stated } | { kind: 'wrong'; errors: Errors }

/** Where a visitor goes who came for nothing in particular. */
const HOME = '/tai-khoan'

/** Reads the registration form (Hình 4): all problems at once, each by its field. */
export function readDetails(fields: Record<string, string>, now: Date): Read<Details> {
  const form = formReader(fields)
  const today = localDate(now)
  const idNumber = form.read('idNumber', 'id-number', text => parseCitizenIdNumber(text, today))
  const fullName = form.read('fullName', 'full-name', asShown)
  const dateOfBirth = form.read('dateOfBirth', 'date-of-birth', text => parseDateOfBirth(text, today))
  const phone = form.read('phone', 'phone', parsePhone)
  const email = form.readOptional('email', 'email', parseEmail)
  if (idNumber && dateOfBirth && birthYearContradicts(idNumber, dateOfBirth)) {
    form.refuse('dateOfBirth', { key: 'date-of-birth.contradicts-id-number' })
  }
  if (!form.isRight() || !idNumber || !fullName || !dateOfBirth || !phone) return { kind: 'wrong', errors: form.errors }
  const goTo = localPath(fields.ve) ?? HOME
  return { kind: 'right', details: { idNumber, fullName, dateOfBirth, phone, goTo, ...(email ? { email } : {}) } }
}

/** As `readDetails`, with the number of social insurance below the ID number (Hình 8). */
export function readInsuredDetails(fields: Record<string, string>, now: Date): Read<InsuredDetails> {
  const read = readDetails(fields, now)
  const form = formReader(fields)
  const number = form.read('socialInsuranceNumber', 'social-insurance-number', text => parseSocialInsuranceNumber(text))
  if (read.kind === 'right' && number) {
    return { kind: 'right', details: { ...read.details, socialInsuranceNumber: number } }
  }
  const { idNumber, ...others } = read.kind === 'wrong' ? read.errors : {}
  return { kind: 'wrong', errors: { ...(idNumber ? { idNumber } : {}), ...form.errors, ...others } }
}

/** A name typed in capitals is kept as people write it; the registry compares regardless of case. */
function asShown(text: string) {
  const name = parsePersonName(text)
  return name.kind === 'ok' ? { ...name, value: displayName(name.value) } : name
}
