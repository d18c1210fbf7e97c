import { captchaField } from '@motcua/ui/code-fields.ts'
import { textField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import { html } from '@motcua/ui/html.ts'
import { purpose } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { gateWords, heading } from '@motcua/ui/parts.ts'
import { passwordField } from '@motcua/ui/password-field.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { type FlowPage, flowFields, wrongs } from './flow-page.ts'
import { messages } from './messages.ts'

/** The address that leaves for the national portal and comes back to `goTo`. */
export function nationalWay(goTo: string | undefined): string {
  return goTo === undefined ? '/sso/di' : `/sso/di?ve=${encodeURIComponent(goTo)}`
}

export type SignInPage = FlowPage<{ step: string }> & { goTo: string | undefined; forProcedure: 'yes' | 'no' }

/** *Công dân/Doanh nghiệp đăng nhập* (Hình 50): by the national account, or by one of this portal. */
export function signInPage(model: SignInPage): string {
  const { frame, captcha, values, goTo } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const register = goTo === undefined ? '/dang-ky' : `/dang-ky?ve=${encodeURIComponent(goTo)}`
  const national = { label: say('sign-in.national'), href: nationalWay(goTo), wide: true } as const
  const main = html`${model.forProcedure === 'yes' && purpose(say('sign-in.for-procedure'))}
    ${heading(say('sign-in.title'), say('sign-in.lead'))}${wrong.summary}
    ${form(language, {
      action: model.action,
      content: [
        flowFields(model, { ve: goTo }),
        html`${button({ ...national, look: 'gold' })}<p class="hint">${say('sign-in.national-text')}</p>`,
        html`<h2>${say('sign-in.or-local')}</h2>`,
        textField(language, {
          name: 'username',
          label: say('sign-in.username'),
          value: values.username,
          error: wrong.of('username'),
          autocomplete: 'username',
          maxlength: 100,
        }),
        passwordField(language, {
          name: 'password',
          label: say('sign-in.password'),
          error: wrong.of('password'),
          autocomplete: 'current-password',
        }),
        captcha ? captchaField(language, { ...captcha, error: wrong.of('captcha') }) : false,
        button({ label: say('sign-in.submit'), wide: true }),
      ],
    })}
    <p class="apart">${say('sign-in.no-account')} <a href="${register}"><strong>${say('sign-in.register')}</strong></a></p>`
  const aside = gateWords(say('sign-in.gate'), [
    { icon: 'handshake', text: say('sign-in.linked-once') },
    { icon: 'shield-check', text: say('sign-in.tell-nobody') },
  ])
  return page(frame, { title: say('sign-in.title'), main, aside, width: 'gate', errors: wrong.count })
}
