import { type Certificate, isIssuedBy, isValidAt } from './certificate.ts'
import { isStrongKey, schemeOf } from './strength.ts'
import { isForPeople, mayVouchForPeople, type UsePolicy, usualUse } from './use.ts'

/** The two roots of Vietnam: of the licensed public authorities, and of the Government Cipher Committee. */
export type Authority = 'national' | 'government'

type Group = { anchors: Certificate[]; intermediates: Certificate[] }
export type TrustStore = Record<Authority, Group>

export type Refusal = 'untrusted' | 'expired' | 'not-yet-valid' | 'issuer-expired' | 'wrong-use' | 'weak'

/** `chain`: from the certificate up to the anchor, both among it. */
export type Chained = { kind: 'chained'; authority: Authority; chain: Certificate[] }

type Asking = { store: TrustStore; at: Date; use?: UsePolicy }
type Judging = { at: Date; use: UsePolicy }

/** Certificates in a chain, its ends among them. */
const LONGEST_CHAIN = 6
/** Signatures looked at for one certificate: authorities that vouch for each other in every way are given up. */
const MOST_SIGNATURES = 64

/**
 * What is trusted. Of each group those that sign themselves are the anchors; the others are steps on the way to an anchor
 * of the same group, never trusted by themselves. @throws when one anchor is to stand for both.
 */
export function trustStore(certificates: Record<Authority, Certificate[]>): TrustStore {
  const [national, government] = [groupOf(certificates.national), groupOf(certificates.government)]
  const keys = new Set(national.anchors.map(publicKeyOf))
  if (government.anchors.some(anchor => keys.has(publicKeyOf(anchor))))
    throw new Error('one anchor cannot be both national and government')
  return { national, government }
}

function groupOf(certificates: Certificate[]): Group {
  const isAnchor = (each: Certificate) => isSelfIssued(each) && isIssuedBy(each, each)
  return {
    anchors: certificates.filter(isAnchor),
    intermediates: certificates.filter(each => !isAnchor(each)),
  }
}

const publicKeyOf = ({ x509 }: Certificate) => x509.publicKey.export({ type: 'spki', format: 'der' }).toString('hex')

const isSelfIssued = ({ names }: Certificate) => names.issuer.equals(names.subject)

/**
 * The chain from a certificate to one of the two anchors (RFC 5280 §6), found by names and proved by signatures, and
 * judged by validity, use and strength at `at`. Revocation is asked elsewhere, for each link.
 *
 * Where an authority is cross-signed into both, the shorter way counts, and of ways of one length the national: by a
 * cross-signature nobody becomes a state agency.
 */
export function chainOf(
  certificate: Certificate,
  { store, at, use = usualUse }: Asking,
): Chained | { kind: 'refused'; reason: Refusal } {
  if (isWeak(certificate)) return { kind: 'refused', reason: 'weak' }
  const found = (['national', 'government'] as const).flatMap(authority =>
    chainsTo(store[authority], certificate).map(chain => ({ kind: 'chained' as const, authority, chain })),
  )
  const judged = found
    .sort((one, other) => one.chain.length - other.chain.length)
    .map(each => ({ each, fault: faultOf(each.chain, { at, use }) }))
  const right = judged.find(({ fault }) => fault === undefined)
  return right ? right.each : { kind: 'refused', reason: judged[0]?.fault ?? 'untrusted' }
}

/** Every way up to an anchor of a group by names and signatures, shortest first, within a bounded number of looks. */
function chainsTo({ anchors, intermediates }: Group, certificate: Certificate): Certificate[][] {
  const found: Certificate[][] = []
  const open = [[certificate]]
  let looks = 0
  const signs = (issuer: Certificate, chain: Certificate[]) => {
    const last = chain.at(-1) ?? certificate
    return issuer.names.subject.equals(last.names.issuer) && looks++ < MOST_SIGNATURES && isIssuedBy(last, issuer)
  }
  for (let chain = open.shift(); chain; chain = open.shift()) {
    const sofar = chain
    if (sofar.length === LONGEST_CHAIN) continue
    found.push(...anchors.filter(each => signs(each, sofar)).map(each => [...sofar, each]))
    const next = intermediates.filter(each => !isIn(sofar, each) && signs(each, sofar))
    open.push(...next.map(each => [...sofar, each]))
  }
  return found
}

/** An authority twice in one chain only leads round in circles, under whichever of its certificates. */
const isIn = (chain: Certificate[], authority: Certificate) =>
  chain.some(each => each.names.subject.equals(authority.names.subject) && publicKeyOf(each) === publicKeyOf(authority))

/** What is wrong with a chain whose signatures are right; the first thing, the worst first. */
function faultOf(chain: Certificate[], { at, use }: Judging): Refusal | undefined {
  const [certificate, ...issuers] = chain
  const anchor = issuers.at(-1)
  if (!certificate || !anchor) return 'untrusted'
  if (!isStrongKey(anchor) || issuers.slice(0, -1).some(isWeak)) return 'weak'
  if (chain.some(each => each.extensions.notUnderstood) || !issuers.every(mayIssue)) return 'untrusted'
  if (!keepsPathLengths(issuers)) return 'untrusted'
  if (at < certificate.validFrom) return 'not-yet-valid'
  if (!isValidAt(certificate, at)) return 'expired'
  if (!issuers.every(each => isValidAt(each, at))) return 'issuer-expired'
  const rightUse = isForPeople(certificate, use) && issuers.every(each => mayVouchForPeople(each, use))
  return rightUse ? undefined : 'wrong-use'
}

/** The signature on an anchor proves nothing, so its algorithm may be an old one; its key must be strong all the same. */
const isWeak = (certificate: Certificate) =>
  schemeOf(certificate.parsed.signatureAlgorithm) === undefined || !isStrongKey(certificate)

/** RFC 5280 §6.1.4 (k), (n); old roots do without key usage. */
function mayIssue(issuer: Certificate): boolean {
  const { authority, keyUsage } = issuer.extensions
  const signs = keyUsage ? keyUsage.includes('keyCertSign') : isSelfIssued(issuer)
  return authority !== undefined && signs
}

/** RFC 5280 §6.1.4 (l), (m): how many authorities stand below each, those that issued themselves a new key not counted. */
function keepsPathLengths(issuers: Certificate[]): boolean {
  return issuers.every(({ extensions }, index) => {
    const below = issuers.slice(0, index).filter(each => !isSelfIssued(each)).length
    return below <= (extensions.authority?.pathLength ?? 0)
  })
}
