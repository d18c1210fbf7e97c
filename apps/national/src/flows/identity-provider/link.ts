import type { Submission } from '@motcua/sign-in/flow/flow.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import { handlesStore } from '../../accounts/handles-store.ts'
import { isHeld } from '../../accounts/objections.ts'
import { tellHolder } from '../../accounts/tell-holder.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Proving } from '../../steps/prove.ts'
import { askForMore } from '../sign-in/ask-for-more.ts'
import { chooseSecondFactor, complete, judgeSecondFactor, type Proved } from '../sign-in/second-factor.ts'
import { tryPassword, whoseIs } from '../sign-in/try-password.ts'
import { providerName } from './names.ts'
import type { ProviderParts } from './provider-parts.ts'
import { handleOf, recognise, referencesOf } from './recognise.ts'
import type { ProviderAt, ProviderEnd, ProviderMove, ProviderState } from './state.ts'

type Stepping<Step extends ProviderState['step']> = { at: ProviderAt<Step>; submission: Submission }

/** The number has an account: its own password first, under all limits of sign-in. */
export async function givePassword(
  provided: ProviderParts,
  { at, submission }: Stepping<'password'>,
): Promise<ProviderMove> {
  const { parts } = provided
  const { person, loginName, goTo } = at
  if ((submission.fields.password ?? '') === '') {
    return { kind: 'stay', errors: { password: { key: 'password.empty' } } }
  }
  const tried = await tryPassword(parts, { loginName, submission })
  if (tried.kind === 'stay') return tried
  const { visitor } = submission
  if (tried.account.id !== at.accountId) return recognise(provided, parts.db, { person, goTo, visitor })
  if (await isHeld(parts, at.accountId)) return { kind: 'end', as: { kind: 'held' } }
  const who = whoseIs(tried, { loginName, goTo })
  return askForMore(parts, { checked: tried, submission, next: statesAfter({ person, who }) })
}

/** Then its second factor; with that the provider's word is linked and the person is in, all at once. */
export async function prove(provided: ProviderParts, { at, submission }: Stepping<'prove'>): Promise<ProviderMove> {
  const { who, proving } = at
  const linking = { references: referencesOf(at.person), writes: (tx: Tx) => link(provided, tx, { at, submission }) }
  const entered = (proved: Proved) =>
    complete<ProviderState, ProviderEnd>(provided.parts, { who, submission, proved, further: linking })
  return judgeSecondFactor<ProviderState, ProviderEnd>(provided.parts, {
    ...{ who, proving, submission, entered, next: statesAfter(at) },
  })
}

export async function chooseOther(
  provided: ProviderParts,
  { at, submission }: Stepping<'choose'>,
): Promise<ProviderMove> {
  return chooseSecondFactor<ProviderState>(provided.parts, { who: at.who, submission, next: statesAfter(at) })
}

function statesAfter({ person, who }: Pick<ProviderAt<'choose'>, 'person' | 'who'>) {
  return {
    prove: (proving: Proving): ProviderState => ({ step: 'prove', person, who, proving }),
    choose: (): ProviderState => ({ step: 'choose', person, who }),
  }
}

type Tx = Transaction<NationalTables>
/** From now on the provider's word alone brings this person in; every channel of the account is told. */
async function link(
  provided: ProviderParts,
  tx: Tx,
  { at, submission }: Stepping<'prove'>,
): Promise<ProviderMove | undefined> {
  const { parts, id } = provided
  const { accountId } = at.who
  const { language, place, device } = submission.visitor
  if (await isHeld({ ...parts, db: tx }, accountId)) return { kind: 'end', as: { kind: 'held' } }
  const handles = handlesStore(tx, parts)
  const { method, value } = handleOf(provided, at.person)
  const added = await handles.add(parts.random, {
    ...{ accountId, method, value, identifies: true, createdAt: parts.clock() },
  })
  if (added.kind === 'taken') {
    const holder = await handles.identified(method, value)
    return holder?.accountId === accountId ? undefined : { kind: 'end', as: { kind: 'linked-elsewhere' } }
  }
  await parts.audit(signInTables(tx), { event: 'method-added', accountId, details: { method, place, device } })
  await tellHolder(parts, tx, {
    ...{ kind: 'method-added', accountId, language, values: { method: providerName(id, language) } },
    undo: { kind: 'handle-added', handleId: added.id },
  })
  return undefined
}
