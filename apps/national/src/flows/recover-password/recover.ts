import { parseCitizenIdNumber } from '@motcua/identifiers/citizen-id.ts'
import { localDate } from '@motcua/identifiers/date.ts'
import { captchaMissing, captchaProblem } from '@motcua/sign-in/captcha/captcha-step.ts'
import type { Flow, Submission } from '@motcua/sign-in/flow/flow.ts'
import { formReader } from '@motcua/sign-in/form/form.ts'
import { knownBrowser } from '@motcua/sign-in/limits/known-browser.ts'
import { minutesUntil } from '@motcua/sign-in/limits/limits.ts'
import type { OtpPending, OtpRequest } from '@motcua/sign-in/otp/sms-otp.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import type { Account } from '../../accounts/account.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import type { NationalTables } from '../../db/tables.ts'
import { sendingOtp } from '../../notices/notices.ts'
import type { Parts } from '../../parts.ts'
import { answerOtp, sendProblem } from '../../steps/otp-step.ts'
import { checkOwnerAgain, proveStrongly } from './owner.ts'
import { choosePassword } from './replace-password.ts'
import {
  type RecoverAt,
  type RecoverEnd,
  type RecoverMove,
  type RecoverPerson,
  type RecoverState,
  recoverEnd,
  recoverState,
} from './state.ts'

/**
 * *Quên mật khẩu*: login name and captcha, a code to the account's phone, a new password. Every answer is the same
 * whether or not the account exists: for an unknown name a code is awaited that was never sent. Only who has the phone
 * learns more: that the operator no longer knows it as theirs, or that the account asks for a passkey as well.
 */
export function recoverPassword(parts: Parts): Flow<RecoverState, RecoverEnd, NationalTables> {
  return {
    kind: 'recover-password',
    state: recoverState(parts.methods),
    end: recoverEnd,
    first: { step: 'who' },
    steps: {
      who: (_state, submission) => sayWho(parts, submission),
      otp: (at, submission) => giveCode(parts, { at, submission }),
      owner: (at, submission) => checkOwnerAgain(parts, { at, submission }),
      prove: (at, submission) => proveStrongly(parts, { at, submission }),
      password: (at, submission) => choosePassword(parts, { at, submission }),
    },
  }
}

async function sayWho(parts: Parts, submission: Submission): Promise<RecoverMove> {
  const { fields, visitor } = submission
  const form = formReader(fields)
  const loginName = form.read('username', 'id-number', text => parseCitizenIdNumber(text, localDate(parts.clock())))
  if (!loginName) return { kind: 'stay', errors: { ...form.errors, ...captchaMissing(fields) } }
  const captcha = await captchaProblem(parts, fields)
  if (captcha) return { kind: 'stay', errors: { captcha } }
  const used = await parts.limits.use(`recovery:place:${visitor.place}`, parts.rules.recoveriesPerPlace)
  if (used.kind === 'exceeded') {
    const minutes = minutesUntil(used.until, parts.clock())
    return { kind: 'stay', errors: { form: { key: 'recover.too-many', values: { minutes } } } }
  }
  const account = await accountsStore(parts.db, parts).findByNumber('person', loginName)
  return askForCode(parts, { loginName, account: account && (await recoverable(parts, account)), submission })
}

/** Locked for lack of use, one may have forgotten the password too; what else locked an account is not undone so. */
async function recoverable(parts: Parts, { id, status, lock }: Account): Promise<Recoverable | undefined> {
  const password = await passwordsStore(parts.db).find(id)
  const isOpen = status === 'active' || lock?.reason === 'inactivity'
  return isOpen && password ? { id, passwordChangedAt: password.changedAt.getTime() } : undefined
}

type Recoverable = { id: string; passwordChangedAt: number }
type Asking = { loginName: string; account: Recoverable | undefined; submission: Submission }

async function askForCode(parts: Parts, { loginName, account, submission }: Asking): Promise<RecoverMove> {
  const phones = account ? await handlesStore(parts.db, parts).list(account.id, 'sms-otp') : []
  // Only a phone that a source confirmed as the person's own; who has none is treated like nobody, to the end.
  const phone = phones.find(({ verified }) => verified)
  if (!account || !phone) return sendCode(parts, { person: { loginName }, submission, phone: undefined })
  const browser = await knownBrowser(parts, { accountId: account.id, visitor: submission.visitor })
  const person = { loginName, account: { ...account, handleId: phone.id }, ...(browser ? { browser } : {}) }
  return sendCode(parts, { person, submission, phone: phone.value })
}

/** `phone` is undefined where no code is really sent. `before` is what is awaited already, when another is asked for. */
type Sending = {
  person: RecoverPerson
  submission: Submission
  phone: string | undefined
  before?: OtpPending | undefined
}

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
function otpRequest(
  { person, submission }: { person: RecoverPerson; submission: Submission },
  phone: string | undefined,
): OtpRequest {
  const { flowId, visitor } = submission
  const nobody = `nobody:${person.loginName}`
  return {
    ...{ purpose: 'recover-password', phone: phone ?? nobody, subject: person.account?.id ?? nobody },
    ...{ flowId, place: visitor.place, browser: person.browser },
  }
}

async function giveCode(
  parts: Parts,
  { at, submission }: { at: RecoverAt<'otp'>; submission: Submission },
): Promise<RecoverMove> {
  const { person, pending } = at
  const { fields, visitor } = submission
  if (fields.action === 'resend') {
    return sendCode(parts, { person, submission, phone: await phoneNow(parts, at), before: pending })
  }
  const request = otpRequest({ person, submission }, pending.phone)
  const reply = await answerOtp(parts, { fields, request, pending, language: visitor.language })
  if (reply.kind === 'refused') return { kind: 'stay', errors: reply.errors, to: { ...at, pending: reply.pending } }
  if (reply.kind !== 'proved' || !person.account) throw new Error('a code that was never sent cannot have been proved')
  const { id: accountId, ...unchanged } = person.account
  const owner = { loginName: person.loginName, accountId, phone: pending.phone, ...unchanged }
  return checkOwnerAgain(parts, { at: { step: 'owner', owner }, submission })
}

/** The phone a further code goes to; none where it was taken from the account meanwhile. */
async function phoneNow(parts: Parts, { person, pending }: RecoverAt<'otp'>): Promise<string | undefined> {
  const { account } = person
  const handle = account && (await handlesStore(parts.db, parts).find(account.id, account.handleId))
  return handle?.verified && handle.value === pending.phone ? handle.value : undefined
}
