import { parseArgs } from 'node:util'
import type { Kysely } from 'kysely'
import { compareDirectory, importDirectory } from '../organizations/import-directory.ts'
import { readDirectory } from '../organizations/read-directory.ts'
import type { OrganizationsTables } from '../organizations/tables.ts'

export type CommandParts = {
  db: Kysely<OrganizationsTables>
  /** The text of a file, of the standard input for `-`. @throws where there is none */
  read(file: string): Promise<string>
  write(line: string): void
}

const USAGE =
  'npm run admin:organizations -- FILE.json             makes this the directory of state organisations\n' +
  'npm run admin:organizations -- --dry-run FILE.json   only tells what that would change\n' +
  'FILE may be - for the standard input.'
const MOST_PROBLEMS = 100
/** sysexits(3): the command was called wrongly, the file is wrong, or there is none. */
const [WRONG_USAGE, WRONG_DATA, NO_INPUT] = [64, 65, 66]

/** Imports the directory of state organisations, or tells every row that is wrong and changes nothing. Answers the exit status. */
export async function organizationsCommand(args: string[], parts: CommandParts): Promise<number> {
  const wanted = wantedBy(args)
  if (!wanted) {
    parts.write(USAGE)
    return WRONG_USAGE
  }
  const text = await parts.read(wanted.file).catch((error: Error) => error)
  if (text instanceof Error) {
    parts.write(`${wanted.file} cannot be read: ${text.message}`)
    return NO_INPUT
  }
  const directory = readDirectory(text)
  if (directory.kind === 'refused') return refuse(parts, directory.problems)
  const become = wanted.only === 'tell' ? compareDirectory : importDirectory
  const { added, changed, removed } = await become(parts.db, directory.entries)
  const unchanged = directory.entries.length - added.length - changed.length
  parts.write(
    `${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged} unchanged` +
      (wanted.only === 'tell' ? '; nothing was written (--dry-run).' : '.'),
  )
  return 0
}

function wantedBy(args: string[]): { file: string; only: 'tell' | undefined } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean' } },
    })
    const [file, ...others] = positionals
    if (!file || others.length > 0) return undefined
    return { file, only: values['dry-run'] ? 'tell' : undefined }
  } catch {
    return undefined
  }
}

function refuse({ write }: CommandParts, problems: string[]): number {
  for (const problem of problems.slice(0, MOST_PROBLEMS)) write(problem)
  if (problems.length > MOST_PROBLEMS) write(`… and ${problems.length - MOST_PROBLEMS} more.`)
  write('Nothing was written.')
  return WRONG_DATA
}
