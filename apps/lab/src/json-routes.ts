import type { LabRefusal } from '@motcua/contracts/lab-api.ts'
import type { FastifyError, FastifyInstance } from 'fastify'

/** Programs are answered in JSON, also when they are refused. */
export function answerInJson(scope: FastifyInstance): void {
  scope.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'not-found' } satisfies LabRefusal))
  scope.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500
    if (status < 500) return reply.code(status).send({ error: reasonOf(status) } satisfies LabRefusal)
    request.log.error({ err: error, reference: request.id }, 'unexpected error')
    return reply.code(500).send({ error: 'unexpected' } satisfies LabRefusal)
  })
}

const reasons: Record<number, string> = { 403: 'forbidden', 413: 'too-large', 415: 'unsupported-media-type' }

function reasonOf(status: number): string {
  return reasons[status] ?? 'invalid-request'
}
