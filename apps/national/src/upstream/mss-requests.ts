import { MSS_NAMESPACE, mssFormats, SOAP_NAMESPACE } from '@motcua/contracts/mobile-signature.ts'
import type { SimOperatorSettings } from './sim-operators-file.ts'
import type { SimQuestion } from './sim-signing.ts'

/** Who asks whom: `transaction` is `AP_TransID`, an NCName that no other request has. */
export type MssAsking = { operator: SimOperatorSettings; transaction: string; at: Date }

/** MSS_SignatureReq (TS 102 204): asks a SIM to sign, and to be told later. */
export function signatureRequest(asking: MssAsking, question: SimQuestion): string {
  const { format, signatureProfile } = asking.operator
  const mode = `MessagingMode="asynchClientServer" TimeOut="${Math.trunc(question.seconds)}"`
  return envelope('MSS_Signature', [
    `<mss:MSS_SignatureReq ${VERSION} ${mode}>`,
    parties(asking),
    mobileUser(question.phone),
    '<mss:DataToBeSigned MimeType="application/octet-stream" Encoding="base64">',
    `${Buffer.from(question.content).toString('base64')}</mss:DataToBeSigned>`,
    `<mss:DataToBeDisplayed MimeType="text/plain" Encoding="UTF-8">${escaped(question.displayed)}</mss:DataToBeDisplayed>`,
    `<mss:SignatureProfile><mss:mssURI>${escaped(signatureProfile)}</mss:mssURI></mss:SignatureProfile>`,
    `<mss:MSS_Format><mss:mssURI>${mssFormats[format]}</mss:mssURI></mss:MSS_Format>`,
    '</mss:MSS_SignatureReq>',
  ])
}

/** MSS_StatusReq: how the transaction stands that the operator calls `id`. */
export function statusRequest(asking: MssAsking, id: string): string {
  const open = `<mss:MSS_StatusReq ${VERSION} MSSP_TransID="${escaped(id)}">`
  return envelope('MSS_StatusQuery', [open, parties(asking), '</mss:MSS_StatusReq>'])
}

/** MSS_ProfileReq: what the SIM of a number can do, and its certificate. */
export function profileRequest(asking: MssAsking, phone: string): string {
  const open = `<mss:MSS_ProfileReq ${VERSION}>`
  return envelope('MSS_ProfileQuery', [open, parties(asking), mobileUser(phone), '</mss:MSS_ProfileReq>'])
}

const VERSION = 'MajorVersion="1" MinorVersion="1"'

function envelope(operation: string, parts: string[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<soapenv:Envelope xmlns:soapenv="${SOAP_NAMESPACE}" xmlns:mss="${MSS_NAMESPACE}"><soapenv:Body><${operation}>`,
    ...parts,
    `</${operation}></soapenv:Body></soapenv:Envelope>`,
  ].join('')
}

/** The standard asks for a password always; a service that goes by the client's certificate takes an empty one. */
function parties({ operator, transaction, at }: MssAsking): string {
  const { apId, apPassword = '', url } = operator
  const names = `AP_ID="${escaped(apId)}" AP_TransID="${transaction}" AP_PWD="${escaped(apPassword)}"`
  return `<mss:AP_Info ${names} Instant="${at.toISOString()}"/><mss:MSSP_Info><mss:MSSP_ID><mss:URI>${escaped(url)}</mss:URI></mss:MSSP_ID></mss:MSSP_Info>`
}

function mobileUser(phone: string): string {
  return `<mss:MobileUser><mss:MSISDN>${escaped(phone)}</mss:MSISDN></mss:MobileUser>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
/** What XML 1.0 §2.2 has no place for, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are meant
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** For text and attributes alike; white space that a parser would change is written as a reference. */
function escaped(text: string): string {
  return text
    .replace(UNWRITABLE, '\ufffd')
    .replace(/[&<>"']/g, character => ENTITIES[character] ?? '')
    .replace(/[\t\n\r]/g, space => `&#${space.charCodeAt(0)};`)
}
