import {
  CONFIRMATIONS_PATH,
  CORRELATION_HEADER,
  type RegistryRefusal,
  type RegistryToken,
  type RegistryTokenRefusal,
  subscriberQuestion,
  TOKEN_PATH,
} from '@motcua/contracts/subscriber-registry.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Cast } from '../cast.ts'
import type { Faults } from '../faults.ts'
import { answerInJson } from '../json-routes.ts'
import { spoiled } from '../spoiled-routes.ts'
import type { Waiting } from '../waiting.ts'
import { type Client, isClient, TOKEN_SECONDS, type Tokens } from './tokens.ts'
import { verdictOn } from './verdict.ts'

export type RegistryParts = {
  cast: Cast
  faults: Faults
  waiting: Waiting
  slowMs: number
  tokens: Tokens
  client: Client
}

/** The subscriber registry (contracts/openapi/subscriber-registry.json), under `/subscriber-registry`. */
export function registryRoutes(server: FastifyInstance, parts: RegistryParts): void {
  server.register(
    async scope => {
      answerInJson(scope)
      scope.addHook('onRequest', async (request, reply) => {
        const reference = request.headers[CORRELATION_HEADER]
        if (typeof reference === 'string' && reference.length <= 100) reply.header(CORRELATION_HEADER, reference)
        reply.header('cache-control', 'no-store')
      })
      scope.addHook('preHandler', async (_request, reply) => {
        const fault = parts.faults.of('subscriber-registry')
        if (fault !== undefined) await spoiled(reply, fault, parts)
      })
      scope.post(TOKEN_PATH, async (request, reply) => issue(request, reply, parts))
      scope.post(CONFIRMATIONS_PATH, async (request, reply) => confirm(request, reply, parts))
    },
    { prefix: '/subscriber-registry' },
  )
}

function issue(request: FastifyRequest, reply: FastifyReply, { tokens, client }: RegistryParts) {
  if (!isClient(request.headers.authorization, client)) {
    reply.header('www-authenticate', 'Basic realm="subscriber-registry"')
    return reply.code(401).send({ error: 'invalid_client' } satisfies RegistryTokenRefusal)
  }
  const { grant_type: grant } = (request.body ?? {}) as { grant_type?: unknown }
  if (grant !== 'client_credentials') {
    const error = typeof grant === 'string' ? 'unsupported_grant_type' : 'invalid_request'
    return reply.code(400).send({ error } satisfies RegistryTokenRefusal)
  }
  const issued = { access_token: tokens.issue(), token_type: 'Bearer', expires_in: TOKEN_SECONDS }
  return reply.send(issued satisfies RegistryToken)
}

async function confirm(request: FastifyRequest, reply: FastifyReply, parts: RegistryParts) {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined || !parts.tokens.isValid(token)) {
    reply.header('www-authenticate', 'Bearer error="invalid_token"')
    return reply.code(401).send({ error: 'invalid-token' } satisfies RegistryRefusal)
  }
  const question = subscriberQuestion.safeParse(request.body)
  if (!question.success) return reply.code(400).send({ error: 'invalid-request' } satisfies RegistryRefusal)
  const operator = parts.cast.line(question.data.phone)?.operator
  if (operator === 'down') return reply.code(503).send({ error: 'operator-unavailable' } satisfies RegistryRefusal)
  if (operator !== undefined) await spoiled(reply, operator, parts)
  if (reply.sent) return reply
  return reply.send(verdictOn(question.data, parts.cast.record(question.data.phone)))
}
