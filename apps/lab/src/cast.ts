import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import type { LabPersona } from '@motcua/contracts/lab-api.ts'
import { nationalNumber } from '@motcua/identifiers/phone.ts'
import type { TokenCertificate } from './pki/token-certificate.ts'
import type { SimCard } from './sim/sim-card.ts'

/** What an operator's register says of a number. */
export type SubscriberRecord = {
  idNumbers: readonly string[]
  fullName: string
  /** `YYYY-MM-DD`. */
  dateOfBirth: string
  diacritics: 'kept' | 'stripped-by-source'
}

/** How one of a persona's numbers departs from the ordinary. */
export type Line = {
  /** What differs on record; `none`: no operator knows the number. */
  record?: Partial<SubscriberRecord> | 'none'
  /** How the number's operator answers the registry. */
  operator?: 'down' | 'slow' | 'garbage'
  sms?: 'late' | 'lost'
}

/** What social insurance has on record for a number. */
export type InsuredRecord = {
  /** The current one first. */
  idNumbers: readonly string[]
  fullName: string
  /** `YYYY-MM-DD`. */
  dateOfBirth: string
  /** `+84…`, or that none was ever given. */
  phone: string | 'none'
}

/** How a persona's insurance departs from the ordinary. */
export type Insurance = {
  /** What differs on record; `none`: nobody is insured under the number. */
  record?: Partial<InsuredRecord> | 'none'
  /** How the office that keeps the record answers the registry. */
  office?: 'down' | 'slow' | 'garbage'
}

/** How one of a persona's accounts at an identity provider departs from the ordinary. */
export type ProviderAccount = {
  /** 1: signs in by password alone; otherwise by a code to the phone as well. */
  level?: 1
  /** Nobody has looked at the person's papers. */
  identity?: 'unverified'
  holder?: 'organization'
  /** Claims that are as told here; undefined: left out. */
  claims?: Record<string, unknown>
  /** What the provider does wrong, or `refuse`: it never lets this person go on. */
  mischief?: 'refuse' | 'wrong-key' | 'wrong-nonce'
}

/** A persona and what only the lab knows of it. */
export type CastMember = LabPersona & {
  /** In one line, what becomes of this person. */
  story: Record<'vi' | 'en', string>
  /** The natural person who acts for an organisation. */
  representative?: string
  /** By number as typed; numbers not named here are ordinary. */
  lines?: Record<string, Line>
  /** Of the persona's social insurance number; without a word it is ordinary. */
  insurance?: Insurance
  /** What is on each token, by the token's id. */
  certificates?: Record<string, TokenCertificate>
  /** By number as typed; the signing SIMs of numbers not named here are ordinary. */
  sims?: Record<string, SimCard>
  /** Accounts not named here are ordinary. */
  accounts?: Partial<Record<IdentityProviderId, ProviderAccount>>
}

export type Cast = {
  members: readonly CastMember[]
  byId(id: string): CastMember | undefined
  /** `+84…`; undefined where no persona has the number. */
  line(phone: string): Line | undefined
  record(phone: string): SubscriberRecord | undefined
  /** Who serves a number now, as its owner's phone has it: `VinaPhone`. */
  operator(phone: string): string | undefined
  /** By social insurance number; undefined where no persona has it. */
  insured(number: string): { record: InsuredRecord | undefined; office?: Insurance['office'] } | undefined
}

/** The cast with the look-ups that the upstreams need. */
export function castOf(members: readonly CastMember[]): Cast {
  const owners = new Map(members.flatMap(member => member.phones.map(phone => [international(phone.number), member])))
  const line = (phone: string) => {
    const owner = owners.get(phone)
    return owner && (owner.lines?.[nationalNumber(phone)] ?? {})
  }
  return {
    members,
    byId: id => members.find(member => member.id === id),
    line,
    record: phone => {
      const owner = owners.get(phone)
      const different = line(phone)?.record
      return owner === undefined || different === 'none' ? undefined : { ...ownRecord(owner), ...different }
    },
    operator: phone => owners.get(phone)?.phones.find(({ number }) => international(number) === phone)?.operator,
    insured: number => {
      const owner = members.find(member => member.socialInsuranceNumber === number)
      return owner && insuredOf(owner)
    },
  }
}

/** The persona as the API shows it: without what only the lab knows. */
export function shown(member: CastMember): LabPersona {
  const { story: _story, representative: _who, lines: _lines, ...rest } = member
  const { insurance: _insurance, accounts: _accounts, certificates: _certificates, sims: _sims, ...persona } = rest
  return persona
}

/** `0828114088` → `+84828114088`. */
export function international(number: string): string {
  return `+84${number.slice(1)}`
}

function ownRecord(owner: CastMember): SubscriberRecord {
  const fullName = owner.representative ?? owner.fullName
  return { idNumbers: idNumbersOf(owner), fullName, dateOfBirth: owner.dateOfBirth, diacritics: 'kept' }
}

function insuredOf(owner: CastMember): ReturnType<Cast['insured']> {
  const { fullName, dateOfBirth, phones, insurance = {} } = owner
  const [first] = phones
  const phone = first === undefined ? 'none' : international(first.number)
  const { record: different, ...office } = insurance
  const own = { idNumbers: idNumbersOf(owner), fullName, dateOfBirth, phone }
  return { record: different === 'none' ? undefined : { ...own, ...different }, ...office }
}

function idNumbersOf({ idNumber, previousIdNumber }: CastMember): string[] {
  return [idNumber, ...(previousIdNumber === undefined ? [] : [previousIdNumber])]
}
