import { sendPage } from '@motcua/kit/web.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import type { FastifyInstance } from 'fastify'
import { handlesStore } from '../accounts/handles-store.ts'
import { requireAccount } from '../session/signed-in-routes.ts'
import type { Web } from '../web.ts'
import { identityPage } from './identity-page.ts'

/** How long after its opening an account is greeted as new. */
const NEW_SECONDS = 120

export function accountRoutes(server: FastifyInstance, { parts, frame }: Web): void {
  server.get('/tai-khoan', async (request, reply) => {
    if (!requireAccount(request, reply)) return reply
    const { account } = request.signedIn
    const age = parts.clock().getTime() - account.createdAt.getTime()
    const handles = await handlesStore(parts.db, parts).list(account.id)
    const password = await passwordsStore(parts.db).find(account.id)
    const welcome = age < NEW_SECONDS * 1000 ? 'new' : 'known'
    const model = { frame: frame(request), account, handles, passwordChangedAt: password?.changedAt, welcome } as const
    return sendPage(reply, identityPage(model))
  })
}
