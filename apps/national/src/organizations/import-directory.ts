import { isDeepStrictEqual } from 'node:util'
import type { DirectoryEntry } from '@motcua/contracts/organization-directory.ts'
import type { Kysely } from 'kysely'
import { organizationsStore } from './organizations-store.ts'
import type { OrganizationsTables } from './tables.ts'

/** What an import changes; the rest stays as it is. */
export type Changes = { added: DirectoryEntry[]; changed: DirectoryEntry[]; removed: string[] }

/** What would change if this became the directory. */
export async function compareDirectory(
  db: Kysely<OrganizationsTables>,
  entries: readonly DirectoryEntry[],
): Promise<Changes> {
  const present = new Map((await organizationsStore(db).all()).map(entry => [entry.code, entry]))
  const given = new Set(entries.map(({ code }) => code))
  return {
    added: entries.filter(({ code }) => !present.has(code)),
    changed: entries.filter(entry => present.has(entry.code) && !isDeepStrictEqual(entry, present.get(entry.code))),
    removed: [...present.keys()].filter(code => !given.has(code)),
  }
}

/** Makes this the directory, in one transaction: readers see the old one until all of it is there. */
export async function importDirectory(
  db: Kysely<OrganizationsTables>,
  entries: readonly DirectoryEntry[],
): Promise<Changes> {
  return db.transaction().execute(async tx => {
    const organizations = organizationsStore(tx)
    await organizations.hold()
    const changes = await compareDirectory(tx, entries)
    await organizations.remove(changes.removed)
    await organizations.put([...changes.added, ...changes.changed])
    return changes
  })
}
