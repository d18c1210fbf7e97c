import type { LabPersona } from '@motcua/contracts/lab-api.ts'
import { nationalNumber } from '@motcua/identifiers/phone.ts'

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

/** A persona and what only the lab knows of it. */
export type CastMember = LabPersona & {
  /** In one line, what becomes of this person. */
  story: Record<'vi' | 'en', string>
  /** The natural person who acts for an organisation. */
  representative?: string
  /** By number as typed; numbers not named here are ordinary. */
  lines?: Record<string, Line>
}

export type Cast = {
  members: readonly CastMember[]
  byId(id: string): CastMember | undefined
  /** `+84…`; undefined where no persona has the number. */
  line(phone: string): Line | undefined
  record(phone: string): SubscriberRecord | undefined
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
  }
}

/** The persona as the API shows it: without what only the lab knows. */
export function shown({ story: _story, representative: _who, lines: _lines, ...persona }: CastMember): LabPersona {
  return persona
}

/** `0828114088` → `+84828114088`. */
export function international(number: string): string {
  return `+84${number.slice(1)}`
}

function ownRecord(owner: CastMember): SubscriberRecord {
  const idNumbers = [owner.idNumber, ...(owner.previousIdNumber === undefined ? [] : [owner.previousIdNumber])]
  const fullName = owner.representative ?? owner.fullName
  return { idNumbers, fullName, dateOfBirth: owner.dateOfBirth, diacritics: 'kept' }
}
