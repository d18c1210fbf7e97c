import { readFile } from 'node:fs/promises'
import { request } from 'node:https'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { MSS_NAMESPACE, mssFormats, mssPaths, SOAP_NAMESPACE } from '@motcua/contracts/mobile-signature.ts'
import { type SimOperator, simOperators } from '@motcua/contracts/sim-operators.ts'
import { type Element, only, readXml } from './xml.ts'

/** Attributes, elements and envelope as a portal would send them; what a test changes is spoiled on purpose. */
export type Sent = {
  phone?: string
  content?: string
  displayed?: string
  transId?: string
  attributes?: string
  apId?: string
  password?: string
  profile?: string
  without?: 'DataToBeSigned' | 'DataToBeDisplayed' | 'SignatureProfile' | 'MobileUser' | 'AP_Info' | 'MSSP_Info'
}

export type Heard = { http: number; body: string; envelope: Element | undefined }

let count = 0
/** As services demand it: new for each request. */
export const newTransId = () => `A${process.pid}.${++count}`

/** A portal that knows the operators by the file they gave it, at another port where a test moved them. */
export async function portalOf(file: string, port?: number) {
  const operators = simOperators.parse(JSON.parse(await readFile(file, 'utf8')))
  const read = async (name: string | undefined) => name && readFile(join(dirname(file), name), 'utf8')
  return async (id: string) => {
    const operator = operators.find(one => one.id === id)
    if (operator === undefined) throw new Error(`no operator ${id}`)
    const url = new URL(operator.url)
    if (port !== undefined) url.port = String(port)
    const [ca, key, cert] = await Promise.all(
      [operator.ca, operator.client?.key, operator.client?.certificate].map(read),
    )
    return speaking(operator, url.href, { ca, key, cert })
  }
}

type Tls = Record<'ca' | 'key' | 'cert', string | undefined>

function speaking(operator: SimOperator, url: string, tls: Tls) {
  const post = (path: string, body: string, own: Partial<Tls> = {}) => exchange(url + path, body, { ...tls, ...own })
  const info = ({ apId = operator.apId, password = operator.apPassword ?? '', transId = newTransId() }: Sent) =>
    `<mss:AP_Info AP_ID="${quoted(apId)}" AP_TransID="${transId}" AP_PWD="${quoted(password)}" Instant="${new Date().toISOString()}"/>`
  const head = (sent: Sent) =>
    `${sent.without === 'AP_Info' ? '' : info(sent)}${sent.without === 'MSSP_Info' ? '' : '<mss:MSSP_Info><mss:MSSP_ID/></mss:MSSP_Info>'}`
  const signature = (sent: Sent) => {
    const { phone = '', content = 'noi dung', displayed = 'Mã 1234', profile = operator.signatureProfile } = sent
    const parts = {
      MobileUser: `<mss:MobileUser><mss:MSISDN>${phone}</mss:MSISDN></mss:MobileUser>`,
      DataToBeSigned: `<mss:DataToBeSigned MimeType="application/octet-stream" Encoding="base64">${Buffer.from(content).toString('base64')}</mss:DataToBeSigned>`,
      DataToBeDisplayed: `<mss:DataToBeDisplayed MimeType="text/plain" Encoding="UTF-8">${quoted(displayed)}</mss:DataToBeDisplayed>`,
      SignatureProfile: `<mss:SignatureProfile><mss:mssURI>${profile}</mss:mssURI></mss:SignatureProfile>`,
    }
    const kept = Object.entries(parts).filter(([name]) => name !== sent.without)
    const format = `<mss:MSS_Format><mss:mssURI>${mssFormats[operator.format]}</mss:mssURI></mss:MSS_Format>`
    const { attributes = 'MajorVersion="1" MinorVersion="1" TimeOut="120" MessagingMode="asynchClientServer"' } = sent
    return enveloped('MSS_Signature', 'MSS_SignatureReq', {
      attributes,
      content: head(sent) + kept.map(([, part]) => part).join('') + format,
    })
  }
  const asking = (id: string, sent: Sent = {}) =>
    enveloped('MSS_StatusQuery', 'MSS_StatusReq', {
      attributes: `MajorVersion="1" MinorVersion="1" MSSP_TransID="${id}"`,
      content: head(sent),
    })
  const profile = (phone: string, sent: Sent = {}) =>
    enveloped('MSS_ProfileQuery', 'MSS_ProfileReq', {
      attributes: 'MajorVersion="1" MinorVersion="1"',
      content: `${head(sent)}<mss:MobileUser><mss:MSISDN>${phone}</mss:MSISDN></mss:MobileUser>`,
    })
  return {
    ...{ operator, post },
    begin: (sent: Sent, own?: Partial<Tls>) => post(mssPaths.signature, signature(sent), own),
    status: (id: string, sent?: Sent) => post(mssPaths.status, asking(id, sent)),
    profile: (phone: string, sent?: Sent) => post(mssPaths.profile, profile(phone, sent)),
  }
}

type Request = { attributes: string; content: string }

function enveloped(wrapper: string, name: string, { attributes, content }: Request): string {
  return `<?xml version="1.0"?><s:Envelope xmlns:s="${SOAP_NAMESPACE}"><s:Body><${wrapper}><mss:${name} xmlns:mss="${MSS_NAMESPACE}" ${attributes}>${content}</mss:${name}></${wrapper}></s:Body></s:Envelope>`
}

const quoted = (plain: string) => plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

function exchange(url: string, body: string, tls: Tls): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/soap+xml; charset=utf-8' }
    const asked = request(url, { method: 'POST', headers, agent: false, ...tls }, answer => {
      text(answer).then(said => resolve({ http: answer.statusCode ?? 0, body: said, envelope: readXml(said) }), reject)
    })
    asked.once('error', reject).end(body)
  })
}

/** The answer within the envelope: whatever MSS_…Resp it is. */
export function answerIn({ envelope }: Heard): Element | undefined {
  return only(envelope, SOAP_NAMESPACE, 'Body')?.children[0]?.children[0]
}

/** What an answer says, the way a portal finds it: from a fault's subcode, or from a status. */
export function statusIn(heard: Heard): string | undefined {
  const within = (names: string[], of = heard.envelope): Element | undefined =>
    names.reduce((element: Element | undefined, name) => element?.children.find(one => one.name === name), of)
  const subcode = within(['Body', 'Fault', 'Code', 'Subcode', 'Value'])?.text
  if (subcode !== undefined) return `fault ${/^mss:_(\d{3})$/.exec(subcode)?.[1]}`
  return within(['Status', 'StatusCode'], answerIn(heard))?.attributes.Value
}

/** The transaction that an answer names. */
export function transactionIn(heard: Heard): string {
  return answerIn(heard)?.attributes.MSSP_TransID ?? ''
}

/** The signatures in an answer. */
export function signaturesIn(heard: Heard): Buffer[] {
  const found = answerIn(heard)?.children.filter(({ name }) => name === 'MSS_Signature') ?? []
  return found.map(one => Buffer.from(only(one, MSS_NAMESPACE, 'Base64Signature')?.text ?? '', 'base64'))
}

/** The certificate that a profile answer names, in DER. */
export function certificateIn(heard: Heard): Buffer {
  const detail = only(only(answerIn(heard), MSS_NAMESPACE, 'Status'), MSS_NAMESPACE, 'StatusDetail')
  const text = detail?.children[0]?.children[0]?.children[0]?.text ?? ''
  return Buffer.from(text, 'base64')
}
