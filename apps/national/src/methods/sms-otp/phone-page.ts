import { textField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { wrongs } from '../../steps/flow-page.ts'
import type { EnrolPage } from '../../steps/method.ts'
import { messages } from './messages.ts'

/** *Thêm số nhận OTP*: which number. */
export function phonePage(view: EnrolPage): string {
  const { frame, values } = view
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, view)
  const main = html`${view.above}${heading(say('sms-otp.add-title'), say('sms-otp.add-lead'))}${wrong.summary}
    ${form(language, {
      action: view.action,
      content: [
        view.hidden,
        textField(language, {
          ...{ name: 'phone', value: values.phone, error: wrong.of('phone'), required: true, digits: true },
          ...{ label: say('sms-otp.phone'), hint: say('sms-otp.phone-hint'), maxlength: 24 },
          ...{ type: 'tel', inputmode: 'tel', autocomplete: 'tel' },
        }),
        button({ label: say('sms-otp.send'), wide: true }),
      ],
    })}${view.below}`
  return page(frame, { title: say('sms-otp.add-title'), main, width: 'form', errors: wrong.count })
}
