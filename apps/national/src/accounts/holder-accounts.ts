import type { DirectoryEntry } from '@motcua/contracts/organization-directory.ts'
import { sameName } from '@motcua/identifiers/person-name.ts'
import type { Kysely } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import { organizationsStore } from '../organizations/organizations-store.ts'
import { organizationKey } from '../organizations/read-directory.ts'
import { type AccountNumber, accountsStore, type SealingParts } from './accounts-store.ts'
import type { AgencyHolder, Holder } from './holder.ts'

/**
 * The numbers that the holder's account has to itself. An agency is known by its code where the directory knows it, and
 * by its MNS. Units without a tax code of their own use that of the body above them, so an MST is an agency's number
 * only where no MNS tells more.
 */
export function numbersOf(holder: Holder, listed: DirectoryEntry | undefined): AccountNumber[] {
  switch (holder.kind) {
    case 'citizen':
      return holder.idNumbers.map(number => ({ kind: 'person', number }))
    case 'enterprise':
      return [{ kind: 'tax-code', number: holder.taxCode }]
    case 'agency': {
      const { budgetCode, taxCode } = holder
      return [
        ...(listed ? [{ kind: 'organization-code', number: organizationKey(listed.code) } as const] : []),
        ...(budgetCode === undefined ? [] : [{ kind: 'budget-code', number: budgetCode } as const]),
        ...(budgetCode === undefined && taxCode !== undefined ? [{ kind: 'tax-code', number: taxCode } as const] : []),
      ]
    }
  }
}

/** What the directory knows of an agency; undefined of everybody else, and where its numbers do not tell it apart. */
export async function listedAgency(db: Kysely<NationalTables>, holder: Holder): Promise<DirectoryEntry | undefined> {
  if (holder.kind !== 'agency') return undefined
  const found = await organizationsStore(db).findFor(holder)
  return found.kind === 'found' && isOf(holder, found.entry) ? found.entry : undefined
}

/** A unit with an MNS of its own, which is not the entry's, may use the tax code of the body above, and is not that body. */
function isOf({ budgetCode, name }: AgencyHolder, entry: DirectoryEntry): boolean {
  if (budgetCode === undefined || budgetCode === entry.budgetCode) return true
  return entry.budgetCode === undefined && sameName(name, entry.name, { diacritics: 'kept' })
}

/** The accounts that have any of the holder's numbers: none, one, or several that nobody has merged yet. */
export async function accountsOf(
  { db, ...parts }: SealingParts & { db: Kysely<NationalTables> },
  holder: Holder,
): Promise<string[]> {
  const accounts = accountsStore(db, parts)
  const ids = new Set<string>()
  for (const { kind, number } of numbersOf(holder, await listedAgency(db, holder))) {
    const id = await accounts.idOfNumber(kind, number)
    if (id !== undefined) ids.add(id)
  }
  return [...ids]
}
