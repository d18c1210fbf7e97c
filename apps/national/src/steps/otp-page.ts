import { maskEmail } from '@motcua/identifiers/email.ts'
import { maskPhone } from '@motcua/identifiers/phone.ts'
import type { OtpPending } from '@motcua/sign-in/otp/sms-otp.ts'
import { otpField } from '@motcua/ui/code-fields.ts'
import { countdown } from '@motcua/ui/countdown.ts'
import { button, form, hiddenField } from '@motcua/ui/form.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { wrongs } from './flow-page.ts'
import { messages } from './messages.ts'
import type { ProvePage } from './method.ts'

export type OtpPage = ProvePage & {
  pending: OtpPending
  expiresIn: number
  resendIn: number
  /** Recovery names no phone: it must not tell whether there is one. `mail`: what is called a phone is a mail address. */
  sentTo: 'phone' | 'mail' | 'maybe'
}

/** *Xác thực mã OTP*: six digits, how long they are valid, another code, and never a word to anybody. */
export function otpPage(model: OtpPage): string {
  const { frame } = model
  const say = sayIn(frame.language, messages)
  const wrong = wrongs(frame.language, model)
  const main = html`${model.above}${wrong.summary}${heading(say('otp.title'), whereTo(model))}
    ${form(frame.language, {
      action: model.action,
      enter: { name: 'action', value: 'confirm' },
      content: [
        model.hidden,
        otpField(frame.language, { error: wrong.of('otp') }),
        countdown(frame.language, { seconds: model.expiresIn, of: 'code' }),
        button({ label: say('otp.confirm'), name: 'action', value: 'confirm', wide: true }),
      ],
    })}
    ${resend(model)}
    ${notice(frame.language, { kind: 'info', text: say('otp.tell-nobody') })}
    <hr>${model.below}<p>${model.sentTo === 'mail' ? say('otp.help-mail') : html`<a href="/tro-giup#tin-nhan">${say('otp.help')}</a>`}</p>`
  return page(frame, { title: say('otp.title'), main, width: 'form', errors: wrong.count })
}

function whereTo({ frame, pending, sentTo }: OtpPage): Html {
  const say = sayIn(frame.language, messages)
  const strong = (text: string) => html`<strong class="digits">${text}</strong>`
  switch (sentTo) {
    case 'phone':
      return say('otp.sent-to', { phone: strong(maskPhone(pending.phone)) })
    case 'mail':
      return say('otp.sent-to-mail', { email: strong(maskEmail(pending.phone)) })
    case 'maybe':
      return say('otp.sent-maybe')
  }
}

/** A form of its own, so that Enter in the code's field never asks for another code. */
function resend(model: OtpPage): Html {
  const { frame, resendIn } = model
  const say = sayIn(frame.language, messages)
  const waiting = resendIn > 0 && countdown(frame.language, { seconds: resendIn, of: 'resend', enables: 'resend' })
  return html`<p>${say('otp.not-received')}</p>${form(frame.language, {
    action: model.action,
    content: [
      model.hidden,
      hiddenField('action', 'resend'),
      waiting,
      button({ id: 'resend', label: say('otp.resend'), look: 'secondary', icon: 'refresh-cw', wide: true }),
    ],
  })}`
}
