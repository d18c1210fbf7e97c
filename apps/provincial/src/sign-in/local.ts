import { captchaProblem } from '@motcua/sign-in/captcha/captcha-step.ts'
import type { Errors, Flow, Move, Submission } from '@motcua/sign-in/flow/flow.ts'
import { localPath } from '@motcua/sign-in/form/form.ts'
import { captchaIsDue } from '@motcua/sign-in/password/password-guard.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { Account } from '../accounts/account.ts'
import { accountsStore } from '../accounts/accounts-store.ts'
import { readSignInName } from '../accounts/login-name.ts'
import type { ProvincialTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'
import { checkPassword, type PasswordChecked } from './check-password.ts'
import { newSessionToken, openSession, signedIn } from './open-session.ts'

const state = z.object({ step: z.literal('password') })
const end = z.discriminatedUnion('kind', [
  signedIn,
  z.object({ kind: z.literal('locked') }),
  z.object({ kind: z.literal('overtaken') }),
])

export type SignInState = z.infer<typeof state>
export type SignInEnd = z.infer<typeof end>
type SignInMove = Move<SignInState, SignInEnd, ProvincialTables>
export type RightPassword = Extract<PasswordChecked, { kind: 'right' }>

/** Where a visitor goes who came for nothing in particular. */
export const HOME = '/tai-khoan'

/** Sign-in with the portal's own account: login name or ID number, and password. */
export function signInLocally(parts: Parts): Flow<SignInState, SignInEnd, ProvincialTables> {
  return {
    kind: 'sign-in-local',
    state,
    end,
    first: { step: 'password' },
    steps: { password: (_state, submission) => givePassword(parts, submission) },
  }
}

async function givePassword(parts: Parts, submission: Submission): Promise<SignInMove> {
  const { fields, visitor } = submission
  const name = readSignInName(fields.username ?? '')
  const password = fields.password ?? ''
  if (!name || password === '') {
    const errors: Errors = {}
    if (!name) errors.username = { key: 'username.empty' }
    if (password === '') errors.password = { key: 'password.empty' }
    return { kind: 'stay', errors }
  }
  if (await captchaIsDue(parts, { visitor, loginName: name.value })) {
    const captcha = await captchaProblem(parts, fields)
    if (captcha) return { kind: 'stay', errors: { captcha } }
  }
  const account = await accountOf(parts, name)
  const checked = await checkPassword(parts, { account, loginName: name.value, password, visitor })
  if (checked.kind === 'refused') return { kind: 'stay', errors: { form: checked.error } }
  if (checked.account.status !== 'active') return { kind: 'end', as: { kind: 'locked' } }
  return enter(parts, { checked, submission })
}

async function accountOf(
  parts: Parts,
  name: { kind: 'id-number' | 'login-name'; value: string },
): Promise<Account | undefined> {
  const accounts = accountsStore(parts.db, parts)
  const [owner] = await accounts.ownersOf([name])
  return owner === undefined ? undefined : accounts.find(owner)
}

function enter(parts: Parts, { checked, submission }: { checked: RightPassword; submission: Submission }): SignInMove {
  const token = newSessionToken(parts)
  const accountId = checked.account.id
  const { visitor, fields } = submission
  return {
    kind: 'end',
    as: { kind: 'signed-in', token, goTo: localPath(fields.ve) ?? HOME },
    writes: async tx => {
      if (!(await stillHolds(tx, { checked, parts }))) return { kind: 'end', as: { kind: 'overtaken' } }
      if (checked.rehashed) await passwordsStore(tx).rehash(accountId, checked.rehashed)
      await openSession(parts, tx, { accountId, token, visitor, methods: ['pwd'], event: 'signed-in' })
      return undefined
    },
  }
}

/** Between checking and saving the account may have been locked, or its password changed by its owner. */
export async function stillHolds(
  tx: Transaction<ProvincialTables>,
  { checked, parts }: { checked: RightPassword; parts: Pick<Parts, 'sealer' | 'index'> },
): Promise<boolean> {
  const account = await accountsStore(tx, parts).find(checked.account.id)
  const password = await passwordsStore(tx).find(checked.account.id)
  return account?.status === 'active' && password?.changedAt.getTime() === checked.passwordChangedAt.getTime()
}
