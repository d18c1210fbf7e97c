import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import { captchaField } from '@motcua/ui/code-fields.ts'
import { textField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading, helpAside } from '@motcua/ui/parts.ts'
import { passwordField } from '@motcua/ui/password-field.ts'
import { stepper } from '@motcua/ui/stepper.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import { type FlowPage, flowFields, wrongs } from '../../steps/flow-page.ts'
import { messages } from './messages.ts'
import { providerName } from './names.ts'

export type LinkPage = FlowPage<{ step: string }> & { id: IdentityProviderId; loginName: string }

export function linkSteps(language: Language, now: 1 | 2): Html {
  const say = sayIn(language, messages)
  return stepper(language, { steps: [say('link.step-password'), say('link.step-factor')], now })
}

/** The number has an account: its password, before anything is linked. */
export function linkPage(model: LinkPage): string {
  const { frame, captcha } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const provider = providerName(model.id, language)
  const main = html`${linkSteps(language, 1)}${heading(say('link.title'), say('link.lead', { provider }))}${wrong.summary}
    ${form(language, {
      action: model.action,
      content: [
        flowFields(model),
        textField(language, {
          ...{ name: 'username', value: model.loginName, label: say('link.username'), readonly: true, digits: true },
          autocomplete: 'username',
        }),
        passwordField(language, {
          ...{ name: 'password', label: say('link.password'), error: wrong.of('password') },
          autocomplete: 'current-password',
          beside: html`<a href="/quen-mat-khau">${say('link.forgotten')}</a>`,
        }),
        captcha ? captchaField(language, { ...captcha, error: wrong.of('captcha') }) : false,
        button({ label: say('link.submit'), wide: true }),
      ],
    })}`
  return page(frame, { title: say('link.title'), main, aside: help(frame), width: 'form', errors: wrong.count })
}

function help({ language }: Frame): Html {
  const say = sayIn(language, messages)
  const complaint = html`<a href="/khieu-nai">${say('link.complaint')}</a>`
  return helpAside(
    { title: say('link.why-title'), text: say('link.why-text') },
    { title: say('link.not-mine-title'), text: say('link.not-mine-text', { complaint }) },
  )
}
