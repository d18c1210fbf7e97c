import { readFileSync } from 'node:fs'
import { assets } from '@motcua/ui/assets.ts'
import type { FastifyInstance } from 'fastify'

/** Styles, fonts and scripts: those of every portal, whose addresses change with them, and the lab's own two. */
export function staticRoutes(server: FastifyInstance): void {
  const files = new Map(assets().map(asset => [asset.path, asset]))
  server.get('/giao-dien/:hash/:name', async (request, reply) => {
    const file = files.get(request.url.split('?')[0] ?? '')
    if (file === undefined) return reply.callNotFound()
    reply.headers({ 'cache-control': 'public, max-age=31536000, immutable', etag: file.etag })
    return reply.type(file.type).send(file.body)
  })
  for (const [name, type] of [
    ['page.js', 'text/javascript; charset=utf-8'],
    ['page.css', 'text/css; charset=utf-8'],
  ] as const) {
    const body = readFileSync(new URL(name, import.meta.url))
    server.get(`/ban-thu/${name}`, async (_request, reply) =>
      reply.type(type).header('cache-control', 'no-cache').send(body),
    )
  }
}
