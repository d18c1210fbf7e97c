import { MSS_NAMESPACE, type MssStatus, mssStatuses, SOAP_NAMESPACE } from '@motcua/contracts/mobile-signature.ts'
import type { Asker } from './requests.ts'
import { escaped } from './xml.ts'

/** Of the Finnish mobile operators, whose extension other services took over. */
const EXTENSION = 'http://mss.ficom.fi/TS102204/v1.0.0#'
const XML_SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#'

/** Whom an answer is to, and when it was written. */
export type Heading = { asker: Asker; service: string; now: Date }

/** `transactionId` and `phone` are echoed; `signatures`: in base64, usually at most one. */
export type Standing = { transactionId: string; phone: string; status: MssStatus; signatures?: readonly string[] }

/** To MSS_SignatureReq: which transaction was begun. */
export function signatureAnswer(heading: Heading, { transactionId, phone, status }: Standing): string {
  const content = `${user(phone)}${statusOf(status)}`
  return enveloped('MSS_Signature', answer('MSS_SignatureResp', heading, { content, transactionId }))
}

/** To MSS_StatusReq: how a transaction stands. */
export function statusAnswer(heading: Heading, { transactionId, phone, status, signatures = [] }: Standing): string {
  const signed = signatures.map(
    one => `<mss:MSS_Signature><mss:Base64Signature>${one}</mss:Base64Signature></mss:MSS_Signature>`,
  )
  const content = `${user(phone)}${signed.join('')}${statusOf(status)}`
  return enveloped('MSS_StatusQuery', answer('MSS_StatusResp', heading, { content, transactionId }))
}

/** To MSS_ProfileReq: what a SIM can sign by, and its certificate, in DER. */
export function profileAnswer(
  heading: Heading,
  { profile, certificate }: { profile: string; certificate: Buffer },
): string {
  const held = `<fi:ProfileQueryExtension xmlns:fi="${EXTENSION}"><fi:MobileUserCertificate State="ACTIVE"><ds:X509Certificate xmlns:ds="${XML_SIGNATURE}">${certificate.toString('base64')}</ds:X509Certificate></fi:MobileUserCertificate></fi:ProfileQueryExtension>`
  const uri = `<mss:SignatureProfile><mss:mssURI>${escaped(profile)}</mss:mssURI></mss:SignatureProfile>`
  return enveloped('MSS_ProfileQuery', answer('MSS_ProfileResp', heading, { content: `${uri}${statusOf(100, held)}` }))
}

/** What went wrong, as SOAP 1.2 tells it (part 1, §5.4), with the status code of TS 102 204 §14 for a subcode. */
export function fault(status: MssStatus): string {
  const text = mssStatuses[status]
  return envelope(
    `<env:Fault><env:Code><env:Value>env:${faultRole(status)}</env:Value><env:Subcode><env:Value>mss:_${status}</env:Value></env:Subcode></env:Code><env:Reason><env:Text xml:lang="en">${text}</env:Text></env:Reason></env:Fault>`,
  )
}

/** Whose fault it is: what the asker could have known is theirs. */
export function faultRole(status: MssStatus): 'Sender' | 'Receiver' {
  return status < 200 ? 'Sender' : 'Receiver'
}

type Content = { content: string; transactionId?: string }

function answer(name: string, { asker, service, now }: Heading, { content, transactionId }: Content): string {
  const transaction = transactionId === undefined ? '' : ` MSSP_TransID="${escaped(transactionId)}"`
  // The password is not for the way back.
  const to = `<mss:AP_Info AP_ID="${escaped(asker.id)}" AP_TransID="${escaped(asker.transId)}" AP_PWD="" Instant="${escaped(asker.instant)}"/>`
  const from = `<mss:MSSP_Info Instant="${now.toISOString()}"><mss:MSSP_ID><mss:URI>http://mss.${service}.example</mss:URI></mss:MSSP_ID></mss:MSSP_Info>`
  return `<mss:${name} MajorVersion="1" MinorVersion="1"${transaction}>${to}${from}${content}</mss:${name}>`
}

function user(phone: string): string {
  return `<mss:MobileUser><mss:MSISDN>${phone}</mss:MSISDN></mss:MobileUser>`
}

function statusOf(status: MssStatus, detail = ''): string {
  const details = detail === '' ? '' : `<mss:StatusDetail>${detail}</mss:StatusDetail>`
  return `<mss:Status><mss:StatusCode Value="${status}"/><mss:StatusMessage>${mssStatuses[status]}</mss:StatusMessage>${details}</mss:Status>`
}

function enveloped(wrapper: string, content: string): string {
  return envelope(`<${wrapper}Response>${content}</${wrapper}Response>`)
}

function envelope(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="${SOAP_NAMESPACE}" xmlns:mss="${MSS_NAMESPACE}"><env:Body>${body}</env:Body></env:Envelope>`
}
