import { RECEPTION_PATH } from '@motcua/contracts/deep-link.ts'
import { sendPage } from '@motcua/kit/web.ts'
import type { FastifyInstance } from 'fastify'
import { leave } from '../linking/sso-routes.ts'
import { requireAccount } from '../session/account-holder-routes.ts'
import type { Web } from '../web.ts'
import { findProcedure } from './find-procedure.ts'
import { receptionPage, wrongLinkPage } from './reception-page.ts'

const statuses = { refused: 400, unknown: 404, 'wrong-agency': 404 } as const

/** `/nop-ho-so`: where the national portal's deep links arrive. */
export function receptionRoutes(server: FastifyInstance, web: Web): void {
  server.get(RECEPTION_PATH, async (request, reply) => {
    const found = findProcedure(web.catalogue, request.query as Record<string, unknown>)
    if (found.kind === 'none-chosen') return reply.redirect('/thu-tuc', 303)
    if (found.kind !== 'found') {
      return sendPage(reply.code(statuses[found.kind]), wrongLinkPage(web.frame(request), found))
    }
    // Who comes from the national portal is signed in there, so goes through it at once and back to this very link.
    if (found.link.fromNational && !request.accountHolder) return leave(web, { request, reply }, request.url)
    if (!requireAccount(request, reply)) return reply
    const { account } = request.accountHolder
    return sendPage(reply, receptionPage(web.frame(request), { found, account }))
  })
}
