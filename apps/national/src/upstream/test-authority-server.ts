import { createServer, type ServerResponse } from 'node:http'
import type { Certificate } from '@motcua/pki/certificate.ts'
import { type TestAuthority, testAuthority } from '@motcua/pki/test-authority.ts'
import { fromBER, type OctetString } from 'asn1js'
import { OCSPRequest } from 'pkijs'

/** How one request is answered; `body` is what was posted. */
export type Answer = (request: { body: Buffer; response: ServerResponse }) => void

/** An authority with its responder at `/ocsp` and its list at `/crl`, which answer as a test says: all is good. */
export async function authorityServer() {
  const authority = testAuthority()
  const asked = { ocsp: 0, crl: 0 }
  const about: { certificate: Certificate } = authority.issue()

  function says(wish: Partial<Parameters<TestAuthority['ocsp']>[0]>, by = authority): Answer {
    return ({ body, response }) => {
      response.setHeader('content-type', 'application/ocsp-response')
      response.end(by.ocsp({ certificate: about.certificate, nonce: nonceIn(body), ...wish }))
    }
  }

  function lists(wish: Parameters<TestAuthority['crl']>[0], by = authority): Answer {
    return ({ response }) => response.end(by.crl(wish))
  }

  const answers = { ocsp: says({}), crl: lists({}) }
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk)
    const which = message.url?.startsWith('/ocsp') ? 'ocsp' : 'crl'
    asked[which]++
    answers[which]({ body: Buffer.concat(chunks), response })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening')
  const url = `http://127.0.0.1:${address.port}`
  const issue = (ocspUrl: string | undefined = `${url}/ocsp`, crlUrl: string | undefined = `${url}/crl`) =>
    authority.issue({ ocspUrl, crlUrl }).certificate
  return {
    ...{ authority, url, asked, answers, about, says, lists, issue },
    /** As it was, and asked about another certificate from now on. */
    renew() {
      Object.assign(asked, { ocsp: 0, crl: 0 })
      Object.assign(answers, { ocsp: says({}), crl: lists({}) })
      about.certificate = issue()
    },
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

export type AuthorityServer = Awaited<ReturnType<typeof authorityServer>>

/** The nonce of a request, as it must be repeated. */
export function nonceIn(body: Buffer): Buffer {
  const request = OCSPRequest.fromBER(new Uint8Array(body))
  const [extension] = request.tbsRequest.requestExtensions ?? []
  if (!extension) throw new Error('a request without a nonce')
  const inner = fromBER(new Uint8Array(extension.extnValue.valueBlock.valueHexView)).result as OctetString
  return Buffer.from(inner.valueBlock.valueHexView)
}

/** Bytes as any server may send them. */
export function sends(body: string | Buffer, status = 200): Answer {
  return ({ response }) => {
    response.writeHead(status, { 'content-type': 'application/ocsp-response' }).end(body)
  }
}
