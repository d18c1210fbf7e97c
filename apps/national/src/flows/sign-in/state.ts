import type { Move } from '@motcua/sign-in/flow/flow.ts'
import { otpPending } from '@motcua/sign-in/otp/sms-otp.ts'
import { z } from 'zod'
import type { NationalTables } from '../../db/tables.ts'
import type { Method } from '../../steps/method.ts'
import { provingOf } from '../../steps/prove.ts'
import { lockedOut, signedIn } from '../enter.ts'

/** Whose password was right. */
export const signInWho = z.object({
  accountId: z.string(),
  loginName: z.string(),
  /** The password that was right; when another one is set meanwhile, this sign-in is over. */
  passwordChangedAt: z.number(),
  goTo: z.string(),
})
export type SignInWho = z.infer<typeof signInWho>

/** Sign-in by password, with the way out for whoever lost the phone that receives the codes. */
export function signInState(methods: Method[]) {
  const [who, proving] = [signInWho, provingOf(methods)]
  return z.discriminatedUnion('step', [
    z.object({ step: z.literal('password') }),
    z.object({ step: z.literal('prove'), who, proving }),
    z.object({ step: z.literal('choose'), who }),
    /** Before a lost phone is replaced: what the account has that is stronger than its password. */
    z.object({ step: z.literal('prove-strongly'), who, proving }),
    z.object({ step: z.literal('new-phone'), who }),
    z.object({ step: z.literal('new-phone-code'), who, pending: otpPending }),
    /** The new number proved to be at hand, and its operator has not answered yet. */
    z.object({ step: z.literal('new-phone-owner'), who, phone: z.string() }),
  ])
}

export const signInEnd = z.discriminatedUnion('kind', [
  signedIn,
  lockedOut,
  z.object({ kind: z.literal('overtaken') }),
  z.object({ kind: z.literal('phone-changed') }),
])

export type SignInState = z.infer<ReturnType<typeof signInState>>
export type SignInEnd = z.infer<typeof signInEnd>
export type SignInMove = Move<SignInState, SignInEnd, NationalTables>
export type SignInAt<Step extends SignInState['step']> = Extract<SignInState, { step: Step }>
