import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export type Readiness = () => Promise<{ kind: 'ready' } | { kind: 'not-ready'; because: string }>

/** Adds what an app counts of its own to what `/metrics` shows. */
export type Measures = (registry: Registry) => void

/** `/healthz` (alive), `/readyz` (able to serve) and `/metrics` (Prometheus; to this machine only). */
export function healthRoutes(server: FastifyInstance, ready: Readiness, measures?: Measures): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  measures?.(registry)
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route, method and status',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  server.addHook('onResponse', async (request, reply) => {
    const labels = { route: request.routeOptions.url ?? 'none', method: request.method, status: reply.statusCode }
    duration.observe(labels, reply.elapsedTime / 1000)
  })
  server.get('/healthz', async () => ({ alive: true }))
  server.get('/readyz', async (_request, reply) => {
    const state = await ready()
    return state.kind === 'ready' ? { ready: true } : reply.code(503).send({ ready: false, because: state.because })
  })
  server.get('/metrics', async (request, reply) => {
    if (!isLocal(request)) return reply.callNotFound()
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

/** Connected from this very machine and not through a proxy, which would hide who asks. */
function isLocal(request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress ?? ''
  const direct = !Object.keys(request.headers).some(name => /^(x-forwarded-|x-real-ip$|forwarded$|via$)/.test(name))
  return direct && (address === '::1' || address === '127.0.0.1' || address === '::ffff:127.0.0.1')
}
