import { sendPage } from '@motcua/kit/web.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Account } from '../accounts/account.ts'
import { handlesStore } from '../accounts/handles-store.ts'
import { mayHave } from '../accounts/may-have.ts'
import { heldBecause } from '../accounts/objections.ts'
import type { Parts } from '../parts.ts'
import { requireAccount } from '../session/signed-in-routes.ts'
import type { Web } from '../web.ts'
import { identityPage } from './identity-page.ts'
import type { MethodsList } from './methods-list.ts'

/** How long after its opening an account is greeted as new. */
const NEW_SECONDS = 120

export function accountRoutes(server: FastifyInstance, { parts, frame }: Web): void {
  server.get('/tai-khoan', async (request, reply) => {
    if (!requireAccount(request, reply)) return reply
    const { account } = request.signedIn
    const age = parts.clock().getTime() - account.createdAt.getTime()
    const welcome = age < NEW_SECONDS * 1000 ? 'new' : 'known'
    const methods = { ...(await methodsOf(parts, account)), done: doneBy(request) }
    return sendPage(reply, identityPage({ frame: frame(request), account, methods, welcome }))
  })
}

async function methodsOf(parts: Parts, { id: accountId, kind }: Account): Promise<Omit<MethodsList, 'done'>> {
  const password = await passwordsStore(parts.db).find(accountId)
  return {
    ...{
      methods: parts.methods,
      providers: Object.keys(parts.identityProviders),
      passwordChangedAt: password?.changedAt,
      addable: parts.methods.filter(({ id, enrolment }) => enrolment !== undefined && mayHave(kind, id)).length,
    },
    handles: await handlesStore(parts.db, parts).list(accountId),
    hold: await heldBecause(parts, accountId),
  }
}

/** What led back here. */
function doneBy({ query }: FastifyRequest): MethodsList['done'] {
  const { da } = query as { da?: unknown }
  return da === 'go' ? 'removed' : da === 'mac-dinh' ? 'made-default' : undefined
}
