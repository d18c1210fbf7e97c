import { AGENT_PROTOCOL, type AgentFailure, type FromAgent } from '@motcua/contracts/agent.ts'
import type { Language } from '@motcua/ui/words.ts'
import { AGENT_VERSION } from '../version.ts'
import type { AgentWindow, Greeted } from './windows.ts'

/** What the agent's page does next; what is missing stays as it is. */
export type Answer = {
  /** Markup. */
  screen?: string
  language?: Language
  /** A message for the site. */
  post?: Post
  /** What the site is told should the window go without another word; null when it has been told all. */
  farewell?: Post | null
  /** The window closes itself. */
  closes?: boolean
}

/** `to` is the one origin that may read it. */
export type Post = { to: string; message: FromAgent }

type Said =
  | { type: 'ready'; version: string }
  | { type: 'failed'; reason: AgentFailure }
  | Omit<Extract<FromAgent, { type: 'authenticated' }>, 'protocol' | 'exchange'>

export function postTo({ site, exchange }: Greeted, said: Said): Post {
  return { to: site.origin, message: { protocol: AGENT_PROTOCOL, exchange, ...said } }
}

export const ready = (greeted: Greeted): Post => postTo(greeted, { type: 'ready', version: AGENT_VERSION })
export const failed = (greeted: Greeted, reason: AgentFailure): Post => postTo(greeted, { type: 'failed', reason })

export function farewell(greeted: Greeted, { whenClosed }: AgentWindow): Post {
  return failed(greeted, whenClosed)
}
