import type { Move } from '@motcua/sign-in/flow/flow.ts'
import { z } from 'zod'
import type { NationalTables } from '../../db/tables.ts'
import type { Method } from '../../steps/method.ts'
import { provingOf } from '../../steps/prove.ts'
import { type ProviderRefusal, pendingSignIn, providerIdentity } from '../../upstream/identity-provider.ts'
import { lockedOut, signedIn } from '../enter.ts'
import { signInWho } from '../sign-in/state.ts'

const [person, goTo] = [providerIdentity, z.string()]

/** Signing in, registering or linking with an identity provider: one road until it has said who comes. */
export function providerState(methods: Method[]) {
  const proving = provingOf(methods)
  return z.discriminatedUnion('step', [
    z.object({ step: z.literal('begin') }),
    /** At the provider; `url` is where its pages begin. */
    z.object({ step: z.literal('away'), pending: pendingSignIn, url: z.string(), goTo }),
    /** Back without having been identified. */
    z.object({ step: z.literal('again'), because: z.enum(['cancelled', 'unavailable']), goTo }),
    /** Nobody's number yet: an account may be opened. */
    z.object({ step: z.literal('confirm'), person, goTo }),
    /** Somebody's number: the account's own password and second factor before anything is linked. */
    z.object({ step: z.literal('password'), person, accountId: z.string(), loginName: z.string(), goTo }),
    z.object({ step: z.literal('prove'), person, who: signInWho, proving }),
    z.object({ step: z.literal('choose'), person, who: signInWho }),
  ])
}

const refusals = ['unverified', 'not-a-citizen', 'too-young', 'incomplete', 'not-believed'] as const
refusals satisfies readonly ProviderRefusal[]

/** Why nothing could be done with what the provider said, though it said who comes. */
const stopped = ['no-password', 'two-accounts', 'linked-elsewhere', 'held'] as const

export const providerEnd = z.discriminatedUnion('kind', [
  signedIn,
  lockedOut,
  z.object({ kind: z.literal('overtaken') }),
  z.object({ kind: z.literal('refused'), reason: z.enum(refusals) }),
  z.object({ kind: z.enum(stopped) }),
])

export type ProviderState = z.infer<ReturnType<typeof providerState>>
export type ProviderEnd = z.infer<typeof providerEnd>
export type ProviderMove = Move<ProviderState, ProviderEnd, NationalTables>
export type ProviderAt<Step extends ProviderState['step']> = Extract<ProviderState, { step: Step }>
