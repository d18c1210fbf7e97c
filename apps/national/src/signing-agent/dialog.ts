import {
  AGENT_ANSWERS_WITHIN,
  AGENT_PATH,
  AGENT_PROTOCOL,
  type agentPurposes,
  LEAST_AGENT_VERSION,
} from '@motcua/contracts/agent.ts'
import { LONGEST_TOKEN } from '@motcua/contracts/authentication-token.ts'
import { type AgentTrouble, type AgentWords, agentDialog, agentTroubles, type Said } from '@motcua/ui/agent.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { type Language, plain, sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'
import { DOWNLOADS_PATH, GUIDE_PATH } from './paths.ts'
import { systems } from './systems.ts'

/** The script that a page with this dialog loads. */
export const AGENT_SCRIPT = 'agent.js'

export type AgentQuestion = {
  /** At least 32 random bytes in Base64url, good for one answer. */
  nonce: string
  purpose: (typeof agentPurposes)[number]
  /** How long the nonce holds from now, in ms. */
  timeout: number
  /** Where agents are looked for, in this order. */
  ports: readonly number[]
}

/**
 * Asks the signing agent on the visitor's computer, within a form that has one primary button: the form is sent with the
 * answer as the field `token` (JSON of contracts/authentication-token.ts), or with `action=again` when the nonce is too
 * old to be asked with. What goes wrong before there is a token is told in place by the script and never sent.
 */
export function agentQuestion(language: Language, { ports, ...asked }: AgentQuestion): Html {
  const protocol = {
    ...{ name: AGENT_PROTOCOL, path: AGENT_PATH, ports, leastVersion: LEAST_AGENT_VERSION },
    ...{ answersWithin: AGENT_ANSWERS_WITHIN, longestToken: LONGEST_TOKEN },
  }
  return agentDialog(language, { ...asked, protocol }, wordsOf(language))
}

function wordsOf(language: Language): AgentWords {
  const say = sayIn(language, messages)
  const text = plain(language, messages)
  return {
    withoutScripts: say('agent.needs-scripts'),
    ...{ calling: text('agent.calling'), waiting: text('agent.waiting'), resting: text('agent.resting') },
    ...{ cancel: say('agent.cancel'), again: say('agent.again'), troubles: troublesOf(language) },
    downloads: systems.map(system => ({
      ...{ system, href: `${DOWNLOADS_PATH}?he=${system}`, label: say(`agent.download-${system}`) },
    })),
    otherPort: { summary: say('agent.port'), label: say('agent.port-label'), hint: say('agent.port-hint') },
  }
}

function troublesOf(language: Language): Record<AgentTrouble, Said> {
  const say = sayIn(language, messages)
  const guide = html`<a href="${GUIDE_PATH}" target="_blank">${say('agent.guide')}</a>`
  const told = agentTroubles.map(trouble => {
    const said = { title: say(`agent.${trouble}-title`), text: say(`agent.${trouble}-text`, { guide }) }
    return [trouble, said] as const
  })
  return Object.fromEntries(told) as Record<AgentTrouble, Said>
}
