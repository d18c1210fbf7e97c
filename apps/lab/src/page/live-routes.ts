import type { FastifyInstance } from 'fastify'
import { type Cast, international } from '../cast.ts'
import type { Arrival, Devices } from '../devices/devices.ts'

const KEEP_ALIVE_MS = 20_000

/** Server-sent events: that something arrived for the persona `vai`; the page then asks what. */
export function liveRoutes(server: FastifyInstance, { cast, devices }: { cast: Cast; devices: Devices }): void {
  server.get<{ Querystring: { vai?: unknown } }>('/truc-tiep', (request, reply) => {
    const persona = cast.byId(String(request.query.vai)) ?? cast.members[0]
    if (persona === undefined) return reply.callNotFound()
    const theirs = new Set([persona.mailbox, ...persona.phones.map(phone => international(phone.number))])
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    raw.write(': open\n\n')
    const stopWatching = devices.watch(({ kind, address }: Arrival) => {
      if (theirs.has(address)) raw.write(`event: arrival\ndata: ${kind}\n\n`)
    })
    // Proxies and browsers drop a connection that says nothing for long.
    const alive = setInterval(() => raw.write(': still here\n\n'), KEEP_ALIVE_MS)
    raw.once('close', () => {
      clearInterval(alive)
      stopWatching()
    })
  })
}
