import { button, form } from '@motcua/ui/form.ts'
import { type Content, type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { passwordField } from '@motcua/ui/password-field.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { type FlowPage, flowFields, wrongs } from '../steps/flow-page.ts'
import { messages } from '../steps/messages.ts'

export type NewPasswordPage = FlowPage<{ step: string }> & {
  title: Content
  lead?: Content
  submit: Content
  loginName: string
  above: Html
  /** Said beside the button, such as what is accepted by pressing it. */
  note?: Html | undefined
}

/** *Nhập mật khẩu*, *Xác nhận mật khẩu*: the rules are ticked off while one types. */
export function newPasswordPage(model: NewPasswordPage): string {
  const { frame, loginName } = model
  const say = sayIn(frame.language, messages)
  const wrong = wrongs(frame.language, model)
  const shared = { autocomplete: 'new-password', required: true } as const
  const main = html`${model.above}${wrong.summary}${heading(model.title, model.lead)}
    ${form(frame.language, {
      action: model.action,
      content: [
        flowFields(model),
        // Password managers file the password under this name.
        html`<input type="hidden" name="username" autocomplete="username" value="${loginName}">`,
        passwordField(frame.language, {
          ...shared,
          name: 'password',
          label: say('new-password.label'),
          error: wrong.of('password'),
          rules: { loginName },
        }),
        passwordField(frame.language, {
          ...shared,
          name: 'confirmation',
          label: say('new-password.again'),
          error: wrong.of('confirmation'),
        }),
        model.note ?? false,
        button({ label: model.submit, wide: true }),
      ],
    })}`
  return page(frame, { title: model.title, main, width: 'form', errors: wrong.count })
}
