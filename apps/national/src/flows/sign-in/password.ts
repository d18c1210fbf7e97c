import { parseCitizenIdNumber } from '@motcua/identifiers/citizen-id.ts'
import { localDate } from '@motcua/identifiers/date.ts'
import { captchaProblem } from '@motcua/sign-in/captcha/captcha-step.ts'
import type { Flow, Move, Submission, Visitor } from '@motcua/sign-in/flow/flow.ts'
import { formReader, localPath } from '@motcua/sign-in/form/form.ts'
import { type OtpRequest, otpPending } from '@motcua/sign-in/otp/sms-otp.ts'
import { captchaIsDue } from '@motcua/sign-in/password/password-guard.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import type { NationalTables } from '../../db/tables.ts'
import { sendingOtp } from '../../notices/notices.ts'
import type { Parts } from '../../parts.ts'
import { answerOtp, sendProblem } from '../otp-step.ts'
import { newSessionToken, openSession, signedIn } from '../sign-in-done.ts'
import { checkPassword, type PasswordChecked } from './check-password.ts'

const state = z.discriminatedUnion('step', [
  z.object({ step: z.literal('password') }),
  z.object({
    step: z.literal('otp'),
    accountId: z.string(),
    handleId: z.string(),
    /** The password that was right; when another one is set meanwhile, this sign-in is over. */
    passwordChangedAt: z.number(),
    goTo: z.string(),
    pending: otpPending,
  }),
])
const end = z.discriminatedUnion('kind', [
  signedIn,
  z.object({ kind: z.literal('locked') }),
  z.object({ kind: z.literal('overtaken') }),
])

export type SignInState = z.infer<typeof state>
export type SignInEnd = z.infer<typeof end>
type SignInMove = Move<SignInState, SignInEnd, NationalTables>
type AtOtp = Extract<SignInState, { step: 'otp' }>

const HOME = '/tai-khoan'

/** Sign-in by CMT/CCCD number, password and a code to the account's phone: two factors (RFC 8176 `pwd`, `sms`). */
export function signInByPassword(parts: Parts): Flow<SignInState, SignInEnd, NationalTables> {
  return {
    kind: 'sign-in-password',
    state,
    end,
    first: { step: 'password' },
    steps: {
      password: (_state, submission) => givePassword(parts, submission),
      otp: (at, submission) => giveCode(parts, { at, submission }),
    },
  }
}

async function givePassword(parts: Parts, submission: Submission): Promise<SignInMove> {
  const { fields, visitor } = submission
  const form = formReader(fields)
  const loginName = form.read('username', 'id-number', text => parseCitizenIdNumber(text, localDate(parts.clock())))
  if ((fields.password ?? '') === '') form.refuse('password', { key: 'password.empty' })
  if (!form.isRight() || !loginName) return { kind: 'stay', errors: form.errors }
  if (await captchaIsDue(parts, { visitor, loginName })) {
    const captcha = await captchaProblem(parts, fields)
    if (captcha) return { kind: 'stay', errors: { captcha } }
  }
  const checked = await checkPassword(parts, { loginName, password: fields.password ?? '', visitor })
  if (checked.kind === 'refused') {
    const refused = { accountId: checked.accountId, reason: checked.error.key, visitor }
    return { kind: 'stay', errors: { form: checked.error }, writes: noteRefusal(parts, refused) }
  }
  if (checked.account.status !== 'active') return { kind: 'end', as: { kind: 'locked' } }
  return askForCode(parts, { checked, submission })
}

type RightPassword = Extract<PasswordChecked, { kind: 'right' }>

async function askForCode(
  parts: Parts,
  { checked, submission }: { checked: RightPassword; submission: Submission },
): Promise<SignInMove> {
  const { account, passwordChangedAt, rehashed } = checked
  const [phone] = await handlesStore(parts.db, parts).list(account.id, 'sms-otp')
  if (!phone) throw new Error(`account ${account.id} has a password and no phone`)
  const asked = await parts.otp.ask(otpRequest({ accountId: account.id, phone: phone.value, submission }))
  if (asked.kind !== 'asked') return { kind: 'stay', errors: { form: sendProblem(asked, parts.clock()) } }
  const goTo = localPath(submission.fields.ve) ?? HOME
  const at = { accountId: account.id, handleId: phone.id, passwordChangedAt: passwordChangedAt.getTime(), goTo }
  return {
    kind: 'go',
    to: { step: 'otp', ...at, pending: asked.pending },
    writes: async tx => {
      if (rehashed) await passwordsStore(tx).rehash(account.id, rehashed)
      return sendingOtp(parts, { ...asked.message, language: submission.visitor.language })(tx)
    },
  }
}

function otpRequest(asking: { accountId: string; phone: string; submission: Submission }): OtpRequest {
  const { flowId, visitor } = asking.submission
  return { purpose: 'sign-in', phone: asking.phone, subject: asking.accountId, flowId, place: visitor.place }
}

async function giveCode(parts: Parts, { at, submission }: { at: AtOtp; submission: Submission }): Promise<SignInMove> {
  const request = otpRequest({ accountId: at.accountId, phone: at.pending.phone, submission })
  const reply = await answerOtp(parts, { fields: submission.fields, request, pending: at.pending })
  switch (reply.kind) {
    case 'proved':
      return enter(parts, { at, submission })
    case 'resent':
      return {
        kind: 'go',
        to: { ...at, pending: reply.asked.pending },
        writes: sendingOtp(parts, { ...reply.asked.message, language: submission.visitor.language }),
      }
    case 'refused':
      return {
        kind: 'stay',
        writes: noteRefusal(parts, { accountId: at.accountId, reason: reply.error.key, visitor: submission.visitor }),
        errors: { [reply.field]: reply.error },
        to: { ...at, pending: reply.pending ?? at.pending },
      }
  }
}

type Refusal = { accountId: string | undefined; reason: string; visitor: Visitor }

/** Tries that failed are in the trail as well; for names nobody has too, or the time it takes would tell them apart. */
function noteRefusal(parts: Parts, { accountId, reason, visitor }: Refusal): NonNullable<SignInMove['writes']> {
  return async tx => {
    const details = { reason, place: visitor.place, device: visitor.device }
    await parts.audit(signInTables(tx), { event: 'sign-in-refused', accountId, details })
    return undefined
  }
}

function enter(parts: Parts, { at, submission }: { at: AtOtp; submission: Submission }): SignInMove {
  const token = newSessionToken(parts)
  const { accountId } = at
  const { visitor } = submission
  return {
    kind: 'end',
    as: { kind: 'signed-in', token, goTo: at.goTo },
    writes: async tx => {
      if (!(await stillHolds(tx, { at, parts }))) return { kind: 'end', as: { kind: 'overtaken' } }
      await handlesStore(tx, parts).used(at.handleId, parts.clock())
      await openSession(parts, tx, { accountId, token, visitor, methods: ['pwd', 'sms'], event: 'signed-in' })
      return undefined
    },
  }
}

/** Between password and code the account may have been locked, or recovered by its owner from somebody else. */
async function stillHolds(
  tx: Transaction<NationalTables>,
  { at, parts }: { at: AtOtp; parts: Parts },
): Promise<boolean> {
  const account = await accountsStore(tx, parts).find(at.accountId)
  const password = await passwordsStore(tx).find(at.accountId)
  return account?.status === 'active' && password?.changedAt.getTime() === at.passwordChangedAt
}
