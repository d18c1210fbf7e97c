import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import type { Visitors } from '@motcua/sign-in/web/visitors.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'

export type KnownVisitors = Visitors & {
  /** Who visits, once `visitor` was asked in this request. */
  known(request: FastifyRequest): Visitor | undefined
}

/** A browser without our cookie gets one cookie a request, however often it is asked who visits. */
export function oncePerRequest(visitors: Visitors): KnownVisitors {
  const seen = new WeakMap<FastifyRequest, Visitor>()
  return {
    ...visitors,
    visitor(request: FastifyRequest, reply: FastifyReply): Visitor {
      const visitor = seen.get(request) ?? visitors.visitor(request, reply)
      seen.set(request, visitor)
      return visitor
    },
    known: request => seen.get(request),
  }
}
