import type { Errors } from '@motcua/sign-in/flow/flow.ts'
import { type Person, passwordProblems } from '@motcua/sign-in/password/policy.ts'
import type { Parts } from '../parts.ts'

export type NewPassword = { kind: 'chosen'; hash: string } | { kind: 'refused'; errors: Errors }

/** Reads *Nhập mật khẩu* and *Xác nhận mật khẩu*: by the rules, equal, and hashed. */
export async function chooseNewPassword(
  { passwords }: Pick<Parts, 'passwords'>,
  { fields, person }: { fields: Record<string, string>; person: Person },
): Promise<NewPassword> {
  const password = fields.password ?? ''
  const errors: Errors = {}
  const [problem] = passwordProblems(password, person)
  if (problem) errors.password = { key: `new-password.${problem}` }
  else if (fields.confirmation !== password) errors.confirmation = { key: 'new-password.differs' }
  if (Object.keys(errors).length > 0) return { kind: 'refused', errors }
  const hashed = await passwords.hash(password)
  if (hashed.kind === 'busy') return { kind: 'refused', errors: { form: { key: 'busy' } } }
  return { kind: 'chosen', hash: hashed.hash }
}
