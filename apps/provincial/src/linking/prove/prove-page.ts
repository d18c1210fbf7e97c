import { maskIdNumber } from '@motcua/identifiers/citizen-id.ts'
import { captchaField } from '@motcua/ui/code-fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import { dial } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading, helpAside } from '@motcua/ui/parts.ts'
import { passwordField } from '@motcua/ui/password-field.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { type FlowPage, flowFields, wrongs } from '../../sign-in/flow-page.ts'
import type { NationalPerson } from '../claims.ts'
import { messages } from '../messages.ts'

export type ProvePage = FlowPage<{ step: string }> & { person: NationalPerson; ticket: string }

/** Case 3: the password of the account here, asked once. It shows nothing of that account. */
export function provePage(model: ProvePage): string {
  const { frame, captcha, person } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const hotline = html`<a class="digits" href="${dial(frame.hotline)}">${frame.hotline}</a>`
  const number = html`<span class="digits">${maskIdNumber(person.idNumbers[0] ?? '')}</span>`
  const main = html`${heading(say('prove.title'), say('prove.lead', { number }))}${wrong.summary}
    ${form(language, {
      action: model.action,
      content: [
        flowFields(model, { phieu: model.ticket }),
        passwordField(language, {
          ...{ name: 'password', label: say('prove.password'), error: wrong.of('password'), required: true },
          autocomplete: 'current-password',
        }),
        captcha ? captchaField(language, { ...captcha, error: wrong.of('captcha') }) : false,
        button({ label: say('prove.submit'), wide: true }),
        html`<p class="hint">${say('prove.forgotten', { hotline })}</p>`,
      ],
    })}`
  const aside = helpAside({ title: say('prove.why'), text: say('prove.why-text') })
  return page(frame, { title: say('prove.title'), main, aside, width: 'form', errors: wrong.count })
}
