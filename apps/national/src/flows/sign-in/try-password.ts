import { captchaProblem } from '@motcua/sign-in/captcha/captcha-step.ts'
import type { Move, Submission } from '@motcua/sign-in/flow/flow.ts'
import { captchaIsDue } from '@motcua/sign-in/password/password-guard.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import { checkPassword, type PasswordChecked } from './check-password.ts'
import { noteRefusal } from './refusals.ts'
import type { SignInWho } from './state.ts'

export type RightPassword = Extract<PasswordChecked, { kind: 'right' }>
type Trying = { loginName: string; submission: Submission }
export type Tried = RightPassword | Extract<Move<never, never, NationalTables>, { kind: 'stay' }>

/** One try of a password under all its limits: captcha where it is due, counted, slowed down, written into the trail. */
export async function tryPassword(parts: Parts, { loginName, submission }: Trying): Promise<Tried> {
  const { fields, visitor } = submission
  if (await captchaIsDue(parts, { visitor, loginName })) {
    const captcha = await captchaProblem(parts, fields)
    if (captcha) return { kind: 'stay', errors: { captcha } }
  }
  const checked = await checkPassword(parts, { loginName, password: fields.password ?? '', visitor })
  if (checked.kind === 'right') return checked
  const refused = { accountId: checked.accountId, reason: checked.error.key, visitor }
  return { kind: 'stay', errors: { form: checked.error }, writes: noteRefusal(parts, refused) }
}

/** What a flow keeps of a right password until the sign-in is complete. */
export function whoseIs(checked: RightPassword, { loginName, goTo }: { loginName: string; goTo: string }): SignInWho {
  const { account, passwordChangedAt } = checked
  return { accountId: account.id, loginName, passwordChangedAt: passwordChangedAt.getTime(), goTo }
}
