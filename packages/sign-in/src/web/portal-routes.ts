import { assets } from '@motcua/ui/assets.ts'
import type { CaptchaField } from '@motcua/ui/code-fields.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Captchas } from '../captcha/captcha.ts'
import { localPath } from '../form/form.ts'
import type { Visitors } from './visitors.ts'

type Named = { Params: { hash: string; name: string } }
type Identified = { Params: { id: string } }
type Switch = { Querystring: { sang?: string; ve?: string } }

const CAPTCHAS = '/ma-xac-thuc'

/** What every portal serves besides its pages: static files, the language switch, captchas. */
export function portalRoutes(
  server: FastifyInstance,
  { captchas, visitors }: { captchas: Captchas; visitors: Visitors },
) {
  staticFiles(server)
  server.get<Switch>('/ngon-ngu', (request, reply) => {
    visitors.setLanguage(reply, request.query.sang === 'en' ? 'en' : 'vi')
    return reply.redirect(localPath(last(request.query.ve)) ?? '/', 303)
  })
  server.get(`${CAPTCHAS}/moi`, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send(await captchaOf(captchas)),
  )
  server.get<Identified>(`${CAPTCHAS}/:id/hinh`, (request, reply) =>
    sendOnce(reply, { type: 'image/png', body: captchas.picture(request.params.id) }),
  )
  server.get<Identified>(`${CAPTCHAS}/:id/nghe`, (request, reply) =>
    sendOnce(reply, { type: 'audio/wav', body: captchas.sound(request.params.id) }),
  )
}

/** A new captcha as the form's field needs it. */
export async function captchaOf(captchas: Captchas): Promise<Omit<CaptchaField, 'error'>> {
  const captchaId = await captchas.issue()
  const address = `${CAPTCHAS}/${captchaId}`
  return { captchaId, picture: `${address}/hinh`, sound: `${address}/nghe`, fresh: `${CAPTCHAS}/moi` }
}

function sendOnce(reply: FastifyReply, { type, body }: { type: string; body: string | Buffer | undefined }) {
  if (body === undefined) return reply.callNotFound()
  return reply.type(type).header('cache-control', 'no-store').send(body)
}

/** What guards documents; styles, scripts and fonts are none, and these headers would weigh as much as a script. */
const OF_DOCUMENTS = [
  ...['content-security-policy', 'cross-origin-opener-policy', 'permissions-policy'],
  ...['referrer-policy', 'x-frame-options'],
]

function staticFiles(server: FastifyInstance): void {
  const files = new Map(assets().map(asset => [asset.path, asset]))
  server.get<Named>('/giao-dien/:hash/:name', (request: FastifyRequest, reply) => {
    const file = files.get(request.url.split('?')[0] ?? '')
    if (!file) return reply.callNotFound()
    // A drawing may be opened by itself, and is a document then.
    if (!file.type.startsWith('image/svg')) for (const name of OF_DOCUMENTS) reply.removeHeader(name)
    reply.headers({ 'cache-control': 'public, max-age=31536000, immutable', etag: file.etag, vary: 'accept-encoding' })
    if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
    reply.type(file.type)
    const brotli = file.brotli !== file.body && /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''))
    return brotli ? reply.header('content-encoding', 'br').send(file.brotli) : reply.send(file.body)
  })
}

function last(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.at(-1) : value
}
