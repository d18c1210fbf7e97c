import type { agentPurposes } from '@motcua/contracts/agent.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import type { Site } from '../sites/site.ts'
import { icon } from './icons.ts'
import type { PageKey, PageSay } from './messages.ts'

export type Purpose = (typeof agentPurposes)[number]
/** Who asks for what; stands on every screen where something is decided. */
export type RequestView = { say: PageSay; site: Site; purpose: Purpose }

const PURPOSES: Record<Purpose, PageKey> = {
  register: 'register',
  'sign-in': 'signIn',
  'add-method': 'addMethod',
  confirm: 'confirm',
}

export function requestView({ say, site, purpose }: RequestView): Html {
  return html`<dl class="request">
      <div><dt>${say('site')}</dt><dd class="host">${icon('globe')}<span>${site.host}</span></dd></div>
      <div><dt>${say('purpose')}</dt><dd>${say(PURPOSES[purpose])}</dd></div>
    </dl>${siteWarning(say, site)}`
}

function siteWarning(say: PageSay, { unicode, mixedScripts, host }: Site): Html | undefined {
  if (unicode === undefined) return undefined
  return html`<p class="note ${mixedScripts ? 'error' : 'warning'}">${icon('warning')}<span>${say(
    mixedScripts ? 'mixedSite' : 'unicodeSite',
    { unicode: unicode || host },
  )}</span></p>`
}
