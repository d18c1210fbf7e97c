import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import type { Kysely } from 'kysely'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { type Handle, handlesStore, type NewHandle } from '../../accounts/handles-store.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { ProviderIdentity } from '../../upstream/identity-provider.ts'
import { enterAccount, newSessionToken } from '../enter.ts'
import type { ProviderParts } from './provider-parts.ts'
import type { ProviderMove } from './state.ts'

export type Coming = { person: ProviderIdentity; goTo: string; visitor: Visitor }

/**
 * Whose visit this is: somebody linked comes in; somebody whose number has an account must prove that account first;
 * nobody's number may open one. Never does matching data alone let anybody in.
 */
export async function recognise(
  provided: ProviderParts,
  db: Kysely<NationalTables>,
  coming: Coming,
): Promise<ProviderMove> {
  const { parts } = provided
  const { person, goTo } = coming
  const { method, value } = handleOf(provided, person)
  const handle = await handlesStore(db, parts).identified(method, value)
  if (handle) return enter(provided, { ...coming, handle })
  const owners = await ownersOf(provided, db, person)
  const [owner, other] = owners
  if (!owner) return { kind: 'go', to: { step: 'confirm', person, goTo } }
  if (other) return { kind: 'end', as: { kind: 'two-accounts' } }
  if (!(await passwordsStore(db).find(owner.accountId))) return { kind: 'end', as: { kind: 'no-password' } }
  return { kind: 'go', to: { step: 'password', person, goTo, ...owner } }
}

/** What the provider's word is kept as: its subject, of its issuer alone, identifies one account. */
export function handleOf({ id, provider }: ProviderParts, { subject }: ProviderIdentity) {
  return { method: id, value: `${provider.issuer} ${subject}` } satisfies Pick<NewHandle, 'method' | 'value'>
}

/** How a session names the provider's word: `fed`, and `mfa` where two factors stand behind it (RFC 8176 §2). */
export function referencesOf({ factors }: ProviderIdentity): string[] {
  return factors === 'two' ? ['fed', 'mfa'] : ['fed']
}

/** Every number the provider knows the person by. */
export function numbersOf({ idNumber, previousIdNumber }: ProviderIdentity): string[] {
  return previousIdNumber === undefined ? [idNumber] : [idNumber, previousIdNumber]
}

type Owner = { accountId: string; loginName: string }

/** The accounts that the person's numbers belong to, each once. */
async function ownersOf(
  { parts }: ProviderParts,
  db: Kysely<NationalTables>,
  person: ProviderIdentity,
): Promise<Owner[]> {
  const owners: Owner[] = []
  for (const loginName of numbersOf(person)) {
    const accountId = await accountsStore(db, parts).idOfNumber('person', loginName)
    if (accountId && !owners.some(owner => owner.accountId === accountId)) owners.push({ accountId, loginName })
  }
  return owners
}

function enter({ parts }: ProviderParts, { person, goTo, visitor, handle }: Coming & { handle: Handle }): ProviderMove {
  const token = newSessionToken(parts)
  const { accountId } = handle
  return {
    kind: 'end',
    as: { kind: 'signed-in', token, goTo },
    writes: async tx => {
      const linked = await handlesStore(tx, parts).find(accountId, handle.id)
      if (!linked) return { kind: 'end', as: { kind: 'overtaken' } }
      const proof = { strength: 'factor', handle: linked } as const
      const entering = { accountId, token, visitor, references: referencesOf(person), proof }
      const locked = await enterAccount(parts, tx, entering)
      return locked && { kind: 'end', as: locked }
    },
  }
}
