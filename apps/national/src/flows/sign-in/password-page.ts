import { captchaField } from '@motcua/ui/code-fields.ts'
import { textField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import { html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { passwordField } from '@motcua/ui/password-field.ts'
import { plain, sayIn } from '@motcua/ui/words.ts'
import { type FlowPage, flowFields, wrongs } from '../../steps/flow-page.ts'
import type { Journey } from '../../web.ts'
import { gateAside } from './gate-aside.ts'
import { messages } from './messages.ts'
import { purposeOf } from './purpose.ts'
import { registerInstead } from './register-instead.ts'
import { signInTabs } from './sign-in-tabs.ts'

export type PasswordPage = FlowPage<{ step: string }> & {
  address: string
  journey: Pick<Journey, 'towards' | 'procedure'>
  vneid: 'on' | 'off'
  /** Who is signed in already is asked again before a change of how one signs in. */
  again: 'yes' | 'no'
}

/** *Đăng nhập* by CMT/CCCD (Hình 22). */
export function passwordPage(model: PasswordPage): string {
  const { frame, captcha, values } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const main = html`${purposeOf(frame.language, model.journey)}
    ${heading(say('sign-in.title'))}${model.again === 'yes' && notice(language, { kind: 'info', text: say('sign-in.again-why') })}
    ${signInTabs(language, { current: 'password', goTo: values.ve, vneid: model.vneid })}${wrong.summary}
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
    <hr>${registerInstead(language, values.ve)}`
  const aside = gateAside(language, model.address)
  return page(frame, { title: say('sign-in.title'), main, aside, width: 'gate', errors: wrong.count })
}
