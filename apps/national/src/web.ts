import type { Visitors } from '@motcua/sign-in/web/visitors.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Parts } from './parts.ts'

/** What routes need beyond the parts: who visits, the frame of their page, where a journey may end. */
export type Web = {
  parts: Parts
  visitors: Visitors
  frame(request: FastifyRequest): Frame
  /** The journey that brought the visitor here, by the address they want to reach; flows know nothing of it. */
  journey(goTo: string | undefined): Promise<Journey>
  /** Lets the browser in with a new session, ending the one it had, and sends it where it wanted to be. */
  enter(
    exchange: { request: FastifyRequest; reply: FastifyReply },
    signedIn: { token: string; goTo: string },
  ): Promise<FastifyReply>
  /** The page for a flow that is lost or still being worked on. */
  lost(request: FastifyRequest, why: 'gone' | 'busy'): string
}

/**
 * `formAction`: further origins at which a form of this journey may end. `towards`: the portal it leads to, by name.
 * `procedure`: what is to be handed in there, where that was chosen here.
 */
export type Journey = { formAction: string[]; towards?: string | undefined; procedure?: string | undefined }
