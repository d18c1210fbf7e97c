import { after, type Clock } from '@motcua/kit/clock.ts'
import { signInAddress } from '@motcua/sign-in/web/signed-in.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { requireAccount, type SignedIn } from './signed-in-routes.ts'

/** Sensitive changes ask for a sign-in no older than this (product rules, Tài khoản). */
const FRESH_SECONDS = 20 * 60

/**
 * For pages that change how one signs in: whoever did not sign in just now is sent to do so, and then back here. A form
 * that has no page at its own address names the one to come back to.
 */
export function requireFreshSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { clock, back = request.url }: { clock: Clock; back?: string },
): request is FastifyRequest & { signedIn: SignedIn } {
  if (!requireAccount(request, reply)) return false
  const { session } = request.signedIn
  if (after(session.authenticatedAt, FRESH_SECONDS) > clock()) return true
  void reply.redirect(signInAddress({ url: back }), 303)
  return false
}
