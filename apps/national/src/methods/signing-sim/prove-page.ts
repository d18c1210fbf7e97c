import { AWAITED_SCRIPT, AWAITED_STYLES, awaited, comparedCode, phoneDrawing } from '@motcua/ui/awaited.ts'
import { actions, button, form } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { digits, heading, helpAside } from '@motcua/ui/parts.ts'
import { numberedSteps } from '@motcua/ui/stepper.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import { arrivalOf } from '../../steps/arrival.ts'
import { wrongs } from '../../steps/flow-page.ts'
import type { ProvePage } from '../../steps/method.ts'
import { messages } from './messages.ts'
import { overPage } from './over-page.ts'
import type { OpenPrompt, SimPending } from './pending.ts'
import { shownPhone } from './shown-phone.ts'

/** Seconds between looks of a browser without scripts. */
const LOOKS_AGAIN = 3

/** `seconds`: how long a phone is given in all. */
export type ShownNow = { now: Date; seconds: number }

/** While a SIM is asked, and after it came to nothing: to prove oneself or to add it, the page is the same. */
export function provePage(view: ProvePage, { pending, ...now }: ShownNow & { pending: SimPending }): string {
  return pending.state === 'open' ? openPage(view, { ...now, pending }) : overPage(view, pending)
}

/** *Xác nhận trên điện thoại* (Hình 13, 30): the code to compare, how long there is, and that the PIN belongs there. */
function openPage(view: ProvePage, { pending, now, seconds }: ShownNow & { pending: OpenPrompt }): string {
  const { frame, action } = view
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, view)
  const { code, expiresAt } = pending
  const task = { asks: arrivalOf(view), onwards: action, seconds: (expiresAt - now.getTime()) / 1000, all: seconds }
  const lead = say('sim.prove-lead', { phone: html`<strong>${shownPhone(pending)}</strong>` })
  const main = html`${view.above}${wrong.summary}${heading(say('sim.prove-title'), lead)}
    ${comparedCode({ code, label: say('sim.same-code') })}
    ${awaited(language, task)}
    ${whatToDo(language, pending)}
    ${notice(language, { kind: 'warning', title: say('sim.different-title'), text: say('sim.different-text', { hotline: frame.hotline }) })}
    <p class="hint">${say('sim.pin-there')}</p>
    ${ways(view)}
    ${view.below !== undefined && html`<hr>${view.below}`}`
  return page(frame, {
    ...{ title: say('sim.prove-title'), main, aside: beside(frame, code), width: 'form', errors: wrong.count },
    ...{ scripts: [AWAITED_SCRIPT], styles: [AWAITED_STYLES], refresh: LOOKS_AGAIN },
  })
}

function whatToDo(language: Language, { phone, code }: OpenPrompt): Html {
  const say = sayIn(language, messages)
  return numberedSteps([
    say('sim.step-unlock', { ending: digits(phone.slice(-3)) }),
    say('sim.step-compare', { code: digits(code) }),
    say('sim.step-pin'),
  ])
}

/** Without scripts the page asks again by itself, and by the first button where browsers forbid that. */
function ways({ frame, action, hidden }: ProvePage): Html {
  const say = sayIn(frame.language, messages)
  const cancel = { name: 'action', value: 'cancel', look: 'secondary' } as const
  return form(frame.language, {
    action,
    content: [
      hidden,
      actions(
        button({ label: say('sim.look-now'), look: 'secondary', icon: 'refresh-cw' }),
        button({ label: say('sim.cancel'), ...cancel }),
      ),
    ],
  })
}

function beside(frame: Frame, code: string): Html {
  const say = sayIn(frame.language, messages)
  const drawing = phoneDrawing({
    ...{ code, title: frame.portal.name, text: say('sim.drawing-text'), pin: say('sim.drawing-pin') },
    caption: say('sim.drawing-caption'),
  })
  return html`${drawing}${helpAside({
    title: say('sim.nothing-title'),
    points: [
      { icon: 'smartphone', text: say('sim.nothing-on') },
      { icon: 'wifi-off', text: say('sim.nothing-signal') },
      { icon: 'clock', text: say('sim.nothing-wait') },
    ],
  })}`
}
