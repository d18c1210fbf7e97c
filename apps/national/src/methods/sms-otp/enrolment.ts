import { parsePhone } from '@motcua/identifiers/phone.ts'
import { formReader } from '@motcua/sign-in/form/form.ts'
import { type OtpPending, type OtpRequest, otpPending } from '@motcua/sign-in/otp/sms-otp.ts'
import type { Enrolling, Enrolment } from '../../steps/method.ts'
import { otpPage } from '../../steps/otp-page.ts'
import { answerOtp, askOtp } from '../../steps/otp-step.ts'
import type { MethodParts } from '../parts.ts'
import { phonePage } from './phone-page.ts'

/**
 * Another phone for codes: its number, then a code to it. It may be anybody's who hands over the phone, so it is not
 * marked as the person's own: only the operator's word does that, when the phone is to recover the account.
 */
export function smsEnrolment(parts: MethodParts): Enrolment<OtpPending> {
  return {
    pending: otpPending,
    async begin(asking) {
      const form = formReader(asking.submission.fields)
      const phone = form.read('phone', 'phone', parsePhone)
      if (!phone) return { kind: 'refused', errors: form.errors }
      if (asking.handles.some(({ value }) => value === phone))
        return { kind: 'refused', errors: { phone: { key: 'method.had-already' } } }
      const { language } = asking.submission.visitor
      const asked = await askOtp(parts, { request: requestOf(asking, phone), language })
      return asked
    },
    async answer(asking, pending) {
      const { fields, visitor } = asking.submission
      const request = requestOf(asking, pending.phone)
      const reply = await answerOtp(parts, { fields, request, pending, language: visitor.language })
      if (reply.kind !== 'proved') return reply
      return { kind: 'enrolled', handle: { value: pending.phone, verified: false } }
    },
    page: (view, pending) => {
      const { otp } = parts
      const times = { expiresIn: otp.expiresIn(pending), resendIn: otp.resendIn(pending) }
      return otpPage({ ...view, ...times, pending, sentTo: 'phone' })
    },
    form: phonePage,
  }
}

function requestOf({ purpose, accountId, submission, knownBrowser }: Enrolling, phone: string): OtpRequest {
  const { flowId, visitor } = submission
  return { purpose, phone, subject: accountId, flowId, place: visitor.place, browser: knownBrowser }
}
