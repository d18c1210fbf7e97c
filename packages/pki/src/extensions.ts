import { BitString } from 'asn1js'
import {
  type AccessDescription,
  BasicConstraints,
  type Certificate,
  CRLDistributionPoints,
  type Extension,
  ExtKeyUsage,
  type GeneralName,
  InfoAccess,
} from 'pkijs'
import { isDer } from './der.ts'

const OID = {
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  ocsp: '1.3.6.1.5.5.7.48.1',
}

/** What may be critical. Alternative names are no identifiers here, and any policy will do, so both say nothing more. */
const UNDERSTOOD = [
  OID.keyUsage,
  OID.basicConstraints,
  OID.extendedKeyUsage,
  OID.subjectAltName,
  OID.certificatePolicies,
  OID.crlDistributionPoints,
  OID.authorityInfoAccess,
]

const URI = 6

/** By bit (RFC 5280 §4.2.1.3). */
const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
] as const
export type KeyUsage = (typeof keyUsages)[number]

/** What a certificate says about its use. */
export type Extensions = {
  /** Of a CA; `pathLength` is how many CAs may stand below. */
  authority: { pathLength: number } | undefined
  keyUsage: KeyUsage[] | undefined
  /** Object identifiers. */
  extendedKeyUsage: string[] | undefined
  /** Where to ask, HTTP only. */
  ocspUrls: string[]
  crlUrls: string[]
  /** Whether it is bound to conditions that are not checked here: name constraints, and whatever else is critical. */
  notUnderstood: boolean
}

/** The extensions of a certificate; undefined where one stands twice (RFC 5280 §4.2) or is not what its name says. */
export function extensionsOf({ extensions = [] }: Certificate): Extensions | undefined {
  if (new Set(extensions.map(each => each.extnID)).size < extensions.length) return undefined
  const find = (oid: string) => extensions.find(each => each.extnID === oid)
  try {
    return {
      authority: authorityIn(find(OID.basicConstraints)),
      keyUsage: keyUsageIn(find(OID.keyUsage)),
      extendedKeyUsage: maybe(ExtKeyUsage, find(OID.extendedKeyUsage))?.keyPurposes,
      ocspUrls: ocspUrlsIn(find(OID.authorityInfoAccess)),
      crlUrls: crlUrlsIn(find(OID.crlDistributionPoints)),
      notUnderstood: extensions.some(isNotUnderstood),
    }
  } catch {
    return undefined
  }
}

const isNotUnderstood = ({ extnID, critical }: Extension) =>
  extnID === OID.nameConstraints || (critical && !UNDERSTOOD.includes(extnID))

type Kind<T> = new (...parameters: never[]) => T

/** The value of an extension. @throws where it is not of its kind: the parser itself then gives a value made of defaults. */
export function parsedAs<T>(kind: Kind<T>, extension: Extension): T {
  const value: unknown = extension.parsedValue
  const broken = value instanceof Object && 'parsingError' in value && value.parsingError !== undefined
  if (broken || !(value instanceof kind) || !isDer(extension.extnValue.valueBlock.valueHexView))
    throw new Error(`extension ${extension.extnID} is malformed`)
  return value
}

const maybe = <T>(kind: Kind<T>, extension: Extension | undefined): T | undefined =>
  extension && parsedAs(kind, extension)

function authorityIn(extension: Extension | undefined): Extensions['authority'] {
  const constraints = maybe(BasicConstraints, extension)
  if (!constraints?.cA) return undefined
  const length = constraints.pathLenConstraint ?? Number.POSITIVE_INFINITY
  if (typeof length !== 'number' || length < 0) throw new Error('path length is malformed')
  return { pathLength: length }
}

function keyUsageIn(extension: Extension | undefined): KeyUsage[] | undefined {
  const bits = maybe(BitString, extension)?.valueBlock.valueHexView[0]
  if (!extension) return undefined
  return keyUsages.filter((_, index) => ((bits ?? 0) & (0x80 >> index)) !== 0)
}

function ocspUrlsIn(extension: Extension | undefined): string[] {
  const descriptions: AccessDescription[] = maybe(InfoAccess, extension)?.accessDescriptions ?? []
  return urlsOf(descriptions.filter(each => each.accessMethod === OID.ocsp).map(each => each.accessLocation))
}

/** Lists by another issuer or for some reasons only are left out (RFC 5280 §4.2.1.13). */
function crlUrlsIn(extension: Extension | undefined): string[] {
  const points = maybe(CRLDistributionPoints, extension)?.distributionPoints ?? []
  const whole = points.filter(each => each.cRLIssuer === undefined && each.reasons === undefined)
  return urlsOf(whole.flatMap(each => (Array.isArray(each.distributionPoint) ? each.distributionPoint : [])))
}

const urlsOf = (names: GeneralName[]): string[] =>
  names.flatMap(({ type, value }) => (type === URI && /^https?:\/\//i.test(String(value)) ? [String(value)] : []))
