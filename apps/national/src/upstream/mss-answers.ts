import { MSS_NAMESPACE, SOAP_NAMESPACE } from '@motcua/contracts/mobile-signature.ts'
import { type Element, readXml } from './soap-xml.ts'

export type MssPort = 'signature' | 'status' | 'profile'

/** What an answer says of itself; whether that is what was asked is for whoever asked. */
export type MssSaid = {
  status: number
  /** `AP_TransID`. */
  transaction: string
  /** `MSSP_TransID`: in answers about how a transaction stands the standard leaves it open. */
  id?: string
  /** As written: `+84…` or `84…`. */
  msisdn?: string
  signature?: Uint8Array
  /** Of the SIM, in DER. */
  certificate?: Uint8Array
}
export type MssAnswer =
  | ({ kind: 'said' } & MssSaid)
  /** `status` where the fault has a code of the standard's. */
  | { kind: 'fault'; status?: number }
  | { kind: 'unreadable' }

/** Wrapped in the Body as services do, or bare as the standard's WSDL has it. */
const NAMES: Record<MssPort, { wrapper: string; message: string }> = {
  signature: { wrapper: 'MSS_SignatureResponse', message: 'MSS_SignatureResp' },
  status: { wrapper: 'MSS_StatusQueryResponse', message: 'MSS_StatusResp' },
  profile: { wrapper: 'MSS_ProfileQueryResponse', message: 'MSS_ProfileResp' },
}

/** An element that must be there is not, or one is there twice. */
class Unreadable extends Error {}

/** Reads an answer of a mobile signature service (TS 102 204 in SOAP 1.2). Never throws. */
export function readMssAnswer(text: string, port: MssPort): MssAnswer {
  const envelope = readXml(text)
  if (!isNamed(envelope, SOAP_NAMESPACE, 'Envelope')) return { kind: 'unreadable' }
  try {
    const [content, ...others] = one(envelope, 'Body', SOAP_NAMESPACE).children
    if (content === undefined || others.length > 0) return { kind: 'unreadable' }
    if (isNamed(content, SOAP_NAMESPACE, 'Fault')) return faultIn(content)
    return { kind: 'said', ...saidIn(messageIn(content, port)) }
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'unreadable' }
    throw error
  }
}

function messageIn(content: Element, port: MssPort): Element {
  const { wrapper, message } = NAMES[port]
  const isWrapper = content.name === wrapper && ['', MSS_NAMESPACE].includes(content.namespace)
  if (isWrapper) return one(content, message)
  if (!isNamed(content, MSS_NAMESPACE, message)) throw new Unreadable()
  return content
}

function saidIn(message: Element): MssSaid {
  const status = one(message, 'Status')
  const user = maybe(message, 'MobileUser')
  const signature = maybe(message, 'MSS_Signature')
  const id = message.attributes.get('MSSP_TransID')
  return {
    status: codeIn(one(status, 'StatusCode').attributes.get('Value')),
    transaction: attribute(one(message, 'AP_Info'), 'AP_TransID'),
    ...(id === undefined ? {} : { id: ncName(id) }),
    ...(user ? { msisdn: one(user, 'MSISDN').text.trim() } : {}),
    ...(signature ? { signature: bytesIn(one(signature, 'Base64Signature')) } : {}),
    ...certificateIn(status),
  }
}

/** A fault's code is a qualified name (SOAP 1.2 part 1 §5.4.3): its prefix is resolved, and some services leave out `_`. */
function faultIn(fault: Element): MssAnswer {
  const subcode = maybe(one(fault, 'Code', SOAP_NAMESPACE), 'Subcode', SOAP_NAMESPACE)
  if (subcode === undefined) return { kind: 'fault' }
  const value = one(subcode, 'Value', SOAP_NAMESPACE)
  const [, prefix = '', code] = /^\s*(?:([^:\s]+):)?_?(\d{3})\s*$/.exec(value.text) ?? []
  const isOurs = code !== undefined && value.scope.get(prefix) === MSS_NAMESPACE
  return isOurs ? { kind: 'fault', status: Number(code) } : { kind: 'fault' }
}

/** The SIM's own comes first, then those of who issued it. The extension is the service's, so its namespace is too. */
function certificateIn(status: Element): { certificate?: Uint8Array } {
  const detail = maybe(status, 'StatusDetail')
  const extension = detail && oneAt(detail, 'ProfileQueryExtension')
  const active = extension?.children.filter(isActiveCertificate) ?? []
  if (active.length > 1) throw new Unreadable()
  const own = active[0]?.children.find(({ name }) => name === 'X509Certificate')
  return own ? { certificate: bytesIn(own) } : {}
}

function isActiveCertificate({ name, attributes }: Element): boolean {
  return name === 'MobileUserCertificate' && /^active$/i.test(attributes.get('State') ?? 'active')
}

function isNamed(element: Element | undefined, namespace: string, name: string): element is Element {
  return element?.namespace === namespace && element.name === name
}

function maybe(parent: Element, name: string, namespace: string = MSS_NAMESPACE): Element | undefined {
  const [first, ...others] = parent.children.filter(each => isNamed(each, namespace, name))
  // Of two, nobody knows which one the service meant.
  if (others.length > 0) throw new Unreadable()
  return first
}

function one(parent: Element, name: string, namespace: string = MSS_NAMESPACE): Element {
  const found = maybe(parent, name, namespace)
  if (found === undefined) throw new Unreadable()
  return found
}

/** In whichever namespace. */
function oneAt(parent: Element, name: string): Element | undefined {
  const [first, ...others] = parent.children.filter(each => each.name === name)
  if (others.length > 0) throw new Unreadable()
  return first
}

function attribute({ attributes }: Element, name: string): string {
  const value = attributes.get(name)
  if (value === undefined) throw new Unreadable()
  return value
}

function codeIn(text: string | undefined): number {
  const code = /^\s*(\d{3})\s*$/.exec(text ?? '')?.[1]
  if (code === undefined) throw new Unreadable()
  return Number(code)
}

/** NCName (Namespaces in XML 1.0 §3), in the letters that services use and of a bearable length. */
function ncName(text: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9._-]{0,127}$/.test(text)) throw new Unreadable()
  return text
}

/** base64, broken into lines as services do: some write the end of a line as a reference. */
function bytesIn({ text, children }: Element): Uint8Array {
  const base64 = text.replace(/\s|&#(x0?[ad]|1[03]);/gi, '')
  const isWhole = base64 !== '' && base64.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(base64)
  if (!isWhole || children.length > 0) throw new Unreadable()
  return new Uint8Array(Buffer.from(base64, 'base64'))
}
