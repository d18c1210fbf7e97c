import { timingSafeEqual } from 'node:crypto'
import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import { type Random, randomDigits } from '@motcua/kit/random.ts'
import type { Account } from './accounts.ts'

/** Where a sign-in stands: asked for a password, or for the code that was sent. */
export type Stage = { step: 'password' } | { step: 'otp'; account: Account }
export type Attempt = { kind: 'signed-in'; account: Account } | { kind: 'code-sent' } | { kind: 'wrong' }

/** The sign-ins under way at a provider, by the id of their interaction. */
export type SignIns = {
  stage(uid: string): Stage
  enter(uid: string, typed: { username: string; password: string }): Attempt
  /** After five wrong codes the password is asked again. */
  confirm(uid: string, code: string): Attempt
}

export type SignInParts = {
  provider: IdentityProviderId
  accounts: readonly Account[]
  random: Random
  send: (phone: string, sms: { from: string; text: string }) => void
}

const CODE_DIGITS = 6
const MOST_TRIES = 5
const MOST_SIGN_INS = 1_000
const senders = { vnpost: { from: 'VNPOST', name: 'PostID' }, vneid: { from: 'VNEID', name: 'VNeID' } }

type Waiting = { account: Account; code: string; tries: number }

export function signIns({ provider, accounts, random, send }: SignInParts): SignIns {
  const waiting = new Map<string, Waiting>()
  return {
    stage: uid => {
      const at = waiting.get(uid)
      return at === undefined ? { step: 'password' } : { step: 'otp', account: at.account }
    },
    enter: (uid, { username, password }) => {
      const account = accounts.find(one => one.username === username.trim().toLowerCase())
      if (account === undefined || !same(password, account.password)) return { kind: 'wrong' }
      if (account.ways.level === 1) return { kind: 'signed-in', account }
      const code = randomDigits(random, CODE_DIGITS)
      waiting.set(uid, { account, code, tries: 0 })
      const [oldest] = waiting.keys()
      if (waiting.size > MOST_SIGN_INS && oldest !== undefined) waiting.delete(oldest)
      const { from, name } = senders[provider]
      send(account.phone, { from, text: `${code} là mã OTP đăng nhập ${name}. Không đưa mã này cho ai.` })
      return { kind: 'code-sent' }
    },
    confirm: (uid, code) => {
      const at = waiting.get(uid)
      if (at === undefined) return { kind: 'wrong' }
      at.tries += 1
      const right = same(code.replace(/\s/g, ''), at.code)
      if (right || at.tries >= MOST_TRIES) waiting.delete(uid)
      return right ? { kind: 'signed-in', account: at.account } : { kind: 'wrong' }
    },
  }
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
