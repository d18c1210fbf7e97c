import { parseCitizenIdNumber } from '@motcua/identifiers/citizen-id.ts'
import { localDate } from '@motcua/identifiers/date.ts'
import { captchaProblem } from '@motcua/sign-in/captcha/captcha-step.ts'
import type { Flow, Submission } from '@motcua/sign-in/flow/flow.ts'
import { formReader, localPath } from '@motcua/sign-in/form/form.ts'
import { captchaIsDue } from '@motcua/sign-in/password/password-guard.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import { choicesOf, startProving } from '../../steps/prove.ts'
import { checkPassword, type PasswordChecked } from './check-password.ts'
import { checkNewPhoneOwner, giveNewPhone, giveNewPhoneCode, proveStrongly } from './lost-phone.ts'
import { noteRefusal } from './refusals.ts'
import { chooseOther, prove } from './second-factor.ts'
import { type SignInEnd, type SignInMove, type SignInState, type SignInWho, signInEnd, signInState } from './state.ts'

const HOME = '/tai-khoan'

/** Sign-in by CMT/CCCD number, password and one more of the account's methods (RFC 8176 `pwd` and the method's own). */
export function signInByPassword(parts: Parts): Flow<SignInState, SignInEnd, NationalTables> {
  return {
    kind: 'sign-in-password',
    state: signInState(parts.methods),
    end: signInEnd,
    first: { step: 'password' },
    steps: {
      password: (_state, submission) => givePassword(parts, submission),
      prove: (at, submission) => prove(parts, { at, submission }),
      choose: (at, submission) => chooseOther(parts, { at, submission }),
      'prove-strongly': (at, submission) => proveStrongly(parts, { at, submission }),
      'new-phone': (at, submission) => giveNewPhone(parts, { at, submission }),
      'new-phone-code': (at, submission) => giveNewPhoneCode(parts, { at, submission }),
      'new-phone-owner': (at, submission) => checkNewPhoneOwner(parts, { at, submission }),
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
  const passwordChangedAt = checked.passwordChangedAt.getTime()
  const goTo = localPath(fields.ve) ?? HOME
  const who = { accountId: checked.account.id, loginName, passwordChangedAt, goTo }
  return askForMore(parts, { checked, who, submission })
}

type RightPassword = Extract<PasswordChecked, { kind: 'right' }>
type Asking = { checked: RightPassword; who: SignInWho; submission: Submission }

/** The second factor: what the account used last, or of a locked account only what may open it. */
async function askForMore(parts: Parts, { checked, who, submission }: Asking): Promise<SignInMove> {
  const { account, rehashed } = checked
  const { status, lock } = account
  if (status !== 'active' && status !== 'locked') return { kind: 'end', as: { kind: 'locked', reason: status } }
  const strongly = lock && lock.reason !== 'inactivity' ? 'phishing-resistant' : undefined
  const [choice] = lock?.reason === 'desk' ? [] : await choicesOf(parts, account.id, strongly)
  if (!choice && lock) return { kind: 'end', as: { kind: 'locked', reason: lock.reason } }
  if (!choice) throw new Error(`account ${account.id} has a password and nothing else to prove itself with`)
  const started = await startProving(parts, { accountId: account.id, purpose: 'sign-in', submission }, choice)
  if (started.kind === 'refused') return { kind: 'stay', errors: { form: started.error } }
  return {
    kind: 'go',
    to: { step: 'prove', who, proving: started.pending },
    writes: async tx => {
      if (rehashed) await passwordsStore(tx).rehash(account.id, rehashed)
      await started.writes?.(tx)
      return undefined
    },
  }
}
