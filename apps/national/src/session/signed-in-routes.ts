import type { Session } from '@motcua/sign-in/session/sessions.ts'
import { signInAddress, whoIsSignedIn } from '@motcua/sign-in/web/signed-in.ts'
import type { Visitors } from '@motcua/sign-in/web/visitors.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Account } from '../accounts/account.ts'
import type { AccountsStore } from '../accounts/accounts-store.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in, on every route that shows pages. */
    signedIn: SignedIn | undefined
  }
}

export type SignedIn = { session: Session; account: Account }

/** Addresses that show no page and need no visitor. */
const WITHOUT_VISITOR =
  /^\/(giao-dien|ma-xac-thuc|healthz|readyz|metrics|oauth2\/(token|jwks|introspect|revoke|userinfo)|\.well-known)(\/|$|\?)/

/** Finds out once a request who is signed in. */
export function signedInHook(server: FastifyInstance, parts: { visitors: Visitors; accounts: AccountsStore }): void {
  server.decorateRequest('signedIn', undefined)
  server.addHook('preHandler', async request => {
    if (!WITHOUT_VISITOR.test(request.url)) request.signedIn = await whoIsSignedIn(request, parts)
  })
}

/** For pages that need an account: sends others to sign in and then back to exactly here. */
export function requireAccount(
  request: FastifyRequest,
  reply: FastifyReply,
): request is FastifyRequest & { signedIn: SignedIn } {
  if (request.signedIn) return true
  void reply.redirect(signInAddress(request), 303)
  return false
}
