import { parseEmail } from '@motcua/identifiers/email.ts'
import type { Submission } from '@motcua/sign-in/flow/flow.ts'
import { formReader } from '@motcua/sign-in/form/form.ts'
import { type NewCitizen, openAccount } from '../../accounts/open-account.ts'
import { tellHolder } from '../../accounts/tell-holder.ts'
import type { ProviderIdentity } from '../../upstream/identity-provider.ts'
import { newSessionToken, openSession } from '../enter.ts'
import type { ProviderParts } from './provider-parts.ts'
import { handleOf, numbersOf, recognise, referencesOf } from './recognise.ts'
import type { ProviderAt, ProviderMove } from './state.ts'

type Confirming = { at: ProviderAt<'confirm'>; submission: Submission }

/** The person has seen what the provider says of them: an account is opened, and the browser is in. */
export async function confirm(provided: ProviderParts, { at, submission }: Confirming): Promise<ProviderMove> {
  const { parts } = provided
  const { person, goTo } = at
  const { fields, visitor } = submission
  const form = formReader(fields)
  const email = form.readOptional('email', 'email', parseEmail)
  if (!form.isRight()) return { kind: 'stay', errors: form.errors }
  const token = newSessionToken(parts)
  return {
    kind: 'end',
    as: { kind: 'signed-in', token, goTo },
    writes: async tx => {
      const opened = await openAccount(tx, { citizen: citizenOf(provided, person, email), parts })
      // Somebody was faster, such as the same person elsewhere: what there is now is seen when this is undone.
      if (opened.kind === 'already-registered') {
        return { kind: 'stay', errors: {}, writes: anew => recognise(provided, anew, { person, goTo, visitor }) }
      }
      if (opened.kind === 'refused') {
        const { phone: _receivesTooMany, ...without } = person
        return { kind: 'stay', errors: { form: { key: 'provider.phone-left-out' } }, to: { ...at, person: without } }
      }
      const { accountId } = opened
      const session = { accountId, token, visitor, methods: referencesOf(person), event: 'account-opened' }
      await openSession(parts, tx, session)
      await tellHolder(parts, tx, { kind: 'account-opened', accountId, language: visitor.language })
      return undefined
    },
  }
}

const sources = { vnpost: 'vietnam-post', vneid: 'vneid' } as const

/** An address that was changed is the person's own statement. A phone counts where the provider has checked it. */
function citizenOf(provided: ProviderParts, person: ProviderIdentity, email: string | undefined): NewCitizen {
  const source = sources[provided.id]
  const { fullName, dateOfBirth, sex, phone } = person
  const isConfirmed = person.email?.verified === true && person.email.value === email
  const statedOr = (value: string) =>
    ({ value, source: isConfirmed ? source : 'self-asserted', verified: isConfirmed }) as const
  return {
    ...{ idNumbers: numbersOf(person), fullName, dateOfBirth, sex, source, handle: handleOf(provided, person) },
    phone: phone?.verified ? { value: phone.value, source, verified: true } : undefined,
    email: email === undefined ? undefined : statedOr(email),
  }
}
