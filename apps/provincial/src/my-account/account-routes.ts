import { sendPage } from '@motcua/kit/web.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import type { FastifyInstance } from 'fastify'
import { linksStore } from '../linking/links-store.ts'
import { requireAccount } from '../session/account-holder-routes.ts'
import type { Web } from '../web.ts'
import { accountPage } from './account-page.ts'

export function accountRoutes(server: FastifyInstance, { parts, frame }: Web): void {
  server.get('/tai-khoan', async (request, reply) => {
    if (!requireAccount(request, reply)) return reply
    const { account } = request.accountHolder
    const linkedAt = await linksStore(parts.db).linkedAt(account.id, parts.national.issuer)
    const passwordChangedAt = (await passwordsStore(parts.db).find(account.id))?.changedAt
    return sendPage(reply, accountPage({ frame: frame(request), account, linkedAt, passwordChangedAt }))
  })
}
