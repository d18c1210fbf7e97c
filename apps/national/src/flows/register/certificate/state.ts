import type { Flow, Move } from '@motcua/sign-in/flow/flow.ts'
import { z } from 'zod'
import type { AccountKind } from '../../../accounts/account.ts'
import { holderRefusals } from '../../../accounts/holder.ts'
import type { NationalTables } from '../../../db/tables.ts'
import { introduced } from '../../../steps/introduced.ts'
import type { Introduced, Method } from '../../../steps/method.ts'
import { signedIn } from '../../enter.ts'

export type CertificateState =
  | { step: 'begin' }
  | { step: 'prove'; goTo: string; pending: unknown }
  | { step: 'confirm'; goTo: string; introduced: Introduced }

export type CertificateAt<Step extends CertificateState['step']> = Extract<CertificateState, { step: Step }>

/** `known`: the certificate itself is registered, or whomever it names has an account. */
const end = z.discriminatedUnion('kind', [
  signedIn,
  z.object({ kind: z.literal('already-registered'), known: z.enum(['certificate', 'holder']) }),
  z.object({ kind: z.literal('refused'), reason: z.enum(holderRefusals) }),
])
export type CertificateEnd = z.infer<typeof end>
export type CertificateFlow = Flow<CertificateState, CertificateEnd, NationalTables>
export type CertificateMove = Move<CertificateState, CertificateEnd, NationalTables>

/** A registration by what a method introduces, for one kind of account. */
export type CertificateWay = { method: Method; subject: AccountKind }

export function shapesOf({ method }: CertificateWay): Pick<CertificateFlow, 'state' | 'end'> {
  const state = z.discriminatedUnion('step', [
    z.object({ step: z.literal('begin') }),
    z.object({ step: z.literal('prove'), goTo: z.string(), pending: method.pending }),
    z.object({ step: z.literal('confirm'), goTo: z.string(), introduced }),
  ])
  return { state, end }
}
