import type { Errors } from '@motcua/sign-in/flow/flow.ts'
import { actions, button, form } from '@motcua/ui/form.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading, helpAside } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { SIM_HELP } from '../../help/paths.ts'
import { wrongs } from '../../steps/flow-page.ts'
import type { ProvePage } from '../../steps/method.ts'
import { messages } from './messages.ts'
import { type OverPrompt, reasonOf } from './pending.ts'
import { shownPhone } from './shown-phone.ts'

/** Reasons for which the number is to be looked at first. */
const WRONG_NUMBER = 'sim.no-such-sim'
/** Asking the same SIM again comes to the same, until its operator or its issuer has done something. */
const FUTILE = [WRONG_NUMBER, 'sim.pin-blocked', 'sim.bad-certificate', 'sim.unknown', 'sim.foreign']
/** Of the certificate itself, but for this one: there nobody answered. */
const OF_THE_CERTIFICATE = /^certificate\.(?!revocation-unavailable)/

/** The request came to nothing: why, and the ways on. What was just refused says so already. */
export function overPage(view: ProvePage, pending: OverPrompt): string {
  const { frame } = view
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, { errors: reasons(view.errors, pending) })
  const lead = say('sim.over-lead', { phone: html`<strong>${shownPhone(pending)}</strong>` })
  const main = html`${view.above}${heading(say('sim.over-title'), lead)}${wrong.summary}
    ${waysOn(view, pending)}
    ${view.below !== undefined && html`<hr>${view.below}`}`
  const help = html`<a href="${SIM_HELP}">${say('sim.which-link')}</a>`
  const aside = helpAside({ title: say('sim.operator-title'), text: say('sim.operator-text', { help }) })
  return page(frame, { title: say('sim.over-title'), main, aside, width: 'form', errors: wrong.count })
}

function reasons(errors: Errors, pending: OverPrompt): Errors {
  return Object.keys(errors).length > 0 ? errors : { form: reasonOf(pending) }
}

/** A typed number may be corrected (`?sua`, sign-in/web/flow-routes.ts); first where it is the number that was wrong. */
function waysOn({ frame, action, hidden }: ProvePage, { from, error }: OverPrompt): Html {
  const say = sayIn(frame.language, messages)
  const isFutile = FUTILE.includes(error.key) || OF_THE_CERTIFICATE.test(error.key)
  const correct =
    from === 'typed' &&
    button({
      ...{ label: say('sim.change-number'), href: `${action}?sua=1` },
      look: error.key === WRONG_NUMBER ? 'primary' : 'secondary',
    })
  const again = button({
    ...{ label: say('sim.again'), name: 'action', value: 'again', icon: 'refresh-cw' },
    look: isFutile ? 'secondary' : 'primary',
  })
  return form(frame.language, {
    action,
    enter: { name: 'action', value: 'again' },
    content: [hidden, isFutile ? actions(correct, again) : actions(again, correct)],
  })
}
