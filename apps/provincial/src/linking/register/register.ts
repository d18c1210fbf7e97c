import type { Errors, FieldError, Flow, Move, Submission } from '@motcua/sign-in/flow/flow.ts'
import { passwordProblems } from '@motcua/sign-in/password/policy.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { AccountKey } from '../../accounts/accounts-store.ts'
import { openAccount } from '../../accounts/open-account.ts'
import type { KeyKind, ProvincialTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import { newSessionToken, openSession, signedIn } from '../../sign-in/open-session.ts'
import type { NationalPerson } from '../claims.ts'
import { NATIONAL_METHOD } from '../enter.ts'
import { linksStore } from '../links-store.ts'
import { type Arrival, readTicket, spendTicket } from '../ticket.ts'
import { type Details, readDetails } from './details.ts'

const state = z.object({
  step: z.literal('details'),
  ticket: z.string().optional(),
  /** What was typed when the form came back only to refill its lists of places. */
  draft: z.record(z.string(), z.string()).optional(),
  /** Another account here has the verified phone; a person may have two portals' worth of phones, an account needs its own. */
  phoneTaken: z.boolean().optional(),
})
const end = z.discriminatedUnion('kind', [
  signedIn,
  z.object({ kind: z.literal('already-registered'), goTo: z.string() }),
  z.object({ kind: z.literal('ticket-gone') }),
])

export type RegisterState = z.infer<typeof state>
export type RegisterEnd = z.infer<typeof end>
type RegisterMove = Move<RegisterState, RegisterEnd, ProvincialTables>

/** Cases 1 and 2: registration by somebody the national portal vouches for; account and link come in one transaction. */
export function registerFromNational(parts: Parts): Flow<RegisterState, RegisterEnd, ProvincialTables> {
  return {
    kind: 'register-from-national',
    state,
    end,
    first: { step: 'details' },
    steps: { details: (at, submission) => giveDetails(parts, { at, submission }) },
  }
}

type AtDetails = { at: RegisterState; submission: Submission }

async function giveDetails(parts: Parts, given: AtDetails): Promise<RegisterMove> {
  const { fields, visitor } = given.submission
  const ticket = fields.phieu
  const arrival = await readTicket(parts, { ticket, browser: visitor.browser })
  if (!arrival || ticket === undefined) return { kind: 'end', as: { kind: 'ticket-gone' } }
  const at = { ...given.at, ticket }
  if (fields.choose !== undefined) return { kind: 'go', to: { ...at, draft: drafted(fields) } }
  const phoneTaken = at.phoneTaken === true
  const read = readDetails({ fields, person: arrival.person, now: parts.clock(), phoneTaken })
  const chosen = await choosePassword(parts, { fields, person: arrival.person })
  const errors = { ...(read.kind === 'wrong' && read.errors), ...(chosen.kind === 'refused' && chosen.errors) }
  if (read.kind === 'wrong' || chosen.kind === 'refused') return { kind: 'stay', errors, to: at }
  return open(parts, { arrival, details: read.details, hash: chosen.hash, at, ticket, submission: given.submission })
}

/** Secrets are not kept, not even sealed; a form that only refills its lists is about nothing but places. */
function drafted(fields: Record<string, string>): Record<string, string> {
  const { password: _password, confirmation: _confirmation, choose: _choose, ...kept } = fields
  return Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, value.slice(0, 300)]))
}

type Chosen = { kind: 'chosen'; hash: string | undefined } | { kind: 'refused'; errors: Errors }

/** Login name and password are optional for somebody who can always come in from the national portal. */
async function choosePassword(
  { passwords }: Pick<Parts, 'passwords'>,
  { fields, person }: { fields: Record<string, string>; person: NationalPerson },
): Promise<Chosen> {
  const password = fields.password ?? ''
  const loginName = (fields.loginName ?? '').trim()
  if (password === '' && (fields.confirmation ?? '') === '') {
    if (loginName === '') return { kind: 'chosen', hash: undefined }
    return refuse('password', { key: 'new-password.for-login-name' })
  }
  const { fullName, dateOfBirth, idNumbers, phone } = person
  const numbers = [...idNumbers, phone ?? '', fields.phone ?? '']
  for (const name of [loginName, ...idNumbers].filter(one => one !== '')) {
    const [problem] = passwordProblems(password, { loginName: name, fullName, dateOfBirth, numbers })
    if (problem) return refuse('password', { key: `new-password.${problem}` })
  }
  if (fields.confirmation !== password) return refuse('confirmation', { key: 'new-password.differs' })
  const hashed = await passwords.hash(password)
  return hashed.kind === 'busy' ? refuse('form', { key: 'busy' }) : { kind: 'chosen', hash: hashed.hash }
}

function refuse(field: string, error: FieldError): Chosen {
  return { kind: 'refused', errors: { [field]: error } }
}

type Registration = AtDetails & { ticket: string; arrival: Arrival; details: Details; hash: string | undefined }

function open(parts: Parts, registration: Registration): RegisterMove {
  const { arrival, submission, ticket } = registration
  const token = newSessionToken(parts)
  const { goTo, idToken } = arrival
  return {
    kind: 'end',
    as: { kind: 'signed-in', token, goTo },
    writes: async tx => {
      if (!(await spendTicket(tx, ticket))) return { kind: 'end', as: { kind: 'ticket-gone' } }
      const opened = await openLinked(parts, tx, registration)
      if (opened.kind === 'taken') return instead(opened.key, registration)
      const { visitor } = submission
      const methods = [NATIONAL_METHOD]
      const { accountId } = opened
      await openSession(parts, tx, { accountId, token, methods, visitor, event: 'account-opened', idToken })
      return undefined
    },
  }
}

type Taken = { kind: 'taken'; key: KeyKind | 'link' }

async function openLinked(
  parts: Parts,
  tx: Transaction<ProvincialTables>,
  { arrival, details, hash }: Registration,
): Promise<Taken | { kind: 'opened'; accountId: string }> {
  const now = parts.clock()
  const { attributes } = details
  const account = { attributes, keys: keysOf(arrival, details), passwordHash: hash }
  const opened = await openAccount(tx, { account, now, parts })
  if (opened.kind === 'taken') return opened
  const { accountId } = opened
  if (!(await linksStore(tx).link(accountId, { ...arrival, now }))) return { kind: 'taken', key: 'link' }
  await parts.audit(signInTables(tx), { event: 'linked', accountId, details: { issuer: arrival.issuer } })
  return opened
}

function keysOf({ person }: Arrival, { phone, email, loginName }: Details): AccountKey[] {
  return [
    ...person.idNumbers.map(value => ({ kind: 'id-number', value, exclusive: true }) as const),
    { kind: 'phone', value: phone.value, exclusive: phone.confirmed },
    { kind: 'email', value: email.value.toLowerCase(), exclusive: email.confirmed },
    ...(loginName ? [{ kind: 'login-name', value: loginName, exclusive: true } as const] : []),
  ]
}

/** What another account has alone: a person's number ends the registration, the rest is for them to choose otherwise. */
function instead(key: Taken['key'], { at, arrival }: Registration): RegisterMove {
  switch (key) {
    case 'id-number':
    case 'link':
      return { kind: 'end', as: { kind: 'already-registered', goTo: arrival.goTo } }
    case 'phone':
      return { kind: 'stay', errors: { phone: { key: 'phone.taken' } }, to: { ...at, phoneTaken: true } }
    case 'email':
      return { kind: 'stay', errors: { email: { key: 'email.taken' } }, to: at }
    case 'login-name':
      return { kind: 'stay', errors: { loginName: { key: 'login-name.taken' } }, to: at }
  }
}
