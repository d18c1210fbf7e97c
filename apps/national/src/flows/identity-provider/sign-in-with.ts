import { timingSafeEqual } from 'node:crypto'
import { randomToken } from '@motcua/kit/random.ts'
import type { Flow, Submission } from '@motcua/sign-in/flow/flow.ts'
import { localPath } from '@motcua/sign-in/form/form.ts'
import { minutesUntil } from '@motcua/sign-in/limits/limits.ts'
import type { NationalTables } from '../../db/tables.ts'
import { noteRefusal } from '../sign-in/refusals.ts'
import { confirm } from './confirm.ts'
import { chooseOther, givePassword, prove } from './link.ts'
import { providerName } from './names.ts'
import type { ProviderParts } from './provider-parts.ts'
import { recognise } from './recognise.ts'
import {
  type ProviderAt,
  type ProviderEnd,
  type ProviderMove,
  type ProviderState,
  providerEnd,
  providerState,
} from './state.ts'

const HOME = '/tai-khoan'

type Stepping<Step extends ProviderState['step']> = { at: ProviderAt<Step>; submission: Submission }

/**
 * Sign-in by an identity provider, which is also how one registers with it the first time, and how it is linked to an
 * account that exists: what becomes of a visit is decided when the provider has said who comes.
 */
export function signInWith(provided: ProviderParts): Flow<ProviderState, ProviderEnd, NationalTables> {
  const { parts, id } = provided
  return {
    kind: `sign-in-${id}`,
    state: providerState(parts.methods),
    end: providerEnd,
    first: { step: 'begin' },
    steps: {
      begin: (_state, submission) => leave(provided, submission, localPath(submission.fields.ve) ?? HOME),
      again: (at, submission) => leave(provided, submission, at.goTo),
      away: (at, submission) => comeBack(provided, { at, submission }),
      confirm: (at, submission) => confirm(provided, { at, submission }),
      password: (at, submission) => givePassword(provided, { at, submission }),
      prove: (at, submission) => prove(provided, { at, submission }),
      choose: (at, submission) => chooseOther(provided, { at, submission }),
    },
  }
}

/** The flow's own id travels in the state, so that whoever comes back is brought to where they left. */
async function leave(
  { parts, id, provider }: ProviderParts,
  { flowId, visitor }: Submission,
  goTo: string,
): Promise<ProviderMove> {
  const used = await parts.limits.use(`provider:place:${visitor.place}`, parts.rules.providerSignInsPerPlace)
  if (used.kind === 'exceeded') {
    const minutes = minutesUntil(used.until, parts.clock())
    return { kind: 'stay', errors: { form: { key: 'prove.too-many', values: { minutes } } } }
  }
  const begun = await provider.begin(`${flowId}.${randomToken(parts.random)}`)
  if (begun.kind === 'unavailable') {
    const values = { provider: providerName(id, visitor.language) }
    return { kind: 'stay', errors: { form: { key: 'provider.unavailable', values } } }
  }
  return { kind: 'go', to: { step: 'away', pending: begun.pending, url: begun.url, goTo } }
}

/** The flow that a state belongs to; who sends another one is nobody's visitor. */
export function flowIdOf(state: string | undefined): string {
  return state?.split('.')[0] ?? ''
}

/** The provider's answer, as the browser brings it: the fields are those of its address. */
async function comeBack(provided: ProviderParts, { at, submission }: Stepping<'away'>): Promise<ProviderMove> {
  const { parts, id, provider } = provided
  const { fields, visitor } = submission
  const refused = (reason: string) => noteRefusal(parts, { accountId: undefined, reason: `${id}.${reason}`, visitor })
  // Not an answer to this request: whoever made it up, the visitor may still be at the provider. It costs nothing to
  // make up and ends nothing, so it is not in the trail, which only grows.
  if (!sameText(fields.state ?? '', at.pending.state)) {
    return { kind: 'stay', errors: { form: { key: 'provider.other-request' } } }
  }
  const answer = await provider.complete(at.pending, fields)
  switch (answer.kind) {
    case 'identified':
      return recognise(provided, parts.db, { person: answer.person, goTo: at.goTo, visitor })
    case 'refused':
      return { kind: 'end', as: answer, writes: refused(answer.reason) }
    case 'cancelled':
    case 'unavailable':
      return { kind: 'go', to: { step: 'again', because: answer.kind, goTo: at.goTo } }
  }
}

function sameText(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}
