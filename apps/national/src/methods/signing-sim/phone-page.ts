import { button, form } from '@motcua/ui/form.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { wrongs } from '../../steps/flow-page.ts'
import type { EnrolPage } from '../../steps/method.ts'
import { simPhoneField } from '../../steps/sim-phone-field.ts'
import { messages } from './messages.ts'

/** *Thêm SIM ký số*: which number. */
export function phonePage(view: EnrolPage): string {
  const { frame, values } = view
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, view)
  const main = html`${view.above}${heading(say('sim.add-title'), say('sim.add-lead'))}${wrong.summary}
    ${form(language, {
      action: view.action,
      content: [
        view.hidden,
        simPhoneField(language, { value: values.phone, error: wrong.of('phone') }),
        button({ label: say('sim.add'), icon: 'card-sim', wide: true }),
      ],
    })}
    <p class="hint">${say('sim.pin-there')}</p>${view.below}`
  return page(frame, { title: say('sim.add-title'), main, width: 'form', errors: wrong.count })
}
