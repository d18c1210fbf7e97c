import type { Session } from '@motcua/sign-in/session/sessions.ts'
import { signInAddress, whoIsSignedIn } from '@motcua/sign-in/web/signed-in.ts'
import type { Visitors } from '@motcua/sign-in/web/visitors.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Account } from '../accounts/account.ts'
import type { AccountsStore } from '../accounts/accounts-store.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in at this portal, on every route that shows pages. */
    accountHolder: AccountHolder | undefined
  }
}

export type AccountHolder = { session: Session; account: Account }

/** Addresses that show no page and need no visitor. */
const WITHOUT_VISITOR = /^\/(giao-dien|ma-xac-thuc|dia-ban|api|healthz|readyz|metrics)(\/|$|\?)/

/** Finds out once a request who is signed in. */
export function accountHolderHook(
  server: FastifyInstance,
  parts: { visitors: Visitors; accounts: AccountsStore },
): void {
  server.decorateRequest('accountHolder', undefined)
  server.addHook('preHandler', async request => {
    if (!WITHOUT_VISITOR.test(request.url)) request.accountHolder = await whoIsSignedIn(request, parts)
  })
}

/** For pages that need an account: sends others to sign in and then back to exactly here. */
export function requireAccount(
  request: FastifyRequest,
  reply: FastifyReply,
): request is FastifyRequest & { accountHolder: AccountHolder } {
  if (request.accountHolder) return true
  void reply.redirect(signInAddress(request), 303)
  return false
}
