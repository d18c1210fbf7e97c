import { dial, type Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { numberedSteps } from '@motcua/ui/stepper.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'
import { COUNTERS_PATH } from './paths.ts'

function hotlineOf(frame: Frame): Html {
  return html`<a class="digits" href="${dial(frame.hotline)}">${frame.hotline}</a>`
}

export function helpPage(frame: Frame): string {
  const say = sayIn(frame.language, messages)
  const hotline = hotlineOf(frame)
  const find = html`<a href="${COUNTERS_PATH}">${say('help.counter-find')}</a>`
  const main = html`${heading(say('help.title'), say('help.lead', { hotline }))}
    <h2 id="tin-nhan">${say('help.sms-title')}</h2>
    ${numberedSteps([say('help.sms-1'), say('help.sms-2'), say('help.sms-3'), say('help.sms-4')])}
    <h2 id="bao-hiem-xa-hoi">${say('help.insurance-title')}</h2>
    ${numberedSteps([say('help.insurance-1'), say('help.insurance-2'), say('help.insurance-3'), say('help.insurance-4')])}
    <h2 id="sim-ky-so">${say('help.sim-title')}</h2>
    ${numberedSteps([say('help.sim-1'), say('help.sim-2'), say('help.sim-3'), say('help.sim-4'), say('help.sim-5')])}
    <h2 id="quay-giao-dich">${say('help.counter-title')}</h2><p>${say('help.counter-text', { hotline, find })}</p>
    <h2 id="an-toan">${say('help.safe-title')}</h2>${numberedSteps([say('help.safe-1'), say('help.safe-2')])}`
  return page(frame, { title: say('help.title'), main, width: 'wide' })
}
