import { birthYearContradicts, parseCitizenIdNumber } from '@motcua/identifiers/citizen-id.ts'
import { localDate, parseDateOfBirth } from '@motcua/identifiers/date.ts'
import { parseEmail } from '@motcua/identifiers/email.ts'
import { displayName, parsePersonName } from '@motcua/identifiers/person-name.ts'
import { parsePhone } from '@motcua/identifiers/phone.ts'
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

export type DetailsRead = { kind: 'right'; details: Details } | { kind: 'wrong'; errors: Errors }

/** Where a visitor goes who came for nothing in particular. */
const HOME = '/tai-khoan'

/** Reads the registration form (Hình 4): all problems at once, each by its field. */
export function readDetails(fields: Record<string, string>, now: Date): DetailsRead {
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

/** A name typed in capitals is kept as people write it; the registry compares regardless of case. */
function asShown(text: string) {
  const name = parsePersonName(text)
  return name.kind === 'ok' ? { ...name, value: displayName(name.value) } : name
}
