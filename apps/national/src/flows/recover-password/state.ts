import type { Move } from '@motcua/sign-in/flow/flow.ts'
import { otpPending } from '@motcua/sign-in/otp/sms-otp.ts'
import { z } from 'zod'
import type { NationalTables } from '../../db/tables.ts'
import type { Method } from '../../steps/method.ts'
import { provingOf } from '../../steps/prove.ts'

/** Whom the name belongs to; without an account everything is gone through for nobody. */
const person = z.object({
  loginName: z.string(),
  browser: z.string().optional(),
  /** What is to be as it is now when the new password is set: who had it before must not set one after. */
  account: z.object({ id: z.string(), handleId: z.string(), passwordChangedAt: z.number() }).optional(),
})

/** Who proved to have the account's phone. */
const owner = z.object({
  loginName: z.string(),
  accountId: z.string(),
  phone: z.string(),
  handleId: z.string(),
  passwordChangedAt: z.number(),
})

export function recoverState(methods: Method[]) {
  return z.discriminatedUnion('step', [
    z.object({ step: z.literal('who') }),
    z.object({ step: z.literal('otp'), person, pending: otpPending }),
    /** The phone is at hand, and its operator has not answered yet whose it is today. */
    z.object({ step: z.literal('owner'), owner }),
    z.object({ step: z.literal('prove'), owner, proving: provingOf(methods) }),
    z.object({ step: z.literal('password'), owner }),
  ])
}

export const recoverEnd = z.object({ kind: z.enum(['recovered', 'no-longer-yours', 'overtaken']) })

export type RecoverPerson = z.infer<typeof person>
export type RecoverOwner = z.infer<typeof owner>
export type RecoverState = z.infer<ReturnType<typeof recoverState>>
export type RecoverEnd = z.infer<typeof recoverEnd>
export type RecoverMove = Move<RecoverState, RecoverEnd, NationalTables>
export type RecoverAt<Step extends RecoverState['step']> = Extract<RecoverState, { step: Step }>
