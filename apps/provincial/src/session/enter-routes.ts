import type { Sessions } from '@motcua/sign-in/session/sessions.ts'
import type { Visitors } from '@motcua/sign-in/web/visitors.ts'
import type { FastifyReply } from 'fastify'
import type { Exchange } from '../web.ts'

type EnterParts = { sessions: Sessions; visitors: Visitors }

/**
 * Lets the browser in with a new session and sends it where it wanted to be. The session it had ends; an outcome that
 * is repeated (a double click) brings the session that the browser already has.
 */
export async function enter(
  { sessions, visitors }: EnterParts,
  { request, reply }: Exchange,
  { token, goTo }: { token: string; goTo: string },
): Promise<FastifyReply> {
  const had = request.accountHolder?.session
  const given = await sessions.current(token)
  if (had && given && had.id !== given.id) await sessions.end(had.id, 'replaced')
  visitors.enter(reply, token)
  return reply.redirect(goTo, 303)
}
