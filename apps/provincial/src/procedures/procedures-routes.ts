import { CATALOGUE_PATH } from '@motcua/contracts/province-catalogue.ts'
import { Refused, sendPage } from '@motcua/kit/web.ts'
import { fieldsOf } from '@motcua/sign-in/form/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Catalogue } from './catalogue.ts'
import { listPage, PROCEDURES_PATH } from './list-page.ts'
import { readListing } from './listing.ts'
import { procedurePage } from './procedure-page.ts'
import { searchProcedures } from './search.ts'

export type ProceduresRoutes = { catalogue: Catalogue; frame(request: FastifyRequest): Frame | Promise<Frame> }

/** The province's procedures: for visitors as pages, for the national portal as the published catalogue. */
export function proceduresRoutes(app: FastifyInstance, { catalogue, frame }: ProceduresRoutes): void {
  const { version } = catalogue.published
  const body = JSON.stringify(catalogue.published)
  const etag = `"${version}"`

  app.get(CATALOGUE_PATH, async (request, reply) => {
    reply.headers({ etag, 'cache-control': 'no-cache' })
    const held = fieldsOf(request.query).since === version || matches(request.headers['if-none-match'], etag)
    if (held) return reply.code(304).send()
    return reply.type('application/json; charset=utf-8').send(body)
  })

  app.get(PROCEDURES_PATH, async (request, reply) => {
    const { filter, errors } = readListing(catalogue, fieldsOf(request.query))
    if (Object.keys(errors).length > 0) reply.code(400)
    const listing = searchProcedures(catalogue, filter)
    return sendPage(reply, listPage(await frame(request), { catalogue, filter, errors, listing }))
  })

  app.get<{ Params: { code: string } }>(`${PROCEDURES_PATH}/:code`, async (request, reply) => {
    const procedure = catalogue.procedure(request.params.code)
    if (procedure === undefined) throw new Refused(404)
    return sendPage(reply, procedurePage(await frame(request), { catalogue, procedure }))
  })
}

/** RFC 9110 §13.1.2: a list of tags, weak ones alike, or `*`. */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some(tag => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}
