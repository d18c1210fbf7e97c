import { maskIdNumber } from '@motcua/identifiers/citizen-id.ts'
import { parseOtp } from '@motcua/sign-in/otp/sms-otp.ts'
import { z } from 'zod'
import type { Enrolling, Enrolment } from '../../steps/method.ts'
import type { MethodParts } from '../parts.ts'
import { detailOf, parseAppName } from './app-name.ts'
import { namePage, secretPage } from './enrol-pages.ts'
import { DIGITS, drawSecret, matchingStep } from './time-code.ts'

/** Every further app is three more codes that are right at any time. */
const MOST_APPS = 3
const tooMany = { form: { key: 'totp.too-many' } }

/** Until the first code proves that the app has it, the secret is only in the flow, sealed. */
const enrolling = z.object({ secret: z.string(), name: z.string(), label: z.string() })
export type TotpEnrolling = z.infer<typeof enrolling>

/** Another authenticator app: it takes a secret over, and proves it by one code. */
export function totpEnrolment({ random, clock }: MethodParts): Enrolment<TotpEnrolling> {
  return {
    pending: enrolling,
    async begin({ handles, submission, person }) {
      if (handles.length >= MOST_APPS) return { kind: 'refused', errors: tooMany }
      const name = parseAppName(submission.fields.name ?? '')
      if (name.kind === 'refused') return { kind: 'refused', errors: { name: { key: `totp-name.${name.reason}` } } }
      const label = maskIdNumber(person.loginName)
      return { kind: 'asked', pending: { secret: drawSecret(random), name: name.value, label } }
    },
    async answer({ handles, submission }: Enrolling, { secret, name }) {
      if (handles.length >= MOST_APPS) return { kind: 'refused', errors: tooMany }
      const code = parseOtp(submission.fields.otp ?? '', DIGITS)
      if (code === undefined) return { kind: 'refused', errors: { otp: { key: 'totp.malformed' } } }
      const step = matchingStep(secret, { code, now: clock() })
      if (step === undefined) return { kind: 'refused', errors: { otp: { key: 'totp.not-yet' } } }
      // The code that proved the app does not sign in as well.
      return { kind: 'enrolled', handle: { value: secret, counter: step, ...detailOf(name) } }
    },
    page: secretPage,
    form: namePage,
  }
}
