import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { sendPage } from '@motcua/kit/web.ts'
import { fieldsOf } from '@motcua/sign-in/form/form.ts'
import type { FastifyInstance } from 'fastify'
import type { Web } from '../web.ts'
import { downloadsPage } from './downloads-page.ts'
import { guidePage } from './guide-page.ts'
import { packagesIn } from './packages.ts'
import { DOWNLOADS_PATH, GUIDE_PATH } from './paths.ts'
import { systemOf, systems } from './systems.ts'

type Named = { Params: { file: string } }

const types = {
  deb: 'application/vnd.debian.binary-package',
  'tar.gz': 'application/gzip',
  zip: 'application/zip',
} as const

/** *Tải công cụ ký điện tử*, the packages below it, and the guide. `folder` is where the packages are made. */
export function signingAgentRoutes(
  server: FastifyInstance,
  { frame }: Pick<Web, 'frame'>,
  folder: string | undefined,
): void {
  server.get(DOWNLOADS_PATH, async (request, reply) => {
    const { he: chosen } = fieldsOf(request.query)
    const first = systems.find(system => system === chosen) ?? systemOf(request.headers)
    return sendPage(reply, downloadsPage(frame(request), { manifest: await packagesIn(folder), first }))
  })
  server.get(GUIDE_PATH, (request, reply) => sendPage(reply, guidePage(frame(request))))
  server.get<Named>(`${DOWNLOADS_PATH}/:file`, async (request, reply) => {
    // Only what the manifest names is sent, so no name leads out of the folder.
    const manifest = await packagesIn(folder)
    const found = manifest?.packages.find(({ file }) => file === request.params.file)
    if (!found || folder === undefined) return reply.callNotFound()
    const isOfContent = found.sha256.startsWith(fieldsOf(request.query).v ?? '-')
    reply.headers({
      'content-disposition': `attachment; filename="${found.file}"`,
      'content-length': found.bytes,
      'cache-control': isOfContent ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag: `"${found.sha256}"`,
    })
    if (request.headers['if-none-match'] === `"${found.sha256}"`)
      return reply.code(304).removeHeader('content-length').send()
    reply.type(types[found.kind])
    // A HEAD asks for the headers alone: nothing is opened for it.
    return request.method === 'HEAD' ? reply.send() : reply.send(createReadStream(join(folder, found.file)))
  })
}
