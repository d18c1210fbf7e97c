import { button, form } from '@motcua/ui/form.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { AGENT_SCRIPT, agentQuestion } from '../../signing-agent/dialog.ts'
import type { Site } from '../../site.ts'
import { millisecondsLeft } from '../../steps/challenge.ts'
import { wrongs } from '../../steps/flow-page.ts'
import type { ProvePage } from '../../steps/method.ts'
import type { MethodParts } from '../parts.ts'
import type { Challenged } from './challenge.ts'
import { messages } from './messages.ts'

export type Shown = { pending: Challenged; site: Site; now: Date; ports: readonly number[] }

/** What a page with a challenge shows besides it. */
export function shownNow({ site, clock, agentPorts: ports }: Pick<MethodParts, 'site' | 'clock' | 'agentPorts'>) {
  return { site, ports, now: clock() }
}

/** The page that asks the signing agent: to prove oneself, or to add the certificate it signs with. */
export function provePage(view: ProvePage, { of, ...shown }: Shown & { of: 'prove' | 'add' }): string {
  const { frame } = view
  const say = sayIn(frame.language, messages)
  const wrong = wrongs(frame.language, view)
  const { pending, site, now, ports } = shown
  const { challenge: nonce, purpose } = pending
  const title = say(`usb.${of}-title`)
  const main = html`${view.above}${wrong.summary}${heading(title, say(`usb.${of}-lead`))}
    ${form(frame.language, {
      action: view.action,
      content: [
        view.hidden,
        agentQuestion(frame.language, { nonce, purpose, timeout: millisecondsLeft(pending, now), ports }),
        button({ label: say(of === 'prove' ? 'usb.use' : 'usb.add'), icon: 'usb', wide: true }),
      ],
    })}
    <p class="hint">${say('usb.pin-there', { address: new URL(site.origin).host })}</p>
    ${view.below !== undefined && html`<hr>${view.below}`}`
  return page(frame, { title, main, width: 'form', errors: wrong.count, scripts: [AGENT_SCRIPT] })
}
