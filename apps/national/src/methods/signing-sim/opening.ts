import { html } from '@motcua/ui/html.ts'
import { points } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { SIM_HELP } from '../../help/paths.ts'
import { wrongs } from '../../steps/flow-page.ts'
import type { Opening, OpeningView } from '../../steps/method.ts'
import { simPhoneField } from '../../steps/sim-phone-field.ts'
import { messages } from './messages.ts'

/** What stands on the tab *SIM ký số* (Hình 29): the number of the SIM, and what happens next. */
export function opening({ language, values, errors }: OpeningView): Opening {
  const say = sayIn(language, messages)
  const error = wrongs(language, { errors }).of('phone')
  const help = html`<a href="${SIM_HELP}">${say('sim.which-link')}</a>`
  return {
    content: html`${simPhoneField(language, { value: values.phone, error })}<div>${points([
      { icon: 'smartphone', text: say('sim.opening-phone') },
      { icon: 'shield-check', text: say('sim.opening-code') },
    ])}</div>`,
    ...{ submit: say('sim.sign-in'), icon: 'card-sim', below: say('sim.which', { help }) },
  }
}
