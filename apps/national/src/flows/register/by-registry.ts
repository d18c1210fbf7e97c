import { captchaMissing, captchaProblem } from '@motcua/sign-in/captcha/captcha-step.ts'
import type { FieldError, Flow, Move, Submission } from '@motcua/sign-in/flow/flow.ts'
import { type OtpRequest, otpPending } from '@motcua/sign-in/otp/sms-otp.ts'
import type { Person } from '@motcua/sign-in/password/policy.ts'
import { z } from 'zod'
import type { Attribute } from '../../accounts/account.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { type NewCitizen, openAccount } from '../../accounts/open-account.ts'
import { tellHolder } from '../../accounts/tell-holder.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import { answerOtp, askOtp } from '../../steps/otp-step.ts'
import { saving } from '../../steps/saving.ts'
import { newSessionToken, openSession, signedIn } from '../enter.ts'
import { chooseNewPassword } from '../new-password-step.ts'
import { type Details, details, type Read } from './details.ts'

/** Whom a registry confirmed, by all the ID numbers that are known now, the one shown first; kept until the account is open. */
const applicant = details.extend({
  idNumbers: z.array(z.string()).min(1),
  phoneSource: z.enum(['mobile-operator', 'social-insurance', 'self-asserted']),
})
type Applicant = z.infer<typeof applicant>

const state = z.discriminatedUnion('step', [
  z.object({ step: z.literal('details') }),
  z.object({ step: z.literal('otp'), applicant, pending: otpPending }),
  z.object({ step: z.literal('password'), applicant }),
])
const end = z.discriminatedUnion('kind', [signedIn, z.object({ kind: z.literal('already-registered') })])

export type RegisterState = z.infer<typeof state>
export type RegisterEnd = z.infer<typeof end>
export type RegisterFlow = Flow<RegisterState, RegisterEnd, NationalTables>
type RegisterMove = Move<RegisterState, RegisterEnd, NationalTables>
type At<Step extends RegisterState['step']> = Extract<RegisterState, { step: Step }>

/** `phoneSource`: who says that the phone is the person's own; `self-asserted` where nobody does. */
export type Confirmed = { kind: 'confirmed' } & Pick<Applicant, 'idNumbers' | 'phoneSource'>

/** A registry that confirms people, and what it needs to be told. */
export type ConfirmingRegistry<Stated extends Details> = {
  /** Of the flow. */
  kind: string
  /** Under which name what it confirms is kept. */
  source: Exclude<Attribute['source'], 'self-asserted'>
  read(fields: Record<string, string>, now: Date): Read<Stated>
  /** Asks as often as the limits allow. */
  confirm(stated: Stated, submission: Submission): Promise<Confirmed | { kind: 'refused'; error: FieldError }>
}

/**
 * Registration of a citizen whom a registry confirms: captcha, then the registry, then the duplicate check, then a code,
 * then a password (product rules, Đăng ký). The order lets only somebody who holds the person's matching data learn that
 * an account exists.
 */
export function registerBy<Stated extends Details>(parts: Parts, registry: ConfirmingRegistry<Stated>): RegisterFlow {
  return {
    kind: registry.kind,
    state,
    end,
    first: { step: 'details' },
    steps: {
      details: (_state, submission) => stateDetails(parts, registry, submission),
      otp: (at, submission) => proveNumber(parts, { at, submission }),
      password: (at, submission) => choosePassword(parts, registry, { at, submission }),
    },
  }
}

async function stateDetails<Stated extends Details>(
  parts: Parts,
  registry: ConfirmingRegistry<Stated>,
  submission: Submission,
): Promise<RegisterMove> {
  const read = registry.read(submission.fields, parts.clock())
  if (read.kind === 'wrong') return { kind: 'stay', errors: { ...read.errors, ...captchaMissing(submission.fields) } }
  const captcha = await captchaProblem(parts, submission.fields)
  if (captcha) return { kind: 'stay', errors: { captcha } }
  const confirmed = await registry.confirm(read.details, submission)
  if (confirmed.kind === 'refused') return { kind: 'stay', errors: { form: confirmed.error } }
  const accounts = accountsStore(parts.db, parts)
  for (const number of confirmed.idNumbers) {
    if (await accounts.idOfNumber('person', number)) return { kind: 'end', as: { kind: 'already-registered' } }
  }
  // Only what the account needs: what else was stated to be confirmed is forgotten here.
  return askForCode(parts, { applicant: applicant.parse({ ...read.details, ...confirmed }), submission })
}

type Asking = { applicant: Applicant; submission: Submission }

async function askForCode(parts: Parts, asking: Asking): Promise<RegisterMove> {
  const { language } = asking.submission.visitor
  const asked = await askOtp(parts, { request: otpRequest(parts, asking), language })
  if (asked.kind === 'refused') return { kind: 'stay', errors: asked.errors }
  const to = { step: 'otp', applicant: asking.applicant, pending: asked.pending } as const
  return { kind: 'go', to, writes: saving(asked.writes) }
}

/** Counted by the number in force, whichever of a person's numbers was typed. */
function otpRequest(parts: Parts, { applicant, submission }: Asking): OtpRequest {
  const [number = applicant.idNumber] = applicant.idNumbers
  const subject = parts.index('otp-subject', number).toString('base64url')
  const { flowId, visitor } = submission
  return { purpose: 'register', phone: applicant.phone, subject, flowId, place: visitor.place }
}

type AtOtp = { at: At<'otp'>; submission: Submission }

async function proveNumber(parts: Parts, { at, submission }: AtOtp): Promise<RegisterMove> {
  const { fields, visitor } = submission
  const request = otpRequest(parts, { applicant: at.applicant, submission })
  const reply = await answerOtp(parts, { fields, request, pending: at.pending, language: visitor.language })
  switch (reply.kind) {
    case 'proved':
      return { kind: 'go', to: { step: 'password', applicant: at.applicant } }
    case 'asked':
      return { kind: 'go', to: { ...at, pending: reply.pending }, writes: saving(reply.writes) }
    case 'refused':
      return { kind: 'stay', errors: reply.errors, to: { ...at, pending: reply.pending } }
  }
}

type AtPassword = { at: At<'password'>; submission: Submission }

async function choosePassword(
  parts: Parts,
  { source }: Pick<ConfirmingRegistry<Details>, 'source'>,
  { at, submission }: AtPassword,
): Promise<RegisterMove> {
  const { applicant } = at
  const chosen = await chooseNewPassword(parts, { fields: submission.fields, person: personOf(applicant) })
  if (chosen.kind === 'refused') return { kind: 'stay', errors: chosen.errors }
  const token = newSessionToken(parts)
  return {
    kind: 'end',
    as: { kind: 'signed-in', token, goTo: applicant.goTo },
    writes: async tx => {
      const citizen = { ...citizenOf(applicant), passwordHash: chosen.hash, source }
      const opened = await openAccount(tx, { citizen, parts })
      if (opened.kind === 'already-registered') return { kind: 'end', as: opened }
      if (opened.kind === 'refused') return { kind: 'stay', errors: { form: { key: `phone.${opened.reason}` } } }
      const { accountId } = opened
      const { visitor } = submission
      await openSession(parts, tx, { accountId, token, visitor, methods: ['pwd', 'sms'], event: 'account-opened' })
      await tellHolder(parts, tx, { kind: 'account-opened', accountId, language: visitor.language })
      return undefined
    },
  }
}

/** Whom the password must not be told from. */
function personOf({ idNumber, idNumbers, phone, fullName, dateOfBirth }: Applicant): Person {
  return { loginName: idNumber, fullName, dateOfBirth, numbers: [...idNumbers, phone] }
}

function citizenOf(applicant: Applicant): Omit<NewCitizen, 'passwordHash' | 'source'> {
  const { idNumbers, fullName, dateOfBirth, phone, phoneSource, email } = applicant
  return {
    ...{ idNumbers, fullName, dateOfBirth },
    phone: { value: phone, source: phoneSource, verified: phoneSource !== 'self-asserted' },
    email: email === undefined ? undefined : { value: email, source: 'self-asserted', verified: false },
  }
}
