import { localDate, parseDate } from '@motcua/identifiers/date.ts'
import { parseEmail } from '@motcua/identifiers/email.ts'
import { parsePhone } from '@motcua/identifiers/phone.ts'
import type { Errors } from '@motcua/sign-in/flow/flow.ts'
import { formReader, type Reading } from '@motcua/sign-in/form/form.ts'
import type { Attributes } from '../../accounts/account.ts'
import { parseLoginName } from '../../accounts/login-name.ts'
import { communeIn, districtIn, provinceNamed } from '../../places/places.ts'
import { verifiedAttributes } from '../attributes.ts'
import type { NationalPerson } from '../claims.ts'
import { parseFax, parsePlaceName, parseWebsite } from './texts.ts'

/** What a person adds to what the national portal verified (Hình 49), in canonical forms. */
export type Details = {
  attributes: Attributes
  phone: { value: string; confirmed: boolean }
  email: { value: string; confirmed: boolean }
  loginName?: string | undefined
}

export type DetailsRead = { kind: 'right'; details: Details } | { kind: 'wrong'; errors: Errors }

type Form = { fields: Record<string, string>; person: NationalPerson; now: Date; phoneTaken: boolean }

/** The verified phone stands, whatever is sent; only where another account has it is the typed one read. */
function readPhone(form: ReturnType<typeof formReader>, { person, phoneTaken }: Form): Details['phone'] | undefined {
  if (person.phone && !phoneTaken) return { value: person.phone, confirmed: true }
  const value = form.read('phone', 'phone', parsePhone)
  if (value === undefined) return undefined
  if (value === person.phone) form.refuse('phone', { key: 'phone.taken' })
  return { value, confirmed: false }
}

/** Reads the registration form: all problems at once, each by its field. */
export function readDetails(given: Form): DetailsRead {
  const { fields, person, now } = given
  const form = formReader(fields)
  const issuedOn = form.read('issuedOn', 'issued-on', text => parseIssuedOn(text, { person, now }))
  const issuedBy = form.read('issuedBy', 'issued-by', parsePlaceName)
  const phone = readPhone(form, given)
  const email = form.read('email', 'email', parseEmail)
  const website = form.readOptional('website', 'website', parseWebsite)
  const fax = form.readOptional('fax', 'fax', parseFax)
  const province = form.read('province', 'province', provinceNamed)
  const district = form.read('district', 'district', code => districtIn(province, code))
  const commune = form.read('commune', 'commune', code => communeIn(district, code))
  const street = form.read('street', 'street', parsePlaceName)
  const loginName = form.readOptional('loginName', 'login-name', parseLoginName)
  if (!form.isRight() || !phone || !email) return { kind: 'wrong', errors: form.errors }
  const confirmed = email === person.email
  const stated = { issuedOn, issuedBy, website, fax, province, district, commune, street }
  const attributes: Attributes = {
    ...verifiedAttributes(person, now),
    ...selfAsserted({ ...stated, ...(!phone.confirmed && { phone: phone.value }), ...(!confirmed && { email }) }, now),
    ...(phone.confirmed && { phone: confirmedNow(phone.value, now) }),
    ...(confirmed && { email: confirmedNow(email, now) }),
  }
  return { kind: 'right', details: { attributes, phone, email: { value: email, confirmed }, loginName } }
}

function confirmedNow(value: string, obtainedAt: Date) {
  return { value, source: 'national-portal', verified: true, obtainedAt } as const
}

function selfAsserted(values: Record<string, string | undefined>, obtainedAt: Date): Attributes {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    given.map(([name, value]) => [name, { value, source: 'self-asserted', verified: false, obtainedAt }]),
  ) as Attributes
}

type Card = { person: NationalPerson; now: Date }

/** The day a card was issued: not before its holder was born, not after today. */
function parseIssuedOn(text: string, { person, now }: Card): Reading<string> {
  const date = parseDate(text)
  if (date.kind === 'refused') return date
  if (date.value > localDate(now)) return { kind: 'refused', reason: 'in-future' }
  const { dateOfBirth } = person
  return dateOfBirth !== undefined && date.value <= dateOfBirth ? { kind: 'refused', reason: 'before-birth' } : date
}
