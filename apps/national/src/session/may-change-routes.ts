import { sendPage } from '@motcua/kit/web.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { heldBecause } from '../accounts/objections.ts'
import type { Web } from '../web.ts'
import { requireFreshSignIn } from './fresh-sign-in-routes.ts'
import { heldPage } from './held-page.ts'
import type { SignedIn } from './signed-in-routes.ts'

/**
 * For everything that a recovery holds for 72 hours (methods, e-mail, closing): lets through who signed in just now and
 * whose account is not held; everybody else gets the page that says what to do.
 */
export async function mayChange(
  { parts, frame }: Pick<Web, 'parts' | 'frame'>,
  { request, reply, back }: { request: FastifyRequest; reply: FastifyReply; back?: string },
): Promise<SignedIn | undefined> {
  const { clock } = parts
  if (!requireFreshSignIn(request, reply, { clock, ...(back === undefined ? {} : { back }) })) return undefined
  const hold = await heldBecause(parts, request.signedIn.account.id)
  if (!hold) return request.signedIn
  sendPage(reply.code(403), heldPage(frame(request), hold))
  return undefined
}
