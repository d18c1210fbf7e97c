import { parseEmail } from '@motcua/identifiers/email.ts'
import type { Errors } from '@motcua/sign-in/flow/flow.ts'
import { formReader } from '@motcua/sign-in/form/form.ts'
import type { AccountKind } from '../../../accounts/account.ts'

export type EmailRead = { kind: 'read'; email: string | undefined } | { kind: 'wrong'; errors: Errors }

/** The e-mail an account is opened with: of enterprises required, since they have no phone to be told by. */
export function readEmail(fields: Record<string, string>, subject: AccountKind): EmailRead {
  const form = formReader(fields)
  const isNeeded = subject === 'enterprise'
  const email = isNeeded ? form.read('email', 'email', parseEmail) : form.readOptional('email', 'email', parseEmail)
  return form.isRight() ? { kind: 'read', email } : { kind: 'wrong', errors: form.errors }
}
