import { captchaMissing, captchaProblem } from '@motcua/sign-in/captcha/captcha-step.ts'
import type { Flow, Move, Submission } from '@motcua/sign-in/flow/flow.ts'
import { type OtpRequest, otpPending } from '@motcua/sign-in/otp/sms-otp.ts'
import { z } from 'zod'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { type NewCitizen, openAccount } from '../../accounts/open-account.ts'
import { tellHolder } from '../../accounts/tell-holder.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import { answerOtp, askOtp } from '../../steps/otp-step.ts'
import { saving } from '../../steps/saving.ts'
import { newSessionToken, openSession, signedIn } from '../enter.ts'
import { maySubscriberBeAsked } from '../lookup-limits.ts'
import { chooseNewPassword } from '../new-password-step.ts'
import { type Details, details, readDetails } from './details.ts'

const state = z.discriminatedUnion('step', [
  z.object({ step: z.literal('details') }),
  z.object({ step: z.literal('otp'), details, pending: otpPending }),
  z.object({ step: z.literal('password'), details }),
])
const end = z.discriminatedUnion('kind', [signedIn, z.object({ kind: z.literal('already-registered') })])

export type RegisterState = z.infer<typeof state>
export type RegisterEnd = z.infer<typeof end>
type RegisterMove = Move<RegisterState, RegisterEnd, NationalTables>
type At<Step extends RegisterState['step']> = Extract<RegisterState, { step: Step }>

/**
 * Registration by mobile subscription, for citizens: captcha, then the operators' registry, then the duplicate
 * check, then a code, then a password (product rules, Đăng ký). The order lets only somebody who holds the
 * person's matching data learn that an account exists.
 */
export function registerByMobile(parts: Parts): Flow<RegisterState, RegisterEnd, NationalTables> {
  return {
    kind: 'register-mobile',
    state,
    end,
    first: { step: 'details' },
    steps: {
      details: (_state, submission) => stateDetails(parts, submission),
      otp: (at, submission) => proveNumber(parts, { at, submission }),
      password: (at, submission) => choosePassword(parts, { at, submission }),
    },
  }
}

async function stateDetails(parts: Parts, submission: Submission): Promise<RegisterMove> {
  const read = readDetails(submission.fields, parts.clock())
  if (read.kind === 'wrong') return { kind: 'stay', errors: { ...read.errors, ...captchaMissing(submission.fields) } }
  const captcha = await captchaProblem(parts, submission.fields)
  if (captcha) return { kind: 'stay', errors: { captcha } }
  const tooMany = await maySubscriberBeAsked(parts, { ...read.details, place: submission.visitor.place })
  if (tooMany) return { kind: 'stay', errors: { form: tooMany } }
  const { idNumber, fullName, dateOfBirth, phone } = read.details
  const subscriber = await parts.registry.confirm({ idNumber, fullName, dateOfBirth, phone })
  if (subscriber.kind !== 'match') return { kind: 'stay', errors: { form: { key: `subscriber.${subscriber.kind}` } } }
  const existing = await accountsStore(parts.db, parts).findByNumber('person', read.details.idNumber)
  if (existing) return { kind: 'end', as: { kind: 'already-registered' } }
  return askForCode(parts, { details: read.details, submission })
}

async function askForCode(parts: Parts, asking: { details: Details; submission: Submission }): Promise<RegisterMove> {
  const { language } = asking.submission.visitor
  const asked = await askOtp(parts, { request: otpRequest(parts, asking), language })
  if (asked.kind === 'refused') return { kind: 'stay', errors: { form: asked.error } }
  const to = { step: 'otp', details: asking.details, pending: asked.pending } as const
  return { kind: 'go', to, writes: saving(asked.writes) }
}

function otpRequest(parts: Parts, { details, submission }: { details: Details; submission: Submission }): OtpRequest {
  const subject = parts.index('otp-subject', details.idNumber).toString('base64url')
  const { flowId, visitor } = submission
  return { purpose: 'register', phone: details.phone, subject, flowId, place: visitor.place }
}

type AtOtp = { at: At<'otp'>; submission: Submission }

async function proveNumber(parts: Parts, { at, submission }: AtOtp): Promise<RegisterMove> {
  const { fields, visitor } = submission
  const request = otpRequest(parts, { details: at.details, submission })
  const reply = await answerOtp(parts, { fields, request, pending: at.pending, language: visitor.language })
  switch (reply.kind) {
    case 'proved':
      return { kind: 'go', to: { step: 'password', details: at.details } }
    case 'asked':
      return { kind: 'go', to: { ...at, pending: reply.pending }, writes: saving(reply.writes) }
    case 'refused':
      return { kind: 'stay', errors: reply.errors, to: { ...at, pending: reply.pending } }
  }
}

type AtPassword = { at: At<'password'>; submission: Submission }

async function choosePassword(parts: Parts, { at, submission }: AtPassword): Promise<RegisterMove> {
  const chosen = await chooseNewPassword(parts, { fields: submission.fields, loginName: at.details.idNumber })
  if (chosen.kind === 'refused') return { kind: 'stay', errors: chosen.errors }
  const token = newSessionToken(parts)
  return {
    kind: 'end',
    as: { kind: 'signed-in', token, goTo: at.details.goTo },
    writes: async tx => {
      const citizen = citizenOf(at.details, chosen.hash)
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

function citizenOf({ idNumber, phone, email, fullName, dateOfBirth }: Details, passwordHash: string): NewCitizen {
  return {
    ...{ idNumbers: [idNumber], fullName, dateOfBirth, passwordHash, source: 'mobile-operator' },
    phone: { value: phone, source: 'mobile-operator', verified: true },
    email: email === undefined ? undefined : { value: email, source: 'self-asserted', verified: false },
  }
}
