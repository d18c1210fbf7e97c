import type { JobKind, JobOutcome } from '@motcua/kit/jobs.ts'
import type { Submission } from '@motcua/sign-in/flow/flow.ts'
import { mailedOtpPurposes, type OtpMessage } from '@motcua/sign-in/otp/sms-otp.ts'
import { plain } from '@motcua/ui/words.ts'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { NationalTables } from '../db/tables.ts'
import type { OtpDelivery } from '../notices/deliver-otp.ts'
import { sendingOtp } from '../notices/notices.ts'
import type { Parts } from '../parts.ts'
import type { Mail } from '../upstream/mail.ts'
import type { Statement } from './complaint.ts'
import { messages } from './messages.ts'

type Code = { message: Omit<OtpMessage, 'language'>; statement: Statement; submission: Submission }

/** The write that sends a code to the stated contact: to the phone where there is one, else to the mailbox. */
export function sendingCode({ outbox }: Pick<Parts, 'outbox'>, { message, statement, submission }: Code) {
  const { language } = submission.visitor
  const { phone, email = '' } = statement
  if (phone !== undefined) return sendingOtp({ outbox }, { ...message, language })
  return async (tx: Transaction<NationalTables>): Promise<undefined> => {
    const payload = { ...message, to: email, language, validUntil: message.validUntil.getTime() }
    await outbox.enqueue(tx, { name: 'mail.otp', payload })
  }
}

const mailed = z.object({
  to: z.string(),
  code: z.string(),
  purpose: z.enum(mailedOtpPurposes),
  language: z.enum(['vi', 'en']),
  validUntil: z.number(),
})

type Mailing = Omit<OtpDelivery, 'sms'> & { mail: Mail }

/** The job that carries codes to mailboxes. */
export function mailedCodes(parts: Mailing): JobKind {
  return { name: 'mail.otp', retries: 8, retrySeconds: 2, run: payload => deliver(parts, mailed.parse(payload)) }
}

/** A code that has expired on the way is not sent: it would only confuse. */
async function deliver(
  { mail, clock, portalName: portal, lifeMinutes: minutes }: Mailing,
  { to, code, purpose, language, validUntil }: z.infer<typeof mailed>,
): Promise<JobOutcome> {
  if (clock().getTime() >= validUntil) return 'dropped'
  const say = plain(language, messages)
  const subject = say(`code.${purpose}.subject`, { portal })
  const sent = await mail.send({ to, subject, text: say(`code.${purpose}.text`, { code, portal, minutes }) })
  return sent.kind === 'unavailable' ? 'later' : sent.kind === 'accepted' ? 'done' : 'dropped'
}
