import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import { minutesUntil } from '@motcua/sign-in/limits/limits.ts'
import {
  type OtpAnswer,
  type OtpAsked,
  type OtpPending,
  type OtpRefusal,
  type OtpRequest,
  parseOtp,
} from '@motcua/sign-in/otp/sms-otp.ts'
import type { Parts } from '../parts.ts'

/** What the page says when a code could not be sent. */
export function sendProblem(refusal: OtpRefusal | { kind: 'unavailable' }, now: Date): FieldError {
  if (refusal.kind === 'unavailable') return { key: 'otp.unavailable' }
  if (refusal.reason === 'too-soon') return { key: 'otp.too-soon', values: { seconds: refusal.seconds } }
  if (refusal.reason === 'used-up') return { key: 'otp.used-up' }
  return { key: `otp.${refusal.reason}`, values: { minutes: minutesUntil(refusal.until, now) } }
}

export type OtpReply =
  | { kind: 'proved' }
  | { kind: 'resent'; asked: OtpAsked }
  | { kind: 'refused'; field: 'otp' | 'form'; error: FieldError; pending?: OtpPending }

type OtpSubmission = { fields: Record<string, string>; request: OtpRequest; pending: OtpPending }

/** The OTP page's two buttons: confirm the typed code, or send another one. Shared by every flow that asks for a code. */
export async function answerOtp(
  parts: Pick<Parts, 'otp' | 'clock' | 'rules'>,
  submission: OtpSubmission,
): Promise<OtpReply> {
  const { fields, request, pending } = submission
  if (fields.action === 'resend') return resend(parts, { request, pending })
  const code = parseOtp(fields.otp ?? '', parts.rules.otp.digits)
  if (code === undefined) return { kind: 'refused', field: 'otp', error: { key: 'otp.malformed' } }
  const answer = await parts.otp.answer(pending, { flowId: request.flowId, code })
  return answer.kind === 'proved' ? answer : { kind: 'refused', field: 'otp', ...wrongCode(answer, parts.clock()) }
}

async function resend(
  { otp, clock }: Pick<Parts, 'otp' | 'clock'>,
  { request, pending }: Omit<OtpSubmission, 'fields'>,
): Promise<OtpReply> {
  const asked = await otp.ask(request, pending)
  if (asked.kind === 'asked') return { kind: 'resent', asked }
  return { kind: 'refused', field: 'form', error: sendProblem(asked, clock()) }
}

type WrongOtp = Exclude<OtpAnswer, { kind: 'proved' }>

function wrongCode(answer: WrongOtp, now: Date): { error: FieldError; pending?: OtpPending } {
  switch (answer.reason) {
    case 'wrong':
      if (answer.triesLeft === 0) return { error: { key: 'otp.used-up' }, pending: answer.pending }
      return { error: { key: 'otp.wrong', values: { triesLeft: answer.triesLeft } }, pending: answer.pending }
    case 'too-many-wrong':
      return { error: { key: 'otp.too-many-wrong', values: { minutes: minutesUntil(answer.until, now) } } }
    case 'expired':
    case 'used-up':
      return { error: { key: `otp.${answer.reason}` } }
  }
}
