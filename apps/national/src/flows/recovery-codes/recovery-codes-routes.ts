import { sendPage } from '@motcua/kit/web.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { flowRoutes } from '@motcua/sign-in/web/flow-routes.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { handlesStore } from '../../accounts/handles-store.ts'
import { wantsRecoveryCodes } from '../../accounts/recovery-codes.ts'
import { mayChange } from '../../session/may-change-routes.ts'
import type { Web } from '../../web.ts'
import { renewedPage, renewPage } from './pages.ts'
import { type RenewEnd, type RenewState, renewCodes } from './renew-codes.ts'

export function recoveryCodesRoutes(server: FastifyInstance, web: Web): void {
  const { parts, visitors } = web
  void server.register(async scope => {
    scope.addHook('preHandler', async (request, reply) => {
      const who = await mayChange(web, { request, reply })
      if (!who) return reply
      const handles = await handlesStore(parts.db, parts).list(who.account.id)
      return wantsRecoveryCodes(parts, handles) ? undefined : reply.callNotFound()
    })
    flowRoutes<RenewState, RenewEnd>(scope, {
      path: '/tai-khoan/phuong-thuc/ma-khoi-phuc',
      first: { step: 'confirm' },
      engine: request => engine(renewCodes(parts, accountOf(request)), parts),
      random: parts.random,
      visitors,
      lost: web.lost,
      step: async view => ({ page: renewPage({ ...view, frame: web.frame(view.request) }) }),
      async ended(end, { request, reply }) {
        if (end.kind === 'not-now') return reply.redirect('/tai-khoan', 303)
        return sendPage(reply, renewedPage(web.frame(request), end.codes))
      },
    })
  })
}

function accountOf({ signedIn }: FastifyRequest): string {
  if (!signedIn) throw new Error('codes are made without having been allowed')
  return signedIn.account.id
}
