import { button } from './form.ts'
import { attrs, type Content, type Html, html } from './html.ts'
import { icon } from './icons.ts'
import { notice } from './notice.ts'
import type { Language } from './words.ts'

/** What stands in the way, as `agent.js` finds it out or the agent says it. */
export const agentTroubles = [
  /** Phones have no agent. */
  'needs-computer',
  /** The browser did not let its window open. */
  'blocked',
  /** Nobody answered: not installed, not running, or at another port. */
  'absent',
  'outdated',
  'timed-out',
  'wrong-port',
  // The rest is what an agent says of itself (contracts/agent.ts).
  'cancelled',
  'no-token',
  'pin-blocked',
  'token-removed',
  'token-failed',
  'busy',
  'malformed',
] as const
export type AgentTrouble = (typeof agentTroubles)[number]

/** How the agent is spoken to: what contracts/agent.ts says, handed in because pages only draw. */
export type AgentProtocol = {
  name: string
  path: string
  /** Tried in this order. */
  ports: readonly number[]
  /** Older ones are asked for nothing. */
  leastVersion: string
  /** ms within which somebody must have answered. */
  answersWithin: number
  /** Longest answer, in characters. */
  longestToken: number
}

export type AgentAsking = {
  protocol: AgentProtocol
  nonce: string
  purpose: string
  /** How long the nonce holds from now, in ms. */
  timeout: number
}

export type Said = { title: Content; text: Content }

export type AgentWords = {
  withoutScripts: Content
  /** While nobody has answered yet; once the person chooses and types in the agent's window; on the button meanwhile. */
  calling: string
  waiting: string
  resting: string
  cancel: Content
  again: Content
  troubles: Record<AgentTrouble, Said>
  /** Where the agent is to be had. */
  downloads: readonly { system: 'windows' | 'macos' | 'linux'; href: string; label: Content }[]
  otherPort: { summary: Content; label: Content; hint: Content }
}

/**
 * Stands in a form whose main button asks the signing agent on this computer: `agent.js`, which its page must load, opens
 * the agent's window, sends the form with the agent's answer as the field `token`, and tells in place what went wrong.
 * A form sent without the script leaves the field empty.
 */
export function agentDialog(language: Language, asking: AgentAsking, words: AgentWords): Html {
  const { protocol, ...asked } = asking
  const around = attrs({
    'data-agent': JSON.stringify({ ...protocol, ...asked, language }),
    'data-calling': words.calling,
    'data-waiting': words.waiting,
    'data-resting': words.resting,
  })
  return html`<div ${around}><noscript>${notice(language, { kind: 'warning', text: words.withoutScripts })}</noscript>
    <input type="hidden" name="token"><div role="status">${progress(words)}${troublesOf(language, words)}</div>${otherPort(words)}</div>`
}

function progress({ cancel }: AgentWords): Html {
  return html`<div class="notice" data-progress hidden>${icon('usb')}<div><p data-told></p>
    <button class="button secondary" type="button" data-cancel><span>${cancel}</span></button></div></div>`
}

function troublesOf(language: Language, words: AgentWords): Html[] {
  return agentTroubles.map(trouble => {
    const told = { ...words.troubles[trouble], kind: 'warning', actions: waysOn(trouble, words) } as const
    return html`<div data-trouble="${trouble}" hidden>${notice(language, told)}</div>`
  })
}

/** Where it would not help, there is no *Thử lại*. */
function waysOn(trouble: AgentTrouble, words: AgentWords): Html {
  if (trouble === 'needs-computer' || trouble === 'pin-blocked') return html``
  const again = html`<button class="button secondary" type="button" data-again>${icon('refresh-cw')}<span>${words.again}</span></button>`
  const needsAgent = trouble === 'absent' || trouble === 'outdated'
  return html`<div class="actions">${needsAgent && downloads(words)}${again}</div>`
}

/** All of them, until the script has left the one for this system. */
function downloads({ downloads }: AgentWords): Html[] {
  return downloads.map(({ system, href, label }) => {
    const link = button({ href, label, icon: 'download', look: 'secondary' })
    return html`<span data-system="${system}">${link}</span>`
  })
}

/** For whoever started their agent with `--port`; the script keeps it for this tab. */
function otherPort({ otherPort: { summary, label, hint } }: AgentWords): Html {
  return html`<details data-other-port hidden><summary class="button link">${summary}</summary><div class="field half">
    <div class="label"><label for="agent-port">${label}</label></div><p class="hint" id="agent-port-hint">${hint}</p>
    <input class="input digits" id="agent-port" type="text" inputmode="numeric" maxlength="5" autocomplete="off" aria-describedby="agent-port-hint"></div></details>`
}
