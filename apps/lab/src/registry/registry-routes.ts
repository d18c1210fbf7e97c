import {
  CORRELATION_HEADER,
  type RegistryToken,
  type RegistryTokenRefusal,
  TOKEN_PATH,
} from '@motcua/contracts/registry-access.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Faults, RunningUpstream } from '../faults.ts'
import { answerInJson } from '../json-routes.ts'
import { spoiled } from '../spoiled-routes.ts'
import type { Waiting } from '../waiting.ts'
import { type Client, isClient, TOKEN_SECONDS, type Tokens } from './tokens.ts'

export type RegistryParts = { faults: Faults; waiting: Waiting; slowMs: number; tokens: Tokens; client: Client }

/** A question that a registry answers. */
export type Answering<Question> = {
  path: string
  question: z.ZodType<Question>
  /** How this question fares, whatever the answer would be: some people's records stand where things are broken. */
  trouble(question: Question): 'down' | 'slow' | 'garbage' | undefined
  /** What is said, with 503, of a record that cannot be reached. */
  unreachable: string
  verdict(question: Question): object
}

/** What makes a registry this one: its name, under which it is mounted too, and what it answers. */
export type Registry = {
  upstream: RunningUpstream
  /** Adds a question. */
  answers(add: <Question>(answering: Answering<Question>) => void): void
}

/** A registry with its token endpoint (contracts/src/registry-access.ts), under `/` and its upstream's name. */
export function registryRoutes(server: FastifyInstance, parts: RegistryParts, registry: Registry): void {
  server.register(
    async scope => {
      answerInJson(scope)
      scope.addHook('onRequest', async (request, reply) => {
        const reference = request.headers[CORRELATION_HEADER]
        if (typeof reference === 'string' && reference.length <= 100) reply.header(CORRELATION_HEADER, reference)
        reply.header('cache-control', 'no-store')
      })
      scope.addHook('preHandler', async (_request, reply) => {
        const fault = parts.faults.of(registry.upstream)
        if (fault !== undefined) await spoiled(reply, fault, parts)
      })
      scope.post(TOKEN_PATH, async (request, reply) => issue({ request, reply, parts, realm: registry.upstream }))
      registry.answers(answering => {
        scope.post(answering.path, async (request, reply) => confirm({ request, reply, parts, answering }))
      })
    },
    { prefix: `/${registry.upstream}` },
  )
}

type Exchange = { request: FastifyRequest; reply: FastifyReply; parts: RegistryParts }

function issue({ request, reply, parts: { tokens, client }, realm }: Exchange & { realm: string }) {
  if (!isClient(request.headers.authorization, client)) {
    reply.header('www-authenticate', `Basic realm="${realm}"`)
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

async function confirm<Question>(exchange: Exchange & { answering: Answering<Question> }) {
  const { request, reply, parts, answering } = exchange
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined || !parts.tokens.isValid(token)) {
    reply.header('www-authenticate', 'Bearer error="invalid_token"')
    return reply.code(401).send({ error: 'invalid-token' })
  }
  const question = answering.question.safeParse(request.body)
  if (!question.success) return reply.code(400).send({ error: 'invalid-request' })
  const trouble = answering.trouble(question.data)
  if (trouble === 'down') return reply.code(503).send({ error: answering.unreachable })
  if (trouble !== undefined) await spoiled(reply, trouble, parts)
  return reply.sent ? reply : reply.send(answering.verdict(question.data))
}
