import { AGENT_PROTOCOL, type ToAgent, toAgent } from '@motcua/contracts/agent.ts'
import { z } from 'zod'
import { pageSay } from '../page/messages.ts'
import { busyScreen, consentScreen, malformedScreen } from '../page/screens.ts'
import type { AllowedSites } from '../sites/allowed-sites.ts'
import { siteOf } from '../sites/site.ts'
import { type Answer, failed, ready } from './answer.ts'
import type { AgentWindow, Asked, Greeted, Windows } from './windows.ts'

/** A message as the page heard it from the window that opened it; the browser, not the message, names the origin. */
export type Heard = { origin: string; message?: unknown }

/** Answers a site's message, or tells that it may now be asked which certificate to use. */
export type Hearing = { kind: 'answered'; answer: Answer } | { kind: 'asks'; stage: Asked }

const nothing: Hearing = { kind: 'answered', answer: {} }

/**
 * Hears what a site says. The first well-formed `hello` binds the window to its origin and exchange; whatever comes from
 * elsewhere, in another exchange, out of turn or a second time is dropped without a word.
 */
export async function hear(
  { windows, sites }: { windows: Windows; sites: AllowedSites },
  window: AgentWindow,
  heard: Heard,
): Promise<Hearing> {
  const message = toAgent.safeParse(heard.message)
  if (!message.success) return { kind: 'answered', answer: malformed(windows, window, heard) }
  if (message.data.type === 'hello') return { kind: 'answered', answer: greet(window, heard.origin, message.data) }
  const { stage } = window
  if (stage.kind !== 'greeted' || !isOf(stage, heard.origin, message.data)) return nothing
  return ask({ windows, sites, window, greeted: stage }, message.data)
}

function greet(window: AgentWindow, origin: string, { exchange }: ToAgent): Answer {
  if (window.stage.kind === 'waiting') {
    const site = siteOf(origin)
    if (site) window.stage = { kind: 'greeted', site, exchange }
  }
  const { stage } = window
  // A site says hello until it is heard, so that it may well be heard twice.
  return stage.kind === 'greeted' && isOf(stage, origin, { exchange })
    ? { post: ready(stage), farewell: failed(stage, 'cancelled') }
    : {}
}

type Asking = { windows: Windows; sites: AllowedSites; window: AgentWindow; greeted: Greeted }
type Authenticate = Extract<ToAgent, { type: 'authenticate' }>

async function ask({ windows, sites, window, greeted }: Asking, request: Authenticate): Promise<Hearing> {
  const { site, exchange } = greeted
  const { nonce, purpose, language } = request
  window.language = language
  const say = pageSay(language)
  if (!windows.claim(window)) {
    windows.end(window)
    const answer = { post: failed(greeted, 'busy'), farewell: null, screen: String(busyScreen(say)), language }
    return { kind: 'answered', answer }
  }
  const stage: Asked = { kind: 'asked', site, exchange, nonce, purpose, signing: false, trouble: undefined }
  window.stage = stage
  if (await sites.isAllowed(site.origin)) return { kind: 'asks', stage }
  const screen = String(consentScreen({ say, site, purpose }))
  return { kind: 'answered', answer: { screen, language, farewell: failed(greeted, 'cancelled') } }
}

const malformedRequest = z.object({
  protocol: z.literal(AGENT_PROTOCOL),
  type: z.literal('authenticate'),
  exchange: z.string(),
})

/** A request that is meant for this exchange and cannot be read is refused in words; everything else is not for us. */
function malformed(windows: Windows, window: AgentWindow, { origin, message }: Heard): Answer {
  const meant = malformedRequest.safeParse(message)
  const { stage } = window
  if (!meant.success || stage.kind !== 'greeted' || !isOf(stage, origin, meant.data)) return {}
  windows.end(window)
  const screen = String(malformedScreen(pageSay(window.language), stage.site.host))
  return { post: failed(stage, 'malformed'), farewell: null, screen }
}

function isOf({ site, exchange }: Greeted, origin: string, message: { exchange: string }): boolean {
  return site.origin === origin && exchange === message.exchange
}
