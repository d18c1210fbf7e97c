import { parseCitizenIdNumber } from '@motcua/identifiers/citizen-id.ts'
import { parseTaxCode } from '@motcua/identifiers/tax-code.ts'
import type { AttributeTypeAndValue, RelativeDistinguishedNames } from 'pkijs'
import { attributeText } from './attribute-text.ts'

/**
 * Whom a certificate names, by the conventions of Vietnamese certificates (Thông tư 04/2019/TT-BTTTT, article 6): the
 * identifiers stand in UID attributes with a prefix. Values are in the canonical forms of packages/identifiers.
 */
export type CertificateSubject = {
  commonName: string | undefined
  /** O, first one. */
  organization: string | undefined
  /** T. */
  title: string | undefined
  /** E; a statement of the certification authority, not a confirmed mailbox. */
  email: string | undefined
  /** Numbers of a natural person: CCCD and CMND of 12 digits, then CMND of 9, each once; also where the UID has no prefix. */
  idNumbers: string[]
  passportNumbers: string[]
  /** MST, 10 or 13 digits. */
  taxCodes: string[]
  /** MNS. */
  budgetCodes: string[]
  /**
   * Whether there is a UID or organizationIdentifier that was not understood, or an attribute that nobody could read on
   * a screen; then nobody may be taken by the rest.
   */
  unreadable: boolean
}

const OID = {
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  title: '2.5.4.12',
  organizationIdentifier: '2.5.4.97',
  email: '1.2.840.113549.1.9.1',
  uid: '0.9.2342.19200300.100.1.1',
}

/** Whether a birth year lies in the future is for whoever has a clock. */
const NO_DAY = '9999-12-31'

type Identifier =
  | { kind: 'person'; number: string }
  | { kind: 'passport'; number: string }
  | { kind: 'tax'; number: string }
  /** A personal number in the place of a tax code (Thông tư 86/2024/TT-BTC). */
  | { kind: 'personal-tax'; number: string }
  | { kind: 'budget'; number: string }
  | { kind: 'unreadable' }

/**
 * Reads the subject of a certificate. Only whole UID and organizationIdentifier attributes are identifiers; the same
 * text within a CN, or behind a separator within a value, never is.
 */
export function subjectOf(name: RelativeDistinguishedNames): CertificateSubject {
  const attributes = name.typesAndValues
  const first = (type: string) => attributes.filter(each => each.type === type).map(attributeText)[0]
  const identifiers = attributes.flatMap(identifierIn)
  return {
    commonName: first(OID.commonName),
    organization: first(OID.organization),
    title: first(OID.title),
    email: first(OID.email),
    idNumbers: numbersOf(identifiers, 'person').sort((one, other) => other.length - one.length),
    passportNumbers: numbersOf(identifiers, 'passport'),
    taxCodes: numbersOf(identifiers, 'tax'),
    budgetCodes: numbersOf(identifiers, 'budget'),
    unreadable: attributes.some(each => attributeText(each) === undefined) || contradicts(identifiers),
  }
}

const numbersOf = (identifiers: Identifier[], kind: Exclude<Identifier['kind'], 'unreadable'>): string[] => [
  ...new Set(identifiers.flatMap(each => (each.kind === kind ? [each.number] : []))),
]

/** A personal number as tax code says nothing new of a person named by it; alone it leaves open who holds the token. */
function contradicts(identifiers: Identifier[]): boolean {
  const persons = numbersOf(identifiers, 'person')
  return (
    identifiers.some(each => each.kind === 'unreadable') ||
    numbersOf(identifiers, 'personal-tax').some(number => !persons.includes(number))
  )
}

function identifierIn(attribute: AttributeTypeAndValue): Identifier[] {
  const isUid = attribute.type === OID.uid
  if (!isUid && attribute.type !== OID.organizationIdentifier) return []
  const text = attributeText(attribute)?.trim()
  if (text === undefined) return [{ kind: 'unreadable' }]
  return [isUid ? uidOf(text) : organizationIdentifierOf(text)]
}

function uidOf(text: string): Identifier {
  const [, prefix = '', value = text] = /^([a-z]+)\s*:\s*(.*)$/i.exec(text) ?? []
  switch (prefix.toUpperCase()) {
    case '':
      return bareNumber(text)
    case 'CCCD':
      return twelveDigits(personOf(value))
    case 'CMND':
      return personOf(value)
    case 'MST':
      return taxOf(value)
    case 'MNS':
      return matching(value, { kind: 'budget', shape: /^\d{7,13}$/ })
    case 'HC':
      return matching(value, { kind: 'passport', shape: /^[A-Z0-9]{6,9}$/ })
    default:
      return { kind: 'unreadable' }
  }
}

/** `MST:` as in UIDs, or the form of ETSI EN 319 412-1 §5.1.4. */
function organizationIdentifierOf(text: string): Identifier {
  const [, value] = /^(?:MST\s*:|VATVN-)?\s*(.*)$/i.exec(text) ?? []
  return taxOf(value ?? '')
}

/** The length tells a person's number from an organisation's. */
function bareNumber(text: string): Identifier {
  const person = personOf(text)
  return person.kind === 'person' ? person : taxOf(text)
}

function personOf(value: string): Identifier {
  const parsed = parseCitizenIdNumber(value, NO_DAY)
  return parsed.kind === 'ok' ? { kind: 'person', number: parsed.value } : { kind: 'unreadable' }
}

const twelveDigits = (identifier: Identifier): Identifier =>
  identifier.kind === 'person' && identifier.number.length !== 12 ? { kind: 'unreadable' } : identifier

function taxOf(value: string): Identifier {
  const parsed = parseTaxCode(value)
  if (parsed.kind === 'ok') return { kind: 'tax', number: parsed.value }
  const person = twelveDigits(personOf(value))
  return person.kind === 'person' ? { kind: 'personal-tax', number: person.number } : { kind: 'unreadable' }
}

function matching(value: string, { kind, shape }: { kind: 'budget' | 'passport'; shape: RegExp }): Identifier {
  const number = value.replaceAll(' ', '').toUpperCase()
  return shape.test(number) ? { kind, number } : { kind: 'unreadable' }
}
