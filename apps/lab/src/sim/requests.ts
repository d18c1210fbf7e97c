import { MSS_NAMESPACE, type MssStatus, mssFormats, SOAP_NAMESPACE } from '@motcua/contracts/mobile-signature.ts'
import type { SimService } from './sim-operators.ts'
import { type Element, only, readXml } from './xml.ts'

/** The three things that are asked, each at a path of its own. */
export const asked = {
  signature: { wrapper: 'MSS_Signature', request: 'MSS_SignatureReq' },
  status: { wrapper: 'MSS_StatusQuery', request: 'MSS_StatusReq' },
  profile: { wrapper: 'MSS_ProfileQuery', request: 'MSS_ProfileReq' },
} as const
export type Asked = keyof typeof asked

/** Who asks. Everything in it is as it was sent. */
export type Asker = { id: string; password: string; transId: string; instant: string }
export type Message = { element: Element; asker: Asker }
export type Refusal = { kind: 'refused'; status: MssStatus }
export type Read<Value> = { kind: 'read'; value: Value } | Refusal

export type SignatureRequest = { phone: string; displayed: string; content: Buffer; seconds: number }

/** One message to the SIM has room for so many UTF-16 units. */
const LONGEST_DISPLAYED = 119
const MOST_SECONDS = 600
const USUAL_SECONDS = 120

const read = <Value>(value: Value): Read<Value> => ({ kind: 'read', value })
const refused = (status: MssStatus): Refusal => ({ kind: 'refused', status })
const mss = (element: Element | undefined, name: string) => only(element, MSS_NAMESPACE, name)

/** Takes a message out of its envelope (SOAP 1.2 part 1, §5); the wrapper's namespace is each service's own. */
export function readMessage(text: string, what: Asked): Read<Message> {
  const { wrapper, request } = asked[what]
  const envelope = readXml(text)
  if (envelope?.namespace !== SOAP_NAMESPACE || envelope.name !== 'Envelope') return refused(101)
  const [wrapped, ...more] = only(envelope, SOAP_NAMESPACE, 'Body')?.children ?? []
  const element = wrapped?.name === wrapper && more.length === 0 ? mss(wrapped, request) : undefined
  if (element === undefined) return refused(101)
  const {
    AP_ID: id,
    AP_PWD: password,
    AP_TransID: transId,
    Instant: instant,
  } = mss(element, 'AP_Info')?.attributes ?? {}
  if (!id || password === undefined || !transId || !instant || !mss(element, 'MSSP_Info')) return refused(102)
  return read({ element, asker: { id, password, transId, instant } })
}

/** What holds of every message, once it is known who asks (TS 102 204 §7.2). */
export function flawIn({ element, asker }: Message): Refusal | undefined {
  const { MajorVersion: major, MinorVersion: minor } = element.attributes
  if (major === undefined || minor === undefined) return refused(102)
  if (major !== '1' || minor !== '1') return refused(108)
  // Both have types of XML Schema: NCName and dateTime.
  const isWell = /^[A-Za-z_][\w.-]{0,127}$/.test(asker.transId) && !Number.isNaN(Date.parse(asker.instant))
  return isWell ? undefined : refused(101)
}

/** MSS_SignatureReq, as far as this service serves it. */
export function readSignatureRequest({ element }: Message, service: SimService): Read<SignatureRequest> {
  const phone = readPhone(element)
  const content = mss(element, 'DataToBeSigned')
  const displayed = mss(element, 'DataToBeDisplayed')
  const profile = mss(mss(element, 'SignatureProfile'), 'mssURI')
  if (phone.kind === 'refused') return phone
  if (!content?.text || !displayed?.text || !profile?.text) return refused(102)
  const { MessagingMode: mode, TimeOut: timeOut = String(USUAL_SECONDS) } = element.attributes
  const seconds = /^\d{1,4}$/.test(timeOut) ? Number(timeOut) : 0
  const bytes = bytesOf(content)
  if (mode !== 'asynchClientServer' || seconds < 1 || seconds > MOST_SECONDS || !bytes) return refused(101)
  if (displayed.text.length > LONGEST_DISPLAYED) return refused(103)
  if (profile.text !== service.profile) return refused(109)
  const format = mss(mss(element, 'MSS_Format'), 'mssURI')?.text ?? mssFormats[service.format]
  if (format !== mssFormats[service.format]) return refused(107)
  return read({ phone: phone.value, displayed: displayed.text, content: bytes, seconds })
}

/** Whom a message is about, as `+84…`; sent with the plus or without. */
export function readPhone(element: Element): Read<string> {
  const msisdn = mss(mss(element, 'MobileUser'), 'MSISDN')?.text
  if (!msisdn) return refused(102)
  const number = /^\+?(84\d{9})$/.exec(msisdn)?.[1]
  return number === undefined ? refused(101) : read(`+${number}`)
}

/** What MSS_StatusReq asks about. */
export function readTransactionId({ element }: Message): Read<string> {
  const id = element.attributes.MSSP_TransID
  return id ? read(id) : refused(102)
}

function bytesOf({ text, attributes }: Element): Buffer | undefined {
  if (attributes.Encoding?.toLowerCase() !== 'base64') return Buffer.from(text)
  const packed = text.replace(/\s+/g, '')
  const bytes = Buffer.from(packed, 'base64')
  return bytes.toString('base64') === packed ? bytes : undefined
}
