import { captchaMissing, captchaProblem } from '@motcua/sign-in/captcha/captcha-step.ts'
import type { Flow, Move, Submission } from '@motcua/sign-in/flow/flow.ts'
import { type OtpRequest, otpPending } from '@motcua/sign-in/otp/sms-otp.ts'
import { z } from 'zod'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { openAccount } from '../../accounts/open-account.ts'
import type { NationalTables } from '../../db/tables.ts'
import { sendingOtp, tell } from '../../notices/notices.ts'
import type { Parts } from '../../parts.ts'
import { chooseNewPassword } from '../new-password-step.ts'
import { answerOtp, sendProblem } from '../otp-step.ts'
import { newSessionToken, openSession, signedIn } from '../sign-in-done.ts'
import { type Details, details, readDetails } from './details.ts'
import { maySubscriberBeAsked } from './lookup-limits.ts'

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
  const asked = await parts.otp.ask(otpRequest(parts, asking))
  if (asked.kind !== 'asked') return { kind: 'stay', errors: { form: sendProblem(asked, parts.clock()) } }
  const { language } = asking.submission.visitor
  return {
    kind: 'go',
    to: { step: 'otp', details: asking.details, pending: asked.pending },
    writes: sendingOtp(parts, { ...asked.message, language }),
  }
}

function otpRequest(parts: Parts, { details, submission }: { details: Details; submission: Submission }): OtpRequest {
  const subject = parts.index('otp-subject', details.idNumber).toString('base64url')
  const { flowId, visitor } = submission
  return { purpose: 'register', phone: details.phone, subject, flowId, place: visitor.place }
}

type AtOtp = { at: At<'otp'>; submission: Submission }

async function proveNumber(parts: Parts, { at, submission }: AtOtp): Promise<RegisterMove> {
  const request = otpRequest(parts, { details: at.details, submission })
  const reply = await answerOtp(parts, { fields: submission.fields, request, pending: at.pending })
  switch (reply.kind) {
    case 'proved':
      return { kind: 'go', to: { step: 'password', details: at.details } }
    case 'resent':
      return {
        kind: 'go',
        to: { ...at, pending: reply.asked.pending },
        writes: sendingOtp(parts, { ...reply.asked.message, language: submission.visitor.language }),
      }
    case 'refused':
      return {
        kind: 'stay',
        errors: { [reply.field]: reply.error },
        to: { ...at, pending: reply.pending ?? at.pending },
      }
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
      const now = parts.clock()
      const { goTo: _goTo, ...person } = at.details
      const citizen = { ...person, passwordHash: chosen.hash, source: 'mobile-operator' } as const
      const opened = await openAccount(tx, { citizen, now, parts })
      if (opened.kind === 'already-registered') return { kind: 'end', as: opened }
      const { accountId } = opened
      const { visitor } = submission
      await openSession(parts, tx, { accountId, token, visitor, methods: ['pwd', 'sms'], event: 'account-opened' })
      const notice = { kind: 'account-opened', language: visitor.language, at: now, email: person.email } as const
      await tell({ tx, outbox: parts.outbox }, { ...notice, phones: [person.phone] })
      return undefined
    },
  }
}
