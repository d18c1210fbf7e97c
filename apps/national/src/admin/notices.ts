import { systemClock } from '@motcua/kit/clock.ts'
import { openDb } from '@motcua/kit/db.ts'
import { readDatabaseUrl } from '../config.ts'
import type { NationalTables } from '../db/tables.ts'
import { noticesCommand } from './notices-command.ts'

const db = openDb<NationalTables>(readDatabaseUrl(), { max: 1 })
try {
  const write = (line: string) => process.stdout.write(`${line}\n`)
  process.exitCode = await noticesCommand(process.argv.slice(2), { db, clock: systemClock, write })
} finally {
  await db.destroy()
}
