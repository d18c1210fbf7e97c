import type { Clock } from '@motcua/kit/clock.ts'
import type { JobKind, JobOutcome } from '@motcua/kit/jobs.ts'
import { messages } from '@motcua/sign-in/otp/messages.ts'
import { otpPurposes } from '@motcua/sign-in/otp/sms-otp.ts'
import { plain } from '@motcua/ui/words.ts'
import { z } from 'zod'
import type { SmsCentre } from '../upstream/sms-centre.ts'

export type OtpDelivery = { sms: SmsCentre; clock: Clock; portalName: string; lifeMinutes: number }

const otpPayload = z.object({
  to: z.string(),
  code: z.string(),
  purpose: z.enum(otpPurposes),
  language: z.enum(['vi', 'en']),
  validUntil: z.number(),
})

/** The job that carries one-time codes. A second code is harmless and a late one is not: no receipts, few tries. */
export function otpDelivery(parts: OtpDelivery): JobKind {
  return { name: 'sms.otp', retries: 8, retrySeconds: 2, run: payload => deliver(parts, otpPayload.parse(payload)) }
}

/** A code that has expired on the way is not sent: it would only confuse. */
async function deliver(
  { sms, clock, portalName, lifeMinutes }: OtpDelivery,
  message: z.infer<typeof otpPayload>,
): Promise<JobOutcome> {
  if (clock().getTime() >= message.validUntil) return 'dropped'
  const say = plain(message.language, messages)
  const text = say(`otp.sms.${message.purpose}`, { code: message.code, portal: portalName, minutes: lifeMinutes })
  const sent = await sms.send({ to: message.to, text })
  if (sent.kind === 'unavailable') return 'later'
  return sent.kind === 'accepted' ? 'done' : 'dropped'
}
