import { parsePersonName, sameName } from '@motcua/identifiers/person-name.ts'
import { type Account, type AccountKind, verifiedValue } from './account.ts'
import type { Certified } from './certified.ts'

/** Who a certificate says its holder is, as somebody who may have an account. */
export type Holder = CitizenHolder | EnterpriseHolder | AgencyHolder
/** `idNumbers`: every CCCD and CMND number in the certificate, 12 digits before 9. */
export type CitizenHolder = { kind: 'citizen'; idNumbers: string[]; fullName: string }
/** `taxCode`: 10 digits, or 13 of a branch, which is an enterprise of its own. */
export type EnterpriseHolder = { kind: 'enterprise'; taxCode: string; name: string }
/** `governingUnit`: what O says above the agency's own name. */
export type AgencyHolder = {
  kind: 'agency'
  taxCode?: string
  budgetCode?: string
  name: string
  governingUnit?: string
}

/** Why a certificate opens no account of the kind that was asked for. */
export const holderRefusals = [
  /** Something in it was not understood; then nobody may be taken by the rest. */
  'unreadable',
  /** Citizens and enterprises have certificates of the national root, agencies of the government's. */
  'wrong-authority',
  /** An organisation's certificate where a person's is needed. */
  'no-person',
  /** A person's within an organisation: staff join by invitation, they do not open its account. */
  'staff-certificate',
  /** A person's certificate where an organisation's is needed. */
  'not-an-organization',
  /** No number that an account of this kind is known by. */
  'no-number',
  /** Two that cannot both be the holder's. */
  'several-numbers',
  'no-name',
] as const
export type HolderRefusal = (typeof holderRefusals)[number]

export type HolderFound = { kind: 'holder'; holder: Holder } | { kind: 'refused'; reason: HolderRefusal }

const LONGEST_NAME = 300
const AUTHORITIES = { citizen: 'national', enterprise: 'national', agency: 'government' } as const

/**
 * Reads a verified certificate as that of a citizen, an enterprise or a state agency (product rules, Accounts). Only one
 * without a number of a natural person is an organisation's.
 */
export function holderOf(certified: Certified, as: AccountKind): HolderFound {
  if (certified.subject.unreadable) return refused('unreadable')
  if (certified.authority !== AUTHORITIES[as]) return refused('wrong-authority')
  switch (as) {
    case 'citizen':
      return citizenOf(certified.subject)
    case 'enterprise':
      return enterpriseOf(certified.subject)
    case 'agency':
      return agencyOf(certified.subject)
  }
}

type Subject = Certified['subject']

const refused = (reason: HolderRefusal) => ({ kind: 'refused', reason }) as const
const namesPerson = ({ idNumbers, passportNumbers }: Subject) => idNumbers.length + passportNumbers.length > 0
const namesOrganization = ({ taxCodes, budgetCodes }: Subject) => taxCodes.length + budgetCodes.length > 0

/** A tax code beside the personal number does no harm: it is the person's own or that of where they work. */
function citizenOf(subject: Subject): HolderFound {
  if (!namesPerson(subject) && namesOrganization(subject)) return refused('no-person')
  const idNumbers = [...new Set(subject.idNumbers)].toSorted((a, b) => b.length - a.length)
  if (idNumbers.length === 0) return refused('no-number')
  // A person has one CCCD for life; a CMND was new with every province they moved to.
  if (idNumbers.filter(isCitizenId).length > 1) return refused('several-numbers')
  const name = parsePersonName(subject.commonName ?? '')
  if (name.kind === 'refused') return refused('no-name')
  return { kind: 'holder', holder: { kind: 'citizen', idNumbers, fullName: name.value } }
}

function enterpriseOf(subject: Subject): HolderFound {
  if (namesPerson(subject)) return refused(namesOrganization(subject) ? 'staff-certificate' : 'not-an-organization')
  const [taxCode, ...others] = new Set(subject.taxCodes)
  if (taxCode === undefined) return refused('no-number')
  if (others.length > 0) return refused('several-numbers')
  const name = organizationName(subject.commonName)
  return name === undefined ? refused('no-name') : { kind: 'holder', holder: { kind: 'enterprise', taxCode, name } }
}

/** The government's authority gives certificates to its bodies and to those who work in them, to nobody else. */
function agencyOf(subject: Subject): HolderFound {
  if (namesPerson(subject)) return refused('staff-certificate')
  if (!namesOrganization(subject)) return refused('no-number')
  const [taxCode, ...otherTaxCodes] = new Set(subject.taxCodes)
  const [budgetCode, ...otherBudgetCodes] = new Set(subject.budgetCodes)
  if (otherTaxCodes.length + otherBudgetCodes.length > 0) return refused('several-numbers')
  const name = organizationName(subject.commonName)
  if (name === undefined) return refused('no-name')
  const above = organizationName(subject.organization)
  return {
    kind: 'holder',
    holder: {
      ...{ kind: 'agency', name },
      ...(taxCode === undefined ? {} : { taxCode }),
      ...(budgetCode === undefined ? {} : { budgetCode }),
      ...(above === undefined || above === name ? {} : { governingUnit: above }),
    },
  }
}

/** Composed, single spaces; undefined where nothing is left or where it is no name any more. */
function organizationName(text = ''): string | undefined {
  const name = text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
  return /\p{L}/u.test(name) && name.length <= LONGEST_NAME ? name : undefined
}

const isCitizenId = (number: string) => number.length === 12

/**
 * Whether a certificate names the person or organisation of an account, by the numbers that are verified there. The
 * first kind of number that both have decides: who has another CCCD is another person whatever else agrees.
 */
export function sameHolder(holder: Holder, account: Account): boolean {
  if (holder.kind !== account.kind) return false
  const own = (name: Parameters<typeof verifiedValue>[1]) => verifiedValue(account, name)
  switch (holder.kind) {
    case 'citizen': {
      const [cccd, cmnd] = [holder.idNumbers.filter(isCitizenId), holder.idNumbers.filter(one => !isCitizenId(one))]
      return agree([cccd, own('citizenIdNumber')], [cmnd, own('identityCardNumber')])
    }
    case 'enterprise':
      return agree([[holder.taxCode], own('taxCode')])
    case 'agency': {
      const [mns, mst] = [own('budgetCode'), own('taxCode')]
      if (holder.budgetCode !== undefined && mns !== undefined) return holder.budgetCode === mns
      // Units may share the tax code of the body above them.
      const isNamed = sameName(holder.name, own('organizationName') ?? '', { diacritics: 'kept' })
      return isNamed && agree([given(holder.taxCode), mst])
    }
  }
}

const given = (number: string | undefined) => (number === undefined ? [] : [number])

function agree(...kinds: [theirs: string[], ours: string | undefined][]): boolean {
  const [theirs, ours] = kinds.find(([numbers, own]) => numbers.length > 0 && own !== undefined) ?? []
  return theirs !== undefined && ours !== undefined && theirs.includes(ours)
}
