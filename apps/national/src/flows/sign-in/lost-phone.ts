import { parsePhone } from '@motcua/identifiers/phone.ts'
import { captchaMissing, captchaProblem } from '@motcua/sign-in/captcha/captcha-step.ts'
import type { Submission } from '@motcua/sign-in/flow/flow.ts'
import { formReader } from '@motcua/sign-in/form/form.ts'
import type { OtpRequest } from '@motcua/sign-in/otp/sms-otp.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import type { Parts } from '../../parts.ts'
import { answerOtp, askOtp } from '../../steps/otp-step.ts'
import type { Proving } from '../../steps/prove.ts'
import { saving } from '../../steps/saving.ts'
import { confirmSubscriber } from '../confirm-subscriber.ts'
import { askStrongly, judgeStrongly } from '../prove-strongly.ts'
import { replacePhone } from './replace-phone.ts'
import type { SignInAt, SignInMove, SignInState, SignInWho } from './state.ts'
import { passwordStillHolds } from './still-holds.ts'

/**
 * *Mất số điện thoại nhận OTP*: after a right password, another number of the person's own. What is stronger than a
 * password is asked for first.
 */
export async function beginLostPhone(
  parts: Parts,
  { who, submission }: { who: SignInWho; submission: Submission },
): Promise<SignInMove> {
  const account = await accountsStore(parts.db, parts).find(who.accountId)
  if (account?.status !== 'active') return { kind: 'end', as: { kind: 'overtaken' } }
  return askStrongly<SignInState>(parts, { who: whose(who, submission), states: statesOf(who) })
}

function whose({ accountId }: SignInWho, submission: Submission) {
  return { accountId, purpose: 'change-phone', submission } as const
}

function statesOf(who: SignInWho) {
  return {
    prove: (proving: Proving): SignInState => ({ step: 'prove-strongly', who, proving }),
    next: { step: 'new-phone', who } as const,
  }
}

export async function proveStrongly(
  parts: Parts,
  { at, submission }: { at: SignInAt<'prove-strongly'>; submission: Submission },
): Promise<SignInMove> {
  const { who, proving } = at
  return judgeStrongly<SignInState>(parts, { who: whose(who, submission), states: statesOf(who), proving })
}

/** *Nhập số điện thoại nhận OTP mới*, always with a captcha: whoever knows a password must not send SMS at will. */
export async function giveNewPhone(
  parts: Parts,
  { at, submission }: { at: SignInAt<'new-phone'>; submission: Submission },
): Promise<SignInMove> {
  const { fields, visitor } = submission
  const form = formReader(fields)
  const phone = form.read('phone', 'phone', parsePhone)
  if (!phone) return { kind: 'stay', errors: { ...form.errors, ...captchaMissing(fields) } }
  const captcha = await captchaProblem(parts, fields)
  if (captcha) return { kind: 'stay', errors: { captcha } }
  const asked = await askOtp(parts, {
    request: requestOf(at.who, { phone, submission }),
    language: visitor.language,
  })
  if (asked.kind === 'refused') return { kind: 'stay', errors: asked.errors }
  const to = { step: 'new-phone-code', who: at.who, pending: asked.pending } as const
  return { kind: 'go', to, writes: saving(asked.writes) }
}

function requestOf(
  { accountId }: SignInWho,
  { phone, submission }: { phone: string; submission: Submission },
): OtpRequest {
  const { flowId, visitor } = submission
  return { purpose: 'change-phone', phone, subject: accountId, flowId, place: visitor.place }
}

export async function giveNewPhoneCode(
  parts: Parts,
  { at, submission }: { at: SignInAt<'new-phone-code'>; submission: Submission },
): Promise<SignInMove> {
  const { who, pending } = at
  const { fields, visitor } = submission
  const request = requestOf(who, { phone: pending.phone, submission })
  const reply = await answerOtp(parts, { fields, request, pending, language: visitor.language })
  switch (reply.kind) {
    case 'proved':
      return checkOwner(parts, { who, phone: pending.phone, submission })
    case 'asked':
      return { kind: 'go', to: { ...at, pending: reply.pending }, writes: saving(reply.writes) }
    case 'refused':
      return { kind: 'stay', errors: reply.errors, to: { ...at, pending: reply.pending } }
  }
}

/** Asked again where the operator had not answered: the code need not be typed twice. */
export async function checkNewPhoneOwner(
  parts: Parts,
  { at, submission }: { at: SignInAt<'new-phone-owner'>; submission: Submission },
): Promise<SignInMove> {
  return checkOwner(parts, { who: at.who, phone: at.phone, submission })
}

type Checking = { who: SignInWho; phone: string; submission: Submission }

/** The operator must name the account's own person; then the number replaces the lost one. */
async function checkOwner(parts: Parts, { who, phone, submission }: Checking): Promise<SignInMove> {
  const account = await accountsStore(parts.db, parts).find(who.accountId)
  if (account?.status !== 'active') return { kind: 'end', as: { kind: 'overtaken' } }
  const { visitor } = submission
  const confirmed = await confirmSubscriber(parts, { account, phone, place: visitor.place })
  switch (confirmed.kind) {
    case 'mismatch':
      return { kind: 'stay', errors: { form: confirmed.error }, to: { step: 'new-phone', who } }
    case 'unavailable':
      return { kind: 'stay', errors: { form: confirmed.error }, to: { step: 'new-phone-owner', who, phone } }
    case 'match':
      return {
        kind: 'end',
        as: { kind: 'phone-changed' },
        writes: async tx => {
          const holds = await passwordStillHolds(parts, tx, who)
          const now = await accountsStore(tx, parts).find(who.accountId)
          if (!holds || now?.status !== 'active') return { kind: 'end', as: { kind: 'overtaken' } }
          const replaced = await replacePhone(parts, tx, { accountId: who.accountId, phone, visitor })
          if (replaced.kind === 'replaced') return undefined
          return { kind: 'stay', errors: { form: { key: `phone.${replaced.reason}` } }, to: { step: 'new-phone', who } }
        },
      }
  }
}
