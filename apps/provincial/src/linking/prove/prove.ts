import { captchaProblem } from '@motcua/sign-in/captcha/captcha-step.ts'
import type { Flow, Move, Submission, Visitor } from '@motcua/sign-in/flow/flow.ts'
import { captchaIsDue } from '@motcua/sign-in/password/password-guard.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import { accountsStore } from '../../accounts/accounts-store.ts'
import type { ProvincialTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import { checkPassword } from '../../sign-in/check-password.ts'
import { type RightPassword, stillHolds } from '../../sign-in/local.ts'
import { newSessionToken, openSession, signedIn } from '../../sign-in/open-session.ts'
import { verifiedAttributes } from '../attributes.ts'
import { decide } from '../decide.ts'
import { NATIONAL_METHOD } from '../enter.ts'
import { linksStore } from '../links-store.ts'
import { type Arrival, readTicket, spendTicket } from '../ticket.ts'

const state = z.object({ step: z.literal('password'), ticket: z.string().optional() })
const end = z.discriminatedUnion('kind', [
  signedIn,
  z.object({ kind: z.literal('locked') }),
  z.object({ kind: z.literal('overtaken'), goTo: z.string() }),
  z.object({ kind: z.literal('ticket-gone') }),
])

export type ProveState = z.infer<typeof state>
export type ProveEnd = z.infer<typeof end>
type ProveMove = Move<ProveState, ProveEnd, ProvincialTables>

/** Case 3: an account here has the same number. Its password, once, proves that both are the same person's; then they are linked. */
export function proveAccount(parts: Parts): Flow<ProveState, ProveEnd, ProvincialTables> {
  return {
    kind: 'prove-account',
    state,
    end,
    first: { step: 'password' },
    steps: { password: (_state, submission) => givePassword(parts, submission) },
  }
}

async function givePassword(parts: Parts, submission: Submission): Promise<ProveMove> {
  const { fields, visitor } = submission
  const ticket = fields.phieu
  const arrival = await readTicket(parts, { ticket, browser: visitor.browser })
  if (!arrival || ticket === undefined) return { kind: 'end', as: { kind: 'ticket-gone' } }
  const to: ProveState = { step: 'password', ticket }
  const decision = await decide(parts, arrival)
  if (decision.kind !== 'prove') return { kind: 'end', as: { kind: 'overtaken', goTo: arrival.goTo } }
  const password = fields.password ?? ''
  if (password === '') return { kind: 'stay', errors: { password: { key: 'password.empty' } }, to }
  const [loginName = ''] = arrival.person.idNumbers
  if (await captchaIsDue(parts, { visitor, loginName })) {
    const captcha = await captchaProblem(parts, fields)
    if (captcha) return { kind: 'stay', errors: { captcha }, to }
  }
  const checked = await checkPassword(parts, { account: decision.account, loginName, password, visitor })
  if (checked.kind === 'refused') return { kind: 'stay', errors: refusal(checked.error), to }
  if (checked.account.status !== 'active') return { kind: 'end', as: { kind: 'locked' } }
  return linkAndEnter(parts, { checked, arrival, ticket, visitor })
}

/** There is one field, so a wrong password is that field's problem. */
function refusal(error: { key: string }) {
  return error.key === 'password.wrong' ? { password: { key: 'prove.wrong' } } : { form: error }
}

type Proved = { checked: RightPassword; arrival: Arrival; ticket: string; visitor: Visitor }

function linkAndEnter(parts: Parts, proved: Proved): ProveMove {
  const { checked, arrival, ticket, visitor } = proved
  const token = newSessionToken(parts)
  const accountId = checked.account.id
  const overtaken = { kind: 'end', as: { kind: 'overtaken', goTo: arrival.goTo } } as const
  return {
    kind: 'end',
    as: { kind: 'signed-in', token, goTo: arrival.goTo },
    writes: async tx => {
      if (!(await spendTicket(tx, ticket))) return { kind: 'end', as: { kind: 'ticket-gone' } }
      if (!(await stillHolds(tx, { checked, parts }))) return overtaken
      if (!(await link(parts, tx, proved))) return overtaken
      if (checked.rehashed) await passwordsStore(tx).rehash(accountId, checked.rehashed)
      const methods = ['pwd', NATIONAL_METHOD]
      await openSession(parts, tx, { accountId, token, visitor, methods, event: 'signed-in', idToken: arrival.idToken })
      return undefined
    },
  }
}

async function link(parts: Parts, tx: Transaction<ProvincialTables>, { checked, arrival }: Proved): Promise<boolean> {
  const now = parts.clock()
  const accountId = checked.account.id
  const accounts = accountsStore(tx, parts)
  for (const value of arrival.person.idNumbers) {
    if ((await accounts.ownersOf([{ kind: 'id-number', value }]))[0] === accountId) continue
    if (!(await accounts.claim(accountId, { kind: 'id-number', value, exclusive: true }))) return false
  }
  if (!(await linksStore(tx).link(accountId, { ...arrival, now }))) return false
  await accounts.setAttributes(accountId, verifiedAttributes(arrival.person, now))
  await parts.audit(signInTables(tx), { event: 'linked', accountId, details: { issuer: arrival.issuer } })
  return true
}
