import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import type { Standing, Visitor } from '@motcua/sign-in/flow/flow.ts'
import { aVisitor, type TestNational } from '../../test-national.ts'
import type { ProviderIdentity } from '../../upstream/identity-provider.ts'
import { going } from '../test-account.ts'
import { signInWith } from './sign-in-with.ts'
import type { ProviderEnd, ProviderState } from './state.ts'

export type ProviderStanding = Standing<ProviderState, ProviderEnd>

let people = 0

/** Somebody the provider knows and nobody else does yet. */
export function aPersonThere(changes: Partial<ProviderIdentity> = {}): ProviderIdentity {
  people++
  const six = String(people).padStart(6, '0')
  return {
    ...{ subject: `subject-${people}`, fullName: 'Trần Thị Thử', dateOfBirth: '1991-02-03', sex: 'female' },
    ...{ idNumber: `030191${six}`, phone: { value: `+84933${six}`, verified: true } },
    email: { value: `thu${people}@thu.example`, verified: true },
    ...{ methods: ['pwd', 'otp'], factors: 'two' },
    ...changes,
  }
}

let visitors = 0
export const somebody = () => aVisitor(`visitor there ${++visitors}`)

/** One visit by a provider, from the button to where it ends. */
export function aVisit(
  national: TestNational,
  { id = 'vnpost', visitor = somebody() }: { id?: IdentityProviderId; visitor?: Visitor } = {},
) {
  const provider = national.parts.identityProviders[id]
  if (!provider) throw new Error(`no ${id}`)
  const flow = signInWith({ parts: national.parts, id, provider })
  const { submit, ...rest } = going(national, flow, visitor)
  const { advance } = engine(flow, national.parts)

  async function leave(fields: Record<string, string> = {}): Promise<string> {
    const standing = await submit('begin', fields)
    if (standing.kind !== 'at' || standing.state.step !== 'away') throw new Error(JSON.stringify(standing))
    return standing.state.pending.state
  }

  return {
    ...{ ...rest, submit, leave },
    back: (state: string) => submit('away', { state, code: 'code' }),
    /** What the provider sent back, brought by this browser, whichever it is. */
    bring: (by: Visitor, state: string): Promise<ProviderStanding> =>
      advance({ flowId: rest.flowId, version: 1, step: 'away', fields: { state, code: 'code' }, visitor: by }),
    /** Leaves, and comes back as this person. */
    async as(person: ProviderIdentity, fields: Record<string, string> = {}): Promise<ProviderStanding> {
      national.outside.provider = { kind: 'identified', person }
      return submit('away', { state: await leave(fields), code: 'code' })
    },
  }
}

/** Opens the account of somebody the provider knows. */
export async function opened(national: TestNational, person: ProviderIdentity = aPersonThere()) {
  const visit = aVisit(national)
  await visit.as(person)
  const standing = await visit.submit('confirm', { email: person.email?.value ?? '' })
  return { person, standing, visitor: visit.visitor }
}
