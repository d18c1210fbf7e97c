import { otpField } from '@motcua/ui/code-fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { wrongs } from '../../steps/flow-page.ts'
import type { ProvePage } from '../../steps/method.ts'
import { messages } from './messages.ts'

/** *Nhập mã từ ứng dụng xác thực*. */
export function codePage(view: ProvePage): string {
  const { frame } = view
  const say = sayIn(frame.language, messages)
  const wrong = wrongs(frame.language, view)
  const main = html`${view.above}${heading(say('totp.code-title'), say('totp.code-lead'))}${wrong.summary}
    ${form(frame.language, {
      action: view.action,
      enter: { name: 'action', value: 'confirm' },
      content: [
        view.hidden,
        otpField(frame.language, { label: say('totp.code'), hint: say('totp.code-hint'), error: wrong.of('otp') }),
        button({ label: say('totp.confirm'), name: 'action', value: 'confirm', wide: true }),
      ],
    })}
    <hr>${view.below}`
  return page(frame, { title: say('totp.code-title'), main, width: 'form', errors: wrong.count })
}
