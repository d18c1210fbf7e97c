import { formatDateTime } from '@motcua/identifiers/date.ts'
import type { Clock } from '@motcua/kit/clock.ts'
import type { JobKind, JobOutcome } from '@motcua/kit/jobs.ts'
import { messages as otpMessages } from '@motcua/sign-in/otp/messages.ts'
import { otpPurposes } from '@motcua/sign-in/otp/sms-otp.ts'
import { plain } from '@motcua/ui/words.ts'
import { z } from 'zod'
import type { Mail } from '../upstream/mail.ts'
import type { SmsCentre } from '../upstream/sms-centre.ts'
import { messages } from './messages.ts'
import { noticeKinds } from './notices.ts'

export type Delivery = {
  sms: SmsCentre
  mail: Mail
  clock: Clock
  portalName: string
  hotline: string
  lifeMinutes: number
}

const language = z.enum(['vi', 'en'])
const otpPayload = z.object({
  to: z.string(),
  code: z.string(),
  purpose: z.enum(otpPurposes),
  language,
  validUntil: z.number(),
})
const noticePayload = z.object({
  kind: z.enum(noticeKinds),
  language,
  to: z.string(),
  at: z.number(),
  code: z.string().optional(),
  values: z.record(z.string(), z.string()).default({}),
})

/** The jobs that carry messages out of the house. */
export function deliveries(parts: Delivery): JobKind[] {
  return [
    { name: 'sms.otp', retries: 8, retrySeconds: 2, run: payload => deliverOtp(parts, otpPayload.parse(payload)) },
    {
      name: 'sms.notice',
      retries: 12,
      retrySeconds: 30,
      run: payload => deliverSms(parts, noticePayload.parse(payload)),
    },
    {
      name: 'mail.notice',
      retries: 12,
      retrySeconds: 30,
      run: payload => deliverMail(parts, noticePayload.parse(payload)),
    },
  ]
}

/** A code that has expired on the way is not sent: it would only confuse. */
async function deliverOtp({ sms, clock, portalName, lifeMinutes }: Delivery, message: z.infer<typeof otpPayload>) {
  if (clock().getTime() >= message.validUntil) return 'dropped'
  const say = plain(message.language, otpMessages)
  const text = say(`otp.sms.${message.purpose}`, { code: message.code, portal: portalName, minutes: lifeMinutes })
  return outcomeOf(await sms.send({ to: message.to, text }))
}

async function deliverSms(parts: Delivery, notice: z.infer<typeof noticePayload>) {
  const { say, values, whatToDo } = wordsOf(parts, notice)
  const text = say(`notice.${notice.kind}.sms`, values) + whatToDo
  return outcomeOf(await parts.sms.send({ to: notice.to, text }))
}

async function deliverMail(parts: Delivery, notice: z.infer<typeof noticePayload>) {
  const { say, values, whatToDo } = wordsOf(parts, notice)
  const subject = say(`notice.${notice.kind}.subject`, values)
  const text = say(`notice.${notice.kind}.mail`, values) + whatToDo
  return outcomeOf(await parts.mail.send({ to: notice.to, subject, text }))
}

function wordsOf({ portalName, hotline }: Delivery, notice: z.infer<typeof noticePayload>) {
  const say = plain(notice.language, messages)
  const values = { ...notice.values, portal: portalName, at: formatDateTime(new Date(notice.at)), hotline }
  const { code } = notice
  const whatToDo = code ? say('notice.object', { code, hotline }) : say('notice.call', { hotline })
  return { say, values, whatToDo }
}

function outcomeOf(sent: { kind: 'accepted' | 'refused' | 'unavailable' }): JobOutcome {
  switch (sent.kind) {
    case 'accepted':
      return 'done'
    case 'refused':
      return 'dropped'
    case 'unavailable':
      return 'later'
  }
}
