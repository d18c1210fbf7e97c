import { maskPhone } from '@motcua/identifiers/phone.ts'
import { type OtpPending, otpPending } from '@motcua/sign-in/otp/sms-otp.ts'
import { html } from '@motcua/ui/html.ts'
import { plain } from '@motcua/ui/words.ts'
import { type Asking, anyEnrolment, type Method } from '../../steps/method.ts'
import { otpPage } from '../../steps/otp-page.ts'
import { answerOtp, askOtp } from '../../steps/otp-step.ts'
import type { MethodParts } from '../parts.ts'
import { smsEnrolment } from './enrolment.ts'
import { messages } from './messages.ts'

/** A code by SMS to one of the account's phones (RFC 8176 `sms`). */
export function smsOtpMethod(parts: MethodParts): Method<OtpPending> {
  return {
    ...{ id: 'sms-otp', references: ['sms'], strength: 'factor', identifies: 'nobody', offered: 'each' },
    pending: otpPending,
    async start(asking, before) {
      return askOtp(parts, { request: requestOf(asking), language: asking.submission.visitor.language, before })
    },
    async answer(asking, pending) {
      const { submission, handles } = asking
      const { fields, visitor } = submission
      const reply = await answerOtp(parts, {
        ...{ fields, pending, language: visitor.language },
        request: requestOf(asking),
      })
      if (reply.kind !== 'proved') return reply
      const [handle] = handles
      if (!handle) throw new Error('a code was proved without a phone')
      return { kind: 'proved', proof: { method: 'sms-otp', references: ['sms'], strength: 'factor', handle } }
    },
    page: (view, pending) => otpPage({ ...view, ...times(parts, pending), pending, sentTo: 'phone' }),
    line: ([phone], language) => {
      const say = plain(language, messages)
      const text = phone ? html`<span class="digits">${maskPhone(phone.value)}</span>` : say('sms-otp.text')
      return { icon: 'message-square-text', title: say('sms-otp.title'), text }
    },
    enrolment: anyEnrolment(smsEnrolment(parts)),
  }
}

function requestOf({ purpose, accountId, handles, submission, knownBrowser }: Asking) {
  const [handle] = handles
  if (!handle || !accountId) throw new Error('a code needs an account and its phone')
  const { flowId, visitor } = submission
  return { purpose, phone: handle.value, subject: accountId, flowId, place: visitor.place, browser: knownBrowser }
}

function times({ otp }: MethodParts, pending: OtpPending) {
  return { expiresIn: otp.expiresIn(pending), resendIn: otp.resendIn(pending) }
}
