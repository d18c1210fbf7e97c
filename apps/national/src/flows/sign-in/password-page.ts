import { captchaField } from '@motcua/ui/code-fields.ts'
import { textField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { purpose } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { gateWords, heading } from '@motcua/ui/parts.ts'
import { passwordField } from '@motcua/ui/password-field.ts'
import { plain, sayIn } from '@motcua/ui/words.ts'
import { type FlowPage, flowFields, wrongs } from '../../steps/flow-page.ts'
import type { Journey } from '../../web.ts'
import { messages } from './messages.ts'
import { signInTabs } from './sign-in-tabs.ts'

export type PasswordPage = FlowPage<{ step: string }> & {
  address: string
  journey: Pick<Journey, 'towards' | 'procedure'>
}

/** *Đăng nhập* by CMT/CCCD (Hình 22). */
export function passwordPage(model: PasswordPage): string {
  const { frame, captcha, values } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const register = `/dang-ky${values.ve === undefined ? '' : `?ve=${encodeURIComponent(values.ve)}`}`
  const main = html`${purposeOf(model)}
    ${heading(say('sign-in.title'))}${signInTabs(language, { current: 'password', goTo: values.ve })}${wrong.summary}
    ${form(language, {
      action: model.action,
      content: [
        flowFields(model),
        textField(language, {
          name: 'username',
          label: say('sign-in.username'),
          value: values.username,
          error: wrong.of('username'),
          placeholder: plain(language, messages)('sign-in.username-placeholder'),
          autocomplete: 'username',
          inputmode: 'numeric',
          maxlength: 20,
          digits: true,
        }),
        passwordField(language, {
          name: 'password',
          label: say('sign-in.password'),
          error: wrong.of('password'),
          autocomplete: 'current-password',
          beside: html`<a href="/quen-mat-khau">${say('sign-in.forgotten')}</a>`,
        }),
        captcha ? captchaField(language, { ...captcha, error: wrong.of('captcha') }) : false,
        button({ label: say('sign-in.submit'), wide: true }),
      ],
    })}
    <hr><p>${say('sign-in.no-account')} <a href="${register}"><strong>${say('sign-in.register')}</strong></a></p>`
  const aside = gateWords(say('sign-in.gate'), [
    { icon: 'shield-check', text: say('sign-in.check-address', { address: model.address }) },
    { icon: 'message-square-text', text: say('sign-in.tell-nobody') },
  ])
  return page(frame, { title: say('sign-in.title'), main, aside, width: 'gate', errors: wrong.count })
}

/** What one came for stays in sight. */
function purposeOf({ frame, journey }: PasswordPage): Html | undefined {
  const say = sayIn(frame.language, messages)
  const { towards: portal, procedure } = journey
  if (portal === undefined) return undefined
  return purpose(
    procedure === undefined ? say('sign-in.towards', { portal }) : say('sign-in.submit-at', { portal, procedure }),
  )
}
