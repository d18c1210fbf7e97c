import {
  type IdentityProviderId,
  VNEID_SCOPE,
  VNPOST_SCOPE,
  vneidAccount,
  vnpostOrganization,
  vnpostPerson,
} from '@motcua/contracts/identity-providers.ts'
import { birthYearContradicts, parseCitizenIdNumber } from '@motcua/identifiers/citizen-id.ts'
import { parseDateOfBirth } from '@motcua/identifiers/date.ts'
import { parseEmail } from '@motcua/identifiers/email.ts'
import { displayName, parsePersonName } from '@motcua/identifiers/person-name.ts'
import { parsePhone } from '@motcua/identifiers/phone.ts'
import type { ProviderIdentity, ProviderRefusal } from './identity-provider.ts'

/** Who somebody is, without how they proved it. */
export type Described = Omit<ProviderIdentity, 'methods' | 'factors'>
export type ClaimsRead =
  | { kind: 'read'; person: Described }
  | { kind: 'refused'; reason: Exclude<ProviderRefusal, 'not-believed'> }

/** What one provider is asked for, and how its claims read. `today` is 'YYYY-MM-DD'. */
export type ClaimsMapping = { scope: string; read(userinfo: unknown, today: string): ClaimsRead }

export const claimsMappings: Record<IdentityProviderId, ClaimsMapping> = {
  vnpost: { scope: VNPOST_SCOPE, read: readVnpost },
  vneid: { scope: VNEID_SCOPE, read: readVneid },
}

const incomplete: ClaimsRead = { kind: 'refused', reason: 'incomplete' }

function readVnpost(userinfo: unknown, today: string): ClaimsRead {
  if (vnpostOrganization.safeParse(userinfo).success) return { kind: 'refused', reason: 'not-a-citizen' }
  const parsed = vnpostPerson.safeParse(userinfo)
  if (!parsed.success) return incomplete
  const given = parsed.data
  if (!given.identity_verified) return { kind: 'refused', reason: 'unverified' }
  const stated = { fullName: given.name, dateOfBirth: given.birthdate, idNumber: given.id_number ?? '' }
  const previous = read(given.previous_id_number, text => parseCitizenIdNumber(text, today))
  const phone = contact(read(given.phone_number, parsePhone), given.phone_number_verified)
  const email = contact(read(given.email, parseEmail), given.email_verified)
  return described({ subject: given.sub, ...stated }, today, {
    ...(given.gender && { sex: given.gender }),
    ...(previous && previous !== given.id_number && { previousIdNumber: previous }),
    ...(phone && { phone }),
    ...(email && { email }),
  })
}

const CITIZEN = 1
const CHECKED_IN_PERSON = 2

function readVneid(userinfo: unknown, today: string): ClaimsRead {
  if (vneidAccount.pick({ LoaiTaiKhoan: true }).safeParse(userinfo).data?.LoaiTaiKhoan !== CITIZEN) {
    return { kind: 'refused', reason: 'not-a-citizen' }
  }
  const parsed = vneidAccount.safeParse(userinfo)
  if (!parsed.success) return incomplete
  const { sub: subject, HoVaTen: fullName, SoDinhDanh: idNumber, NgayThangNamSinh: day, IAL } = parsed.data
  if (IAL < CHECKED_IN_PERSON) return { kind: 'refused', reason: 'unverified' }
  const dateOfBirth = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`
  return described({ subject, fullName, idNumber, dateOfBirth }, today, {})
}

type Stated = { subject: string; fullName: string; dateOfBirth: string; idNumber: string }

/** Name, date and number must be in form and agree with each other; the rest is given as far as it is known. */
function described(stated: Stated, today: string, rest: Partial<Described>): ClaimsRead {
  const fullName = read(stated.fullName, asShown)
  const birth = parseDateOfBirth(stated.dateOfBirth, today)
  const idNumber = read(stated.idNumber, text => parseCitizenIdNumber(text, today))
  if (birth.kind === 'refused' && birth.reason === 'too-young') return { kind: 'refused', reason: 'too-young' }
  if (!fullName || birth.kind === 'refused' || !idNumber || birthYearContradicts(idNumber, birth.value)) {
    return incomplete
  }
  return { kind: 'read', person: { ...rest, subject: stated.subject, fullName, dateOfBirth: birth.value, idNumber } }
}

/** A name in capitals is kept as people write it. */
function asShown(text: string) {
  const name = parsePersonName(text)
  return name.kind === 'ok' ? { ...name, value: displayName(name.value) } : name
}

function read<T>(text: string | undefined, parse: (text: string) => { kind: 'ok'; value: T } | { kind: 'refused' }) {
  const reading = parse(text ?? '')
  return reading.kind === 'ok' ? reading.value : undefined
}

function contact(value: string | undefined, verified: boolean | undefined) {
  return value === undefined ? undefined : { value, verified: verified === true }
}

/** What somebody knows, has, or is, by the names of RFC 8176 §2. */
const KINDS: Record<string, 'knows' | 'has' | 'is'> = {
  ...{ pwd: 'knows', pin: 'knows', kba: 'knows' },
  ...{ otp: 'has', sms: 'has', tel: 'has', hwk: 'has', swk: 'has', sc: 'has' },
  ...{ face: 'is', fpt: 'is', iris: 'is', retina: 'is', vbm: 'is' },
}

/** Two methods are two factors only where they are of different kinds (NIST SP 800-63B §4.2). */
export function factorsOf(methods: readonly string[]): ProviderIdentity['factors'] {
  const kinds = new Set(methods.flatMap(method => KINDS[method] ?? []))
  return methods.includes('mfa') || kinds.size > 1 ? 'two' : 'one'
}
