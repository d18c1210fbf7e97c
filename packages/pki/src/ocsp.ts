import { Enumerated, GeneralizedTime, OctetString } from 'asn1js'
import {
  type Extension,
  Extension as NewExtension,
  OCSPRequest,
  RelativeDistinguishedNames,
  Request,
  type SingleResponse,
  TBSRequest,
} from 'pkijs'
import { type Certificate, isIssuedBy, isValidAt } from './certificate.ts'
import { certificateId, isAbout, keyHashOf, type Link } from './certificate-id.ts'
import { type OcspAnswer, readOcspAnswer } from './ocsp-answer.ts'
import {
  holdsUntil,
  isAhead,
  type Revocation,
  type RevocationQuestion,
  revokedFor,
  undetermined,
} from './revocation.ts'
import { isSignedWith } from './signed.ts'
import { isStrongKey, schemeOf } from './strength.ts'
import { OCSP_SIGNING } from './use.ts'

const NONCE = '1.3.6.1.5.5.7.48.1.2'

/** How long an answer without our nonce may be passed on, in ms: whoever kept one may show it for that long. */
const OLDEST_WITHOUT_NONCE = 24 * 3_600_000

export type OcspQuestion = RevocationQuestion & {
  /** As it was sent. */
  nonce: Buffer
  /** `optional`: for responders that sign in advance and repeat no nonce. */
  nonceIs?: 'required' | 'optional'
}

/** What to post to a responder: whether one certificate is good (RFC 6960 §4.1). `nonce`: 32 random bytes (RFC 9654 §2.1). */
export function ocspRequest({ nonce, ...link }: Link & { nonce: Buffer }): Buffer {
  const tbsRequest = new TBSRequest({
    requestList: [new Request({ reqCert: certificateId(link) })],
    requestExtensions: [new NewExtension({ extnID: NONCE, extnValue: nonceValue(nonce) })],
  })
  return Buffer.from(new OCSPRequest({ tbsRequest }).toSchema(true).toBER())
}

const nonceValue = (nonce: Buffer) => new OctetString({ valueHex: nonce }).toBER()

/**
 * What a responder's answer says of a certificate (RFC 6960 §3.2). Undetermined is every answer that is not about this
 * certificate alone, not fresh, or not signed by its issuer or by a responder that the issuer itself named.
 */
export function judgeOcsp(bytes: Uint8Array, question: OcspQuestion): Revocation {
  const read = readOcspAnswer(bytes)
  if (read.kind !== 'read') return undetermined(read.kind)
  try {
    return judgeAnswer(read.answer, question)
  } catch {
    // What is read on demand may be malformed too.
    return undetermined('malformed')
  }
}

function judgeAnswer(answer: OcspAnswer, question: OcspQuestion): Revocation {
  const { said } = answer
  const [single, ...others] = said.responses
  if (!single || others.length > 0) return undetermined('not-one-answer')
  if (!isAbout(single.certID, question)) return undetermined('about-another')
  if (!isSignedForIssuer(answer, question)) return undetermined('not-signed-by-issuer')
  const extensions = [...(said.responseExtensions ?? []), ...(single.singleExtensions ?? [])]
  if (extensions.some(each => each.critical && each.extnID !== NONCE)) return undetermined('not-understood')
  const fault = nonceFault(extensions, { single, question })
  if (fault) return undetermined(fault)
  if (isAhead(said.producedAt, question.at)) return undetermined('from-the-future')
  return statusOf(single, question.at)
}

function nonceFault(
  extensions: Extension[],
  { single, question }: { single: SingleResponse; question: OcspQuestion },
): string | undefined {
  const nonces = extensions.filter(each => each.extnID === NONCE)
  const ours = Buffer.from(nonceValue(question.nonce))
  if (!nonces.every(each => ours.equals(each.extnValue.valueBlock.valueHexView))) return 'another-nonce'
  if (nonces.length > 0) return undefined
  if (question.nonceIs !== 'optional') return 'no-nonce'
  const age = question.at.getTime() - single.thisUpdate.getTime()
  return age <= OLDEST_WITHOUT_NONCE ? undefined : 'stale'
}

/** CertStatus: `good [0]`, `revoked [1]`, `unknown [2]`. */
function statusOf({ certStatus, thisUpdate, nextUpdate }: SingleResponse, at: Date): Revocation {
  const held = holdsUntil({ thisUpdate, nextUpdate }, at)
  if (held.kind === 'undetermined') return held
  const { tagClass, tagNumber, isConstructed } = certStatus.idBlock
  if (tagClass !== 3) return undetermined('malformed')
  if (tagNumber === 0 && !isConstructed) return { kind: 'good', until: held.until }
  if (tagNumber === 1 && isConstructed) return revokedIn(certStatus.valueBlock.value)
  return undetermined('unknown')
}

/** RevokedInfo: when, and `[0] EXPLICIT CRLReason OPTIONAL`. */
function revokedIn([time, reason]: unknown[]): Revocation {
  if (!(time instanceof GeneralizedTime)) return undetermined('malformed')
  const code: unknown = (reason as { valueBlock?: { value?: unknown[] } } | undefined)?.valueBlock?.value?.[0]
  if (reason !== undefined && !(code instanceof Enumerated)) return undetermined('malformed')
  return revokedFor(code instanceof Enumerated ? code.valueBlock.valueDec : undefined, time.toDate())
}

/** RFC 6960 §4.2.2.2: the issuer, or whom the issuer itself gave a certificate for it. */
function isSignedForIssuer({ said, signed, certificates }: OcspAnswer, { issuer, at }: OcspQuestion): boolean {
  return [issuer, ...certificates.filter(each => isDelegated(each, { issuer, at }))]
    .filter(each => isNamed(each, said.responderID))
    .some(each => isSignedWith(each.x509.publicKey, signed))
}

function isDelegated(responder: Certificate, { issuer, at }: { issuer: Certificate; at: Date }): boolean {
  const { keyUsage, extendedKeyUsage, authority, notUnderstood } = responder.extensions
  return (
    responder.names.issuer.equals(issuer.names.subject) &&
    extendedKeyUsage?.includes(OCSP_SIGNING) === true &&
    keyUsage?.includes('digitalSignature') !== false &&
    !authority &&
    !notUnderstood &&
    isValidAt(responder, at) &&
    isStrongKey(responder) &&
    schemeOf(responder.parsed.signatureAlgorithm) !== undefined &&
    isIssuedBy(responder, issuer)
  )
}

/** ResponderID: by name, or by the hash of the key. */
function isNamed(responder: Certificate, id: unknown): boolean {
  if (id instanceof RelativeDistinguishedNames) return responder.names.subject.equals(Buffer.from(id.valueBeforeDecode))
  return id instanceof OctetString && keyHashOf(responder).equals(id.valueBlock.valueHexView)
}
