import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

/** The administrators' command, run as they run it. */
const COMMAND = ['apps/national/src/admin/organizations.ts', '-']

export type DirectoryOptions = { lab: string; databaseUrl: string }

/**
 * Gives the national portal the lab's directory of state organisations, at every start, so that it is always the lab's
 * present one. The portal itself never asks the lab for it. @throws with what the command said
 */
export async function importDirectory({ lab, databaseUrl }: DirectoryOptions): Promise<void> {
  const answer = await fetch(`${lab}/api/organizations`, { signal: AbortSignal.timeout(5_000) })
  if (!answer.ok) throw new Error(`the lab has none (${answer.status})`)
  const directory = await answer.text()
  const command = spawn(process.execPath, COMMAND, {
    env: { DATABASE_URL: databaseUrl },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  command.stdin.end(directory)
  const ended = new Promise<number | null>((resolve, reject) => command.once('error', reject).once('exit', resolve))
  const [said, status] = await Promise.all([text(command.stdout), ended])
  if (status !== 0) throw new Error(said.trim() || `status ${status}`)
}
