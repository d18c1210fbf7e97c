import { TLSSocket } from 'node:tls'
import type { LabFaultKind } from '@motcua/contracts/lab-api.ts'
import type { FastifyReply } from 'fastify'
import type { Waiting } from './waiting.ts'

/** What an upstream speaks, and how it sounds when it makes no sense. */
export type Speech = { type: string; garbage: string }

const json: Speech = { type: 'application/json', garbage: '<html><body>\u0000{"result": "mat' }

/**
 * Spoils an HTTP answer. `slow` returns after its wait, and the true answer follows; after the others the answer is
 * gone (`reply.sent`).
 */
export async function spoiled(
  reply: FastifyReply,
  fault: LabFaultKind,
  { waiting, slowMs, speech = json }: { waiting: Waiting; slowMs: number; speech?: Speech },
): Promise<void> {
  switch (fault) {
    case 'slow':
      if (!(await waiting.wait(slowMs))) cut(reply)
      return
    case 'down':
      return cut(reply)
    case 'garbage':
      reply.type(speech.type).send(speech.garbage)
      return
    case 'reset':
      reply.hijack()
      reply.raw.writeHead(200, { 'content-type': speech.type, 'content-length': 200 })
      reply.raw.write(speech.garbage.slice(0, 6), () => hangUp(reply))
      return
  }
}

function cut(reply: FastifyReply): void {
  reply.hijack()
  hangUp(reply)
}

/** Without a word; TLS has none for a reset. */
function hangUp({ raw: { socket } }: FastifyReply): void {
  if (socket instanceof TLSSocket) socket.destroy()
  else socket?.resetAndDestroy()
}
