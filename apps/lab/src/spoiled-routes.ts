import type { LabFaultKind } from '@motcua/contracts/lab-api.ts'
import type { FastifyReply } from 'fastify'
import type { Waiting } from './waiting.ts'

/**
 * Spoils an HTTP answer. `slow` returns after its wait, and the true answer follows; after the others the answer is
 * gone (`reply.sent`).
 */
export async function spoiled(
  reply: FastifyReply,
  fault: LabFaultKind,
  { waiting, slowMs }: { waiting: Waiting; slowMs: number },
): Promise<void> {
  switch (fault) {
    case 'slow':
      if (!(await waiting.wait(slowMs))) cut(reply)
      return
    case 'down':
      return cut(reply)
    case 'garbage':
      reply.type('application/json').send('<html><body>\u0000{"result": "mat')
      return
    case 'reset':
      reply.hijack()
      reply.raw.writeHead(200, { 'content-type': 'application/json', 'content-length': 200 })
      reply.raw.write('{"resu', () => reply.raw.socket?.resetAndDestroy())
      return
  }
}

function cut(reply: FastifyReply): void {
  reply.hijack()
  reply.raw.socket?.resetAndDestroy()
}
