import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/** What openssl says, and whether it ended well. */
export type Said = { ok: boolean; said: string }

export async function openssl(...args: string[]): Promise<Said> {
  const child = spawn('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  const [out, error, status] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { ok: status === 0, said: out + error }
}

/** A folder for a test's files; each is written and its path given. */
export async function papers(): Promise<{
  folder: string
  put(name: string, of: string | Buffer): Promise<string>
  clear(): Promise<void>
}> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-openssl-'))
  return {
    folder,
    put: async (name, content) => {
      await writeFile(join(folder, name), content)
      return join(folder, name)
    },
    clear: () => rm(folder, { recursive: true, force: true }),
  }
}
