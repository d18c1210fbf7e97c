import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { type PasswordChecked as Checked, checkPassword as check } from '@motcua/sign-in/password/check-password.ts'
import type { Account } from '../accounts/account.ts'
import type { Parts } from '../parts.ts'

export type PasswordChecked =
  | (Extract<Checked, { kind: 'right' }> & { account: Account })
  | Extract<Checked, { kind: 'refused' }>

type Given = { account: Account | undefined; loginName: string; password: string; visitor: Visitor }

/** The password of an account of this portal; undefined stands for a name nobody has. */
export async function checkPassword(parts: Parts, { account, ...given }: Given): Promise<PasswordChecked> {
  const checked = await check(parts, { ...given, accountId: account?.id })
  if (checked.kind === 'refused') return checked
  if (!account) throw new Error('a right password of nobody')
  return { ...checked, account }
}
