import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { type PasswordChecked as Checked, checkPassword as check } from '@motcua/sign-in/password/check-password.ts'
import type { Account } from '../../accounts/account.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import type { Parts } from '../../parts.ts'

export type PasswordChecked =
  | (Extract<Checked, { kind: 'right' }> & { account: Account })
  /** `accountId` is for the trail only: no answer may depend on it. */
  | (Extract<Checked, { kind: 'refused' }> & { accountId: string | undefined })

type Given = { loginName: string; password: string; visitor: Visitor }

/** The first factor, by the login name: any verified CMND or CCCD number of the person. */
export async function checkPassword(parts: Parts, given: Given): Promise<PasswordChecked> {
  const accounts = accountsStore(parts.db, parts)
  const accountId = await accounts.idOfNumber('person', given.loginName)
  const checked = await check(parts, { ...given, accountId })
  if (checked.kind === 'refused') return { ...checked, accountId }
  const account = await accounts.find(checked.accountId)
  if (!account) throw new Error(`a password without an account: ${checked.accountId}`)
  return { ...checked, account }
}
