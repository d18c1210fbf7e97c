import { ResponseData } from 'pkijs'
import { type Certificate, readCertificate } from './certificate.ts'
import { contentOf, elementAt, isDer, partsOf, TAG, wholeOf } from './der.ts'
import { readSigned, type Signed } from './signed.ts'

/** A responder's answer; nothing in it is true before its signature is. */
export type OcspAnswer = { said: ResponseData; signed: Signed; certificates: Certificate[] }

/** Above what any responder sends, in bytes. */
const LARGEST = 65_536
/** Certificates of the responder that are looked at. */
const MOST_CERTIFICATES = 8

const SUCCESSFUL = Buffer.of(0)
/** OBJECT IDENTIFIER 1.3.6.1.5.5.7.48.1.1, id-pkix-ocsp-basic. */
const BASIC = Buffer.from('06092b0601050507300101', 'hex')

/** Reads OCSPResponse (RFC 6960 §4.2.1). Answers without a body, such as tryLater, are `unsuccessful`. */
export function readOcspAnswer(
  bytes: Uint8Array,
): { kind: 'read'; answer: OcspAnswer } | { kind: 'unsuccessful' } | { kind: 'malformed' } {
  try {
    const basic = basicAnswerIn(bytes)
    if (basic === 'unsuccessful') return { kind: 'unsuccessful' }
    const signed = basic && readSigned(basic)
    const certificates = signed && certificatesBehind(signed)
    if (!signed || !certificates) return { kind: 'malformed' }
    return { kind: 'read', answer: { said: ResponseData.fromBER(signed.bytes.slice()), signed, certificates } }
  } catch {
    // The parser throws whatever it comes across.
    return { kind: 'malformed' }
  }
}

function basicAnswerIn(bytes: Uint8Array): Uint8Array | 'unsuccessful' | undefined {
  if (bytes.length > LARGEST || !isDer(bytes)) return undefined
  const [status, field, ...more] = partsOf(bytes, elementAt(bytes, 0))
  if (status?.tag !== TAG.enumerated || more.length > 0) return undefined
  if (!SUCCESSFUL.equals(contentOf(bytes, status))) return 'unsuccessful'
  const [sequence, ...besides] = partsOf(bytes, field, TAG.field0)
  const [type, body, ...rest] = partsOf(bytes, sequence)
  if (!type || body?.tag !== TAG.octetString || besides.length + rest.length > 0) return undefined
  return BASIC.equals(wholeOf(bytes, type)) ? contentOf(bytes, body) : undefined
}

/** `[0] EXPLICIT SEQUENCE OF Certificate OPTIONAL`; undefined where one of them cannot be read. */
function certificatesBehind({ rest, within }: Signed): Certificate[] | undefined {
  const [field, ...more] = rest
  if (!field) return []
  const [list, ...besides] = partsOf(within, field, TAG.field0)
  const elements = partsOf(within, list)
  if (more.length + besides.length > 0 || elements.length > MOST_CERTIFICATES) return undefined
  const read = elements.map(each => readCertificate(wholeOf(within, each)))
  const certificates = read.flatMap(each => (each.kind === 'read' ? [each.certificate] : []))
  return certificates.length === elements.length ? certificates : undefined
}
