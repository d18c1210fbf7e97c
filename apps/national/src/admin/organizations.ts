import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { openDb } from '@motcua/kit/db.ts'
import { readDatabaseUrl } from '../config.ts'
import type { NationalTables } from '../db/tables.ts'
import { organizationsCommand } from './organizations-command.ts'

const db = openDb<NationalTables>(readDatabaseUrl(), { max: 1 })
try {
  const write = (line: string) => process.stdout.write(`${line}\n`)
  const read = (file: string) => (file === '-' ? text(process.stdin) : readFile(file, 'utf8'))
  process.exitCode = await organizationsCommand(process.argv.slice(2), { db, read, write })
} finally {
  await db.destroy()
}
