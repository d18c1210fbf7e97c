import { lookup } from 'node:dns'
import { type Agent, type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'

export type BytesRequest = {
  url: URL
  /** Posted where there is one, as this content type. */
  body?: { type: string; bytes: Buffer }
  /** Longer answers are failures. */
  mostBytes: number
  signal: AbortSignal
  /** `public`: an address that others named may not lead into our own network, whatever its name resolves to. */
  reach: 'public' | 'anywhere'
  /** Where the connection is not an ordinary one: with a certificate of our own, or other authorities. */
  agent?: Agent
}

export type BytesAnswer = { status: number; contentType: string; bytes: Buffer }

/** The answer is longer than any honest one, or the address is one that may not be asked. */
export class NotAsked extends Error {}

/** Sends one request and reads the answer as bytes. Redirects are not followed. @throws on every failure of the network. */
export async function askForBytes(asking: BytesRequest): Promise<BytesAnswer> {
  const response = await answerTo(asking)
  const bytes = await bodyOf(response, asking)
  return { status: response.statusCode ?? 0, contentType: response.headers['content-type'] ?? '', bytes }
}

function answerTo({ url, body, signal, reach, agent }: BytesRequest): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // An address is connected to without being looked up.
  if (reach === 'public' && isIP(host) !== 0 && !isPublicAddress(host)) throw new NotAsked('not a public address')
  const headers = body && { 'content-type': body.type, 'content-length': body.bytes.length }
  const options: RequestOptions = {
    ...{ method: body ? 'POST' : 'GET', signal },
    ...(headers ? { headers } : {}),
    ...(agent ? { agent } : {}),
    ...(reach === 'public' ? { lookup: publicLookup } : {}),
  }
  const request = (url.protocol === 'https:' ? tlsRequest : plainRequest)(url, options, resolve)
  request.once('error', reject)
  request.end(body?.bytes)
  return promise
}

/** Looks a name up and gives only addresses of the outside world: no second look-up can tell another one. */
const publicLookup: LookupFunction = (hostname, options, found) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? []
    if (error || !first) return found(error ?? new NotAsked('no address'), [])
    if (!addresses.every(({ address }) => isPublicAddress(address)))
      return found(new NotAsked('not a public address'), [])
    return options.all ? found(null, addresses) : found(null, first.address, first.family)
  })
}

async function bodyOf(response: IncomingMessage, { mostBytes }: BytesRequest): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.byteLength
    // Leaving the loop destroys the connection.
    if (length > mostBytes) throw new NotAsked('too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
