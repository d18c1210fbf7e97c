import { parseCitizenIdNumber } from '@motcua/identifiers/citizen-id.ts'
import { localDate } from '@motcua/identifiers/date.ts'
import { captchaProblem } from '@motcua/sign-in/captcha/captcha-step.ts'
import type { Flow, Move, Submission } from '@motcua/sign-in/flow/flow.ts'
import { formReader } from '@motcua/sign-in/form/form.ts'
import { minutesUntil } from '@motcua/sign-in/limits/limits.ts'
import { type OtpPending, type OtpRequest, otpPending } from '@motcua/sign-in/otp/sms-otp.ts'
import { z } from 'zod'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import type { NationalTables } from '../../db/tables.ts'
import { sendingOtp } from '../../notices/notices.ts'
import type { Parts } from '../../parts.ts'
import { chooseNewPassword } from '../new-password-step.ts'
import { answerOtp, sendProblem } from '../otp-step.ts'
import { replacePassword } from './replace-password.ts'

const person = z.object({ loginName: z.string(), accountId: z.string().optional() })
const state = z.discriminatedUnion('step', [
  z.object({ step: z.literal('who') }),
  z.object({ step: z.literal('otp'), person, pending: otpPending }),
  z.object({ step: z.literal('password'), loginName: z.string(), accountId: z.string() }),
])
const end = z.object({ kind: z.literal('recovered') })

export type RecoverState = z.infer<typeof state>
export type RecoverEnd = z.infer<typeof end>
type RecoverMove = Move<RecoverState, RecoverEnd, NationalTables>
type At<Step extends RecoverState['step']> = Extract<RecoverState, { step: Step }>

/**
 * *Quên mật khẩu*: login name and captcha, a code to the account's phone, a new password. Every answer is the same
 * whether or not the account exists: for an unknown name a code is awaited that was never sent.
 */
export function recoverPassword(parts: Parts): Flow<RecoverState, RecoverEnd, NationalTables> {
  return {
    kind: 'recover-password',
    state,
    end,
    first: { step: 'who' },
    steps: {
      who: (_state, submission) => sayWho(parts, submission),
      otp: (at, submission) => giveCode(parts, { at, submission }),
      password: (at, submission) => choosePassword(parts, { at, submission }),
    },
  }
}

async function sayWho(parts: Parts, submission: Submission): Promise<RecoverMove> {
  const form = formReader(submission.fields)
  const loginName = form.read('username', 'id-number', text => parseCitizenIdNumber(text, localDate(parts.clock())))
  if (!loginName) return { kind: 'stay', errors: form.errors }
  const captcha = await captchaProblem(parts, submission.fields)
  if (captcha) return { kind: 'stay', errors: { captcha } }
  const { place } = submission.visitor
  const used = await parts.limits.use(`recovery:place:${place}`, parts.rules.recoveriesPerPlace)
  if (used.kind === 'exceeded') {
    const minutes = minutesUntil(used.until, parts.clock())
    return { kind: 'stay', errors: { form: { key: 'recover.too-many', values: { minutes } } } }
  }
  const account = await accountsStore(parts.db, parts).findByNumber('person', loginName)
  const recoverable = account?.status === 'active' ? account.id : undefined
  return askForCode(parts, { person: { loginName, ...(recoverable ? { accountId: recoverable } : {}) }, submission })
}

type Person = z.infer<typeof person>
type Asking = { person: Person; submission: Submission }

async function askForCode(parts: Parts, { person, submission }: Asking): Promise<RecoverMove> {
  const { accountId, loginName } = person
  const [phone] = accountId ? await handlesStore(parts.db, parts).list(accountId, 'sms-otp') : []
  // Who has no phone to be reached at is treated like nobody, to the end.
  return sendCode(parts, { person: phone ? person : { loginName }, submission, phone: phone?.value })
}

/** `phone` is undefined where no code is really sent. `before` is what is awaited already, when another is asked for. */
type Sending = Asking & { phone: string | undefined; before?: OtpPending }

async function sendCode(parts: Parts, { person, submission, phone, before }: Sending): Promise<RecoverMove> {
  const request = otpRequest({ person, submission }, phone)
  const asked = phone ? await parts.otp.ask(request, before) : await parts.otp.pretend(request, before)
  if (asked.kind !== 'asked') return { kind: 'stay', errors: { form: sendProblem(asked, parts.clock()) } }
  const to = { step: 'otp', person, pending: asked.pending } as const
  if (!phone) return { kind: 'go', to }
  const { language } = submission.visitor
  return { kind: 'go', to, writes: sendingOtp(parts, { ...asked.message, language }) }
}

/** The sends to an unknown name are limited like those to a phone, or the limits would tell them apart. */
function otpRequest({ person, submission }: Asking, phone: string | undefined): OtpRequest {
  const { flowId, visitor } = submission
  const subject = person.accountId ?? `nobody:${person.loginName}`
  return {
    purpose: 'recover-password',
    phone: phone ?? `nobody:${person.loginName}`,
    subject,
    flowId,
    place: visitor.place,
  }
}

async function giveCode(
  parts: Parts,
  { at, submission }: { at: At<'otp'>; submission: Submission },
): Promise<RecoverMove> {
  const { person, pending } = at
  if (submission.fields.action === 'resend') {
    const phone = person.accountId ? pending.phone : undefined
    return sendCode(parts, { person, submission, phone, before: pending })
  }
  const request = otpRequest({ person, submission }, pending.phone)
  const reply = await answerOtp(parts, { fields: submission.fields, request, pending })
  if (reply.kind === 'proved' && person.accountId) {
    return { kind: 'go', to: { step: 'password', loginName: person.loginName, accountId: person.accountId } }
  }
  if (reply.kind !== 'refused') throw new Error('a code that was never sent cannot have been proved')
  return { kind: 'stay', errors: { [reply.field]: reply.error }, to: { ...at, pending: reply.pending ?? pending } }
}

async function choosePassword(
  parts: Parts,
  { at, submission }: { at: At<'password'>; submission: Submission },
): Promise<RecoverMove> {
  const chosen = await chooseNewPassword(parts, { fields: submission.fields, loginName: at.loginName })
  if (chosen.kind === 'refused') return { kind: 'stay', errors: chosen.errors }
  return {
    kind: 'end',
    as: { kind: 'recovered' },
    writes: async tx => {
      await replacePassword(parts, tx, { ...at, hash: chosen.hash, visitor: submission.visitor })
      return undefined
    },
  }
}
