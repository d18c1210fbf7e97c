import { createHash } from 'node:crypto'
import { after } from '@motcua/kit/clock.ts'
import { BitString, Constructed, Enumerated, GeneralizedTime, OctetString, Primitive } from 'asn1js'
import {
  BasicOCSPResponse,
  CertID,
  type Extension,
  OCSPRequest,
  OCSPResponse,
  ResponseBytes,
  ResponseData,
  SingleResponse,
} from 'pkijs'
import { certificateFrom, serialInteger, wholeSeconds } from './certificate.ts'
import { keyHash } from './extensions.ts'
import { signWith } from './keys.ts'
import type { Authority } from './material.ts'
import { reasons, type Status } from './status.ts'

export type OcspQuestion = { certificates: CertID[]; nonce: Extension | undefined }

const NONCE = '1.3.6.1.5.5.7.48.1.2'
/** RFC 9654 §2.1. */
const LONGEST_NONCE = 128

/** Reads a request (RFC 6960 §4.1.1); undefined where it is none. */
export function readQuestion(der: Uint8Array): OcspQuestion | undefined {
  try {
    const { tbsRequest } = OCSPRequest.fromBER(Uint8Array.from(der))
    const nonce = tbsRequest.requestExtensions?.find(({ extnID }) => extnID === NONCE)
    const isNonceTooLong = nonce !== undefined && nonce.extnValue.valueBlock.valueHexView.length > LONGEST_NONCE + 3
    const certificates = tbsRequest.requestList.map(({ reqCert }) => reqCert)
    return certificates.length === 0 || isNonceTooLong ? undefined : { certificates, nonce }
  } catch {
    return undefined
  }
}

/** Hexadecimal, as certificates are kept. */
export function serialOf({ serialNumber }: CertID): string {
  return Buffer.from(serialNumber.valueBlock.valueHexView).toString('hex')
}

const hashes: Record<string, string> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** Whether the question is about a certificate of this authority: by name and key (RFC 6960 §4.1.1). */
export function isAbout({ key, certificate }: Authority, asked: CertID): boolean {
  const algorithm = hashes[asked.hashAlgorithm.algorithmId]
  if (algorithm === undefined) return false
  const name = Buffer.from(certificateFrom(certificate.raw).subject.toSchema().toBER())
  const same = (expected: Buffer, { valueBlock }: OctetString) => expected.equals(valueBlock.valueHexView)
  const nameHash = createHash(algorithm).update(name).digest()
  return same(nameHash, asked.issuerNameHash) && same(keyHash(key, algorithm), asked.issuerKeyHash)
}

/** RFC 6960 §4.2.1: answers that are none. */
export function ocspRefusal(why: 'malformed' | 'unauthorized'): Buffer {
  const responseStatus = new Enumerated({ value: { malformed: 1, unauthorized: 6 }[why] })
  return Buffer.from(new OCSPResponse({ responseStatus }).toSchema().toBER())
}

export type OcspAnswer = {
  signer: Authority['responder']
  nonce: Extension | undefined
  answers: readonly { asked: CertID; status: Status }[]
  now: Date
}

const DAY = 86_400
const FRESH = { from: -60, to: DAY }
const STALE = { from: -9 * DAY, to: -8 * DAY }

/** A signed answer with the responder's certificate in it, spoiled where a status says so. */
export async function ocspAnswer({ signer: by, nonce, answers, now }: OcspAnswer): Promise<Buffer> {
  const troubles = answers.map(({ status }) => status.ocsp)
  const span = troubles.includes('stale') ? STALE : FRESH
  const own = certificateFrom(by.certificate.raw)
  const basic = new BasicOCSPResponse({
    tbsResponseData: new ResponseData({
      responderID: own.subject,
      producedAt: wholeSeconds(after(now, span.from)),
      responses: answers.map(answer => single(answer, now, span)),
      ...(nonce && { responseExtensions: [nonce] }),
    }),
    certs: [own],
  })
  await signWith(by.key, basic)
  if (troubles.includes('unsigned')) basic.signature = blank(basic.signature)
  const response = new OctetString({ valueHex: basic.toSchema().toBER() })
  const responseBytes = new ResponseBytes({ responseType: '1.3.6.1.5.5.7.48.1.1', response })
  const whole = new OCSPResponse({ responseStatus: new Enumerated({ value: 0 }), responseBytes })
  return Buffer.from(whole.toSchema().toBER())
}

function blank({ valueBlock }: BitString): BitString {
  return new BitString({ valueHex: new ArrayBuffer(valueBlock.valueHexView.length) })
}

type Span = { from: number; to: number }

function single({ asked, status }: OcspAnswer['answers'][number], now: Date, { from, to }: Span): SingleResponse {
  return new SingleResponse({
    certID: status.ocsp === 'other-certificate' ? neighbourOf(asked) : asked,
    certStatus: coded(status.ocsp === 'unknown' ? { kind: 'unknown' } : status),
    thisUpdate: wholeSeconds(after(now, from)),
    nextUpdate: wholeSeconds(after(now, to)),
  })
}

/** The certificate of another serial number by the same authority. */
function neighbourOf(asked: CertID): CertID {
  const last = serialOf(asked).slice(-1) === '0' ? '1' : '0'
  return new CertID({
    hashAlgorithm: asked.hashAlgorithm,
    issuerNameHash: asked.issuerNameHash,
    issuerKeyHash: asked.issuerKeyHash,
    serialNumber: serialInteger(serialOf(asked).slice(0, -1) + last),
  })
}

const CONTEXT = 3

function coded(status: Status): Primitive | Constructed {
  switch (status.kind) {
    case 'good':
      return new Primitive({ idBlock: { tagClass: CONTEXT, tagNumber: 0 } })
    case 'unknown':
      return new Primitive({ idBlock: { tagClass: CONTEXT, tagNumber: 2 } })
    case 'withdrawn': {
      const reason = new Enumerated({ value: reasons[status.reason] })
      const at = new GeneralizedTime({ valueDate: wholeSeconds(status.at) })
      const tagged = new Constructed({ idBlock: { tagClass: CONTEXT, tagNumber: 0 }, value: [reason] })
      return new Constructed({ idBlock: { tagClass: CONTEXT, tagNumber: 1 }, value: [at, tagged] })
    }
  }
}
