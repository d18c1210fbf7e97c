import type { FastifyInstance } from 'fastify'
import { COMMUNES_PATH, DISTRICTS_PATH } from './paths.ts'
import { communeOptions, districtOptions } from './places.ts'

type Below = { Params: { code: string } }

/** The lists that chained selects refill themselves from: `[{value, label}]`, empty for an unknown code. */
export function placesRoutes(server: FastifyInstance): void {
  const lists = { [DISTRICTS_PATH]: districtOptions, [COMMUNES_PATH]: communeOptions }
  for (const [path, options] of Object.entries(lists)) {
    server.get<Below>(`${path}:code`, async (request, reply) =>
      reply.header('cache-control', 'public, max-age=3600').send(options(request.params.code)),
    )
  }
}
