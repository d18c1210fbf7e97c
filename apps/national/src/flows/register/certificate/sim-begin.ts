import { html } from '@motcua/ui/html.ts'
import { numberedSteps } from '@motcua/ui/stepper.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { SIM_HELP } from '../../../help/paths.ts'
import { type FlowPage, wrongs } from '../../../steps/flow-page.ts'
import { simPhoneField } from '../../../steps/sim-phone-field.ts'
import { messages } from './messages.ts'
import type { WayWords } from './way-words.ts'

/** *Đăng ký bằng SIM ký số* (Hình 12): the phone at hand, its number, and what to do when it asks. */
export function simBegin(model: FlowPage<{ step: string }>): WayWords {
  const { language } = model.frame
  const say = sayIn(language, messages)
  const help = html`<a href="${SIM_HELP}" target="_blank">${say('sim.help')}</a>`
  return {
    before: numberedSteps([say('sim.ready'), say('sim.press'), say('sim.compare')]),
    fields: simPhoneField(language, { value: model.values.phone, error: wrongs(language, model).of('phone') }),
    pin: say('sim.pin'),
    trouble: { title: say('sim.trouble-title'), text: say('sim.trouble-text', { help }) },
  }
}
