import type { Errors, FieldError, Visitor } from '@motcua/sign-in/flow/flow.ts'
import { minutesUntil } from '@motcua/sign-in/limits/limits.ts'
import {
  type OtpAnswer,
  type OtpAsked,
  type OtpPending,
  type OtpRefusal,
  type OtpRequest,
  parseOtp,
} from '@motcua/sign-in/otp/sms-otp.ts'
import { sendingOtp } from '../notices/notices.ts'
import type { Parts } from '../parts.ts'
import type { Started, Write } from './method.ts'

type OtpParts = Pick<Parts, 'otp' | 'clock' | 'rules' | 'outbox'>

/** Whether a phone is there: proved, another code asked for, or refused. */
export type OtpReply =
  | { kind: 'proved' }
  | { kind: 'asked'; pending: OtpPending; writes: Write }
  | { kind: 'refused'; errors: Errors; pending: OtpPending }

type OtpAskedOrNot = Extract<OtpReply, { kind: 'asked' }> | Extract<Started<OtpPending>, { kind: 'refused' }>
type Sending = { request: OtpRequest; language: Visitor['language']; before?: OtpPending | undefined }
type Answering = Omit<Sending, 'before'> & { fields: Record<string, string>; pending: OtpPending }

/** Makes a code and puts it into the outbox with what the flow saves. */
export async function askOtp(parts: OtpParts, { request, language, before }: Sending): Promise<OtpAskedOrNot> {
  const asked = await parts.otp.ask(request, before)
  if (asked.kind !== 'asked') return { kind: 'refused', errors: { form: sendProblem(asked, parts.clock()) } }
  return sent(parts, asked, language)
}

function sent(parts: OtpParts, { pending, message }: OtpAsked, language: Visitor['language']) {
  return { kind: 'asked', pending, writes: sendingOtp(parts, { ...message, language }) } as const
}

/** What the page says when a code could not be sent. */
export function sendProblem(refusal: OtpRefusal | { kind: 'unavailable' }, now: Date): FieldError {
  if (refusal.kind === 'unavailable') return { key: 'otp.unavailable' }
  if (refusal.reason === 'too-soon') return { key: 'otp.too-soon', values: { seconds: refusal.seconds } }
  if (refusal.reason === 'used-up') return { key: 'otp.used-up' }
  return { key: `otp.${refusal.reason}`, values: { minutes: minutesUntil(refusal.until, now) } }
}

/** The OTP page's two buttons: confirm the typed code, or send another one. Shared by everything that asks for a code. */
export async function answerOtp(parts: OtpParts, answering: Answering): Promise<OtpReply> {
  const { fields, request, pending, language } = answering
  if (fields.action === 'resend') {
    const asked = await askOtp(parts, { request, language, before: pending })
    return asked.kind === 'asked' ? asked : { ...asked, pending }
  }
  const code = parseOtp(fields.otp ?? '', parts.rules.otp.digits)
  if (code === undefined) return { kind: 'refused', errors: { otp: { key: 'otp.malformed' } }, pending }
  const answer = await parts.otp.answer(pending, { flowId: request.flowId, code })
  if (answer.kind === 'proved') return answer
  const { error, pending: counted = pending } = wrongCode(answer, parts.clock())
  return { kind: 'refused', errors: { otp: error }, pending: counted }
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
