import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messageProblems } from '@motcua/ui/words.ts'

/** Where Vietnamese and English messages differ: keys that one lacks, placeholders that one does not use. */
export async function messageViolations(): Promise<string[]> {
  const tables = globSync(['packages/*/src/**/*messages.ts', 'apps/*/src/**/*messages.ts']).sort()
  const problems = await Promise.all(tables.map(async path => (await problemsOf(path)).map(each => `${path}: ${each}`)))
  return problems.flat()
}

async function problemsOf(path: string): Promise<string[]> {
  const tables = Object.values(await import(pathToFileURL(resolve(path)).href)).filter(isTable)
  if (tables.length === 0) return ['exports no { vi, en }']
  return tables.flatMap(table => messageProblems(table))
}

type Table = { vi: Record<string, string>; en: Record<string, string> }

function isTable(exported: unknown): exported is Table {
  return typeof exported === 'object' && exported !== null && 'vi' in exported && 'en' in exported
}
