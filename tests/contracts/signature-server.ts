import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { MSS_NAMESPACE, mssPaths, SOAP_NAMESPACE } from '@motcua/contracts/mobile-signature.ts'
import { XMLParser } from 'fast-xml-parser'
import type { SimOperatorSettings } from '../../apps/national/src/upstream/sim-operators-file.ts'
import { tlsAuthority } from './tls-papers.ts'

export const authority = tlsAuthority('Authority of the tests')
const server127 = authority.issue('server', '127.0.0.1')
const portal = authority.issue('portal')

export const PHONE = '+84828114088'
export const CERTIFICATE = Buffer.from('a certificate, as far as this port knows')
export const SIGNATURE = Buffer.from('a signature, as far as this port knows')

export type MssRequest = {
  port: 'signature' | 'status' | 'profile'
  body: string
  /** `AP_TransID`. */
  transaction: string
  phone: string | undefined
  id: string | undefined
  /** Of the client's certificate. */
  by: string | undefined
  contentType: string | undefined
}
export type Answer = (request: MssRequest, response: ServerResponse) => void

/** A signature service over TLS that lets in who has a certificate, and answers as a test says. */
export async function signatureServer(id: string, changes: Partial<SimOperatorSettings> = {}) {
  const asked: MssRequest[] = []
  const answers: { next: Answer } = { next: says() }
  const tls = { key: server127.key, cert: server127.certificate, ca: authority.ca }
  const server = createServer({ ...tls, requestCert: true, rejectUnauthorized: true }, async (message, response) => {
    const request = await read(message)
    asked.push(request)
    answers.next(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const contract = { apId: 'http://portal.test', signatureProfile: 'http://mss.test/sign', format: 'cms' as const }
  const operator: SimOperatorSettings = {
    ...{ id, name: id, url: `https://127.0.0.1:${address.port}/${id}`, ...contract },
    ...{ ca: authority.ca, client: portal, ...changes },
  }
  return {
    ...{ operator, asked, answers },
    ports: () => asked.map(({ port }) => port),
    renew() {
      asked.length = 0
      answers.next = says()
    },
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
export type SignatureServer = Awaited<ReturnType<typeof signatureServer>>

async function read(message: IncomingMessage): Promise<MssRequest> {
  let body = ''
  for await (const chunk of message.setEncoding('utf8')) body += chunk
  const port = (['signature', 'status', 'profile'] as const).find(name => message.url?.endsWith(mssPaths[name]))
  assert.ok(port, `nothing is at ${message.url}`)
  const first = (pattern: RegExp) => pattern.exec(body)?.[1]
  return {
    ...{ port, body, transaction: first(/AP_TransID="([^"]*)"/) ?? '', phone: first(/<mss:MSISDN>([^<]*)</) },
    id: first(/MSSP_TransID="([^"]*)"/),
    by: String((message.socket as TLSSocket).getPeerCertificate().subject.CN),
    contentType: message.headers['content-type'],
  }
}

/** Plain objects of a request, by the names without prefixes; `@` before attributes. */
export function xmlOf(body: string) {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', removeNSPrefix: true })
  return parser.parse(body).Envelope.Body
}

export type Said = {
  status?: number | string
  transaction?: string
  id?: string | undefined
  msisdn?: string | undefined
  /** Base64. */
  signature?: string | undefined
  certificate?: string | undefined
}

const NAMES = { signature: 'MSS_Signature', status: 'MSS_Status', profile: 'MSS_Profile' }
const WRAPPERS = { signature: 'MSS_Signature', status: 'MSS_StatusQuery', profile: 'MSS_ProfileQuery' }

/** An answer that is right in all that is not said otherwise. */
export function answerXml({ port, transaction, phone, id }: MssRequest, said: Said = {}): string {
  const usual = { transaction, id: id ?? 'h1', msisdn: phone ?? PHONE, ...usually(port), ...said }
  const message = `mss:${NAMES[port]}Resp`
  const user =
    usual.msisdn === undefined ? '' : `<mss:MobileUser><mss:MSISDN>${usual.msisdn}</mss:MSISDN></mss:MobileUser>`
  const signature =
    usual.signature === undefined
      ? ''
      : `<mss:MSS_Signature><mss:Base64Signature>${usual.signature}</mss:Base64Signature></mss:MSS_Signature>`
  return envelope(
    `<${WRAPPERS[port]}Response><${message} MajorVersion="1" MinorVersion="1"${port !== 'profile' && usual.id !== undefined ? ` MSSP_TransID="${usual.id}"` : ''}>` +
      `<mss:AP_Info AP_ID="a" AP_TransID="${usual.transaction}" AP_PWD="" Instant="2026-11-24T03:00:00Z"/>` +
      `<mss:MSSP_Info><mss:MSSP_ID/></mss:MSSP_Info>${port === 'profile' ? '' : user}${signature}` +
      `<mss:Status><mss:StatusCode Value="${usual.status}"><mss:StatusCode Value="4010"/></mss:StatusCode>` +
      `<mss:StatusMessage>as it is</mss:StatusMessage>${certified(usual.certificate)}</mss:Status>` +
      `</${message}></${WRAPPERS[port]}Response>`,
  )
}

function usually(port: MssRequest['port']): Said {
  switch (port) {
    case 'signature':
      return { status: 100 }
    case 'status':
      return { status: 500, signature: SIGNATURE.toString('base64') }
    case 'profile':
      return { status: 100, certificate: CERTIFICATE.toString('base64') }
  }
}

function certified(certificate: string | undefined): string {
  if (certificate === undefined) return ''
  const inner = `<e:MobileUserCertificate><e:X509Certificate>${certificate}</e:X509Certificate></e:MobileUserCertificate>`
  return `<mss:StatusDetail><e:ProfileQueryExtension xmlns:e="urn:extension">${inner}</e:ProfileQueryExtension></mss:StatusDetail>`
}

export function envelope(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="${SOAP_NAMESPACE}" xmlns:mss="${MSS_NAMESPACE}"><s:Body>${content}</s:Body></s:Envelope>`
}

/** `code`: as a qualified name, such as `mss:_401`. */
export function faultXml(code: string, around = ''): string {
  const subcode = `<s:Subcode><s:Value${around}>${code}</s:Value><s:Subcode><s:Value>mss:_4010</s:Value></s:Subcode></s:Subcode>`
  return envelope(
    `<s:Fault><s:Code><s:Value>s:Receiver</s:Value>${subcode}</s:Code><s:Reason><s:Text>no</s:Text></s:Reason></s:Fault>`,
  )
}

export function sends(body: string | Buffer, status = 200): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/soap+xml; charset=utf-8' }).end(body)
  }
}

/** Answers rightly but for this, or for what is made of the right answer. */
export function says(said: Said = {}, change: (xml: string) => string = xml => xml): Answer {
  return (request, response) => sends(change(answerXml(request, said)))(request, response)
}

export function faults(status: number, httpStatus = 500): Answer {
  return sends(faultXml(`mss:_${status}`), httpStatus)
}
