import { Enumerated } from 'asn1js'
import { type Extension, IssuingDistributionPoint } from 'pkijs'
import type { Certificate } from './certificate.ts'
import { serialOf } from './certificate-id.ts'
import { type CrlList, isEntryOf, readCrlEntry, readCrlList } from './crl-list.ts'
import { elementAt, partsOf } from './der.ts'
import { parsedAs } from './extensions.ts'
import { holdsUntil, type Revocation, type RevocationQuestion, revokedFor, undetermined } from './revocation.ts'
import { isSignedWith } from './signed.ts'

const REASON_CODE = '2.5.29.21'
const DELTA_INDICATOR = '2.5.29.27'
const ISSUING_DISTRIBUTION_POINT = '2.5.29.28'

const ONLY_SOME_REASONS = 0x83
const URI = 6

/**
 * What an authority's own list says of a certificate (RFC 5280 §6.3). Undetermined is every list that is not the
 * issuer's, not whole for this certificate (delta, indirect, some reasons, other kinds), or not of now.
 */
export function judgeCrl(crl: Uint8Array, question: RevocationQuestion): Revocation {
  try {
    const list = readCrlList(crl)
    return list ? judgeList(list, question) : undetermined('malformed')
  } catch {
    // The parser throws whatever it comes across.
    return undetermined('malformed')
  }
}

function judgeList(list: CrlList, { certificate, issuer, at }: RevocationQuestion): Revocation {
  const { subject } = issuer.names
  if (!subject.equals(list.issuer) || !certificate.names.issuer.equals(subject)) return undetermined('about-another')
  if (issuer.extensions.keyUsage?.includes('cRLSign') === false) return undetermined('issuer-signs-no-lists')
  if (!isSignedWith(issuer.x509.publicKey, list.signed)) return undetermined('not-signed-by-issuer')
  if (!isWholeFor(certificate, list.extensions)) return undetermined('not-whole')
  const held = holdsUntil(list, at)
  if (held.kind === 'undetermined') return held
  return entryOf(certificate, list) ?? { kind: 'good', until: held.until }
}

function entryOf(certificate: Certificate, { signed, entries }: CrlList): Revocation | undefined {
  const serial = serialOf(certificate)
  const found = entries.find(entry => isEntryOf(signed.bytes, { entry, serial }))
  if (!found) return undefined
  const entry = readCrlEntry(signed.bytes, found)
  // Such as certificateIssuer: then it is about a certificate of somebody else (§5.3.3).
  if (!entry || entry.extensions.some(each => each.critical && each.extnID !== REASON_CODE))
    return undetermined('not-understood')
  const reason = entry.extensions.find(each => each.extnID === REASON_CODE)?.parsedValue
  return revokedFor(reason instanceof Enumerated ? reason.valueBlock.valueDec : undefined, entry.since)
}

/** Whether a certificate that does not stand in a list with these extensions is good. */
function isWholeFor(certificate: Certificate, extensions: Extension[]): boolean {
  return extensions.every(each => {
    if (each.extnID === DELTA_INDICATOR) return false
    if (each.extnID !== ISSUING_DISTRIBUTION_POINT) return !each.critical
    return !isForSomeReasons(each) && covers(parsedAs(IssuingDistributionPoint, each), certificate)
  })
}

/** Looked up by its tag, as the parser takes the reasons' first octet, which counts unused bits, for the reasons. */
function isForSomeReasons({ extnValue }: Extension): boolean {
  const bytes = extnValue.valueBlock.valueHexView
  return partsOf(bytes, elementAt(bytes, 0)).some(each => each.tag === ONLY_SOME_REASONS)
}

/** RFC 5280 §6.3.3 (b)(2). */
function covers(point: IssuingDistributionPoint, { extensions, crlUrls }: Certificate): boolean {
  const isAuthority = extensions.authority !== undefined
  if (point.indirectCRL || point.onlyContainsAttributeCerts) return false
  if (isAuthority ? point.onlyContainsUserCerts : point.onlyContainsCACerts) return false
  const names = point.distributionPoint
  if (names === undefined) return true
  return Array.isArray(names) && names.some(({ type, value }) => type === URI && crlUrls.includes(String(value)))
}
