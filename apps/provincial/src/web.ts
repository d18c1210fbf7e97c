import type { Frame } from '@motcua/ui/frame.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Parts } from './parts.ts'
import type { Catalogue } from './procedures/catalogue.ts'
import type { Portal } from './session/frame.ts'
import type { KnownVisitors } from './session/visitors-routes.ts'

export type Exchange = { request: FastifyRequest; reply: FastifyReply }

/** What routes need beyond the parts: who visits, the frame of their page, what the province offers. */
export type Web = {
  parts: Parts
  visitors: KnownVisitors
  portal: Portal
  catalogue: Catalogue
  frame(request: FastifyRequest): Frame
  /** Lets the browser in with a new session, ending the one it had, and sends it where it wanted to be. */
  enter(exchange: Exchange, signedIn: { token: string; goTo: string }): Promise<FastifyReply>
  /** The page for a flow that is lost or still being worked on. */
  lost(request: FastifyRequest, why: 'gone' | 'busy'): string
}
