import { parseArgs } from 'node:util'
import type { Clock } from '@motcua/kit/clock.ts'
import type { Kysely } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import { type DeadNotice, keptNoticesStore } from '../notices/kept-notices-store.ts'

export type CommandParts = { db: Kysely<NationalTables>; clock: Clock; write(line: string): void }

const USAGE =
  'npm run admin:notices                    lists the notices that were given up\n' +
  'npm run admin:notices -- --retry ID|all  queues one of them, or all, anew'
const MOST = 1000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** sysexits(3): the command was called wrongly. */
const WRONG_USAGE = 64

/** Shows the notices that were given up, without addresses, or queues them anew. Answers the exit status. */
export async function noticesCommand(args: string[], parts: CommandParts): Promise<number> {
  const retry = wanted(args)
  if (retry === 'wrong') {
    parts.write(USAGE)
    return WRONG_USAGE
  }
  return retry === undefined ? list(parts) : queueAnew(parts, retry)
}

function wanted(args: string[]): string | undefined {
  try {
    const { values } = parseArgs({ args, options: { retry: { type: 'string' } } })
    const { retry } = values
    return retry === undefined || retry === 'all' || UUID.test(retry) ? retry : 'wrong'
  } catch {
    return 'wrong'
  }
}

async function list({ db, write }: CommandParts): Promise<number> {
  const dead = await keptNoticesStore(db).dead(MOST)
  if (dead.length === 0) write('No notice was given up.')
  else for (const line of [HEADING, ...dead.map(row)]) write(line.map(padded).join('  ').trimEnd())
  if (dead.length === MOST) write(`… the latest ${MOST}; there may be more.`)
  return 0
}

const HEADING = ['ID', 'KIND', 'CHANNEL', 'REASON', 'TRIES', 'WRITTEN', 'GIVEN UP', '']
const WIDTHS = [36, 18, 7, 11, 5, 20, 20, 0]

function row({ id, kind, channel, reason, attempts, created_at, dead_at, canBeRetried }: DeadNotice): string[] {
  const erased = canBeRetried ? '' : 'address erased'
  return [id, kind, channel, reason ?? '', String(attempts), second(created_at), second(dead_at), erased]
}

function padded(cell: string, column: number): string {
  return cell.padEnd(WIDTHS[column] ?? 0)
}

function second(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`
}

async function queueAnew({ db, clock, write }: CommandParts, which: string): Promise<number> {
  const count = await keptNoticesStore(db).retry(which, clock())
  write(`${count} queued anew; the running portal sends within a minute.`)
  return count === 0 && which !== 'all' ? 1 : 0
}
