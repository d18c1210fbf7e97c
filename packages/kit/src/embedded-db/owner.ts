import { readFileSync } from 'node:fs'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Who holds a data folder: a process id and, where the system tells it, when that process began (ids are reused). */
type Holder = { pid: number; began: string }

export type Ownership = { kind: 'owned'; release(): Promise<void> } | { kind: 'held'; pid: number }

/** Takes a data folder for this process. A mark left by a process that no longer lives is taken over. */
export async function takeOwnership(folder: string): Promise<Ownership> {
  const mark = join(folder, 'owner.json')
  const mine: Holder = { pid: process.pid, began: await beganAt(process.pid) }
  const draft = join(folder, `owner.${process.pid}.${process.hrtime.bigint()}`)
  await writeFile(draft, JSON.stringify(mine))
  try {
    return await claim(mark, draft)
  } finally {
    await rm(draft, { force: true })
  }
}

/** A hard link is made by one process only and appears with its content, so no half-written mark is ever read. */
async function claim(mark: string, draft: string): Promise<Ownership> {
  for (;;) {
    try {
      await link(draft, mark)
      return { kind: 'owned', release: () => rm(mark, { force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = await read(mark)
    if (holder && (await lives(holder))) return { kind: 'held', pid: holder.pid }
    await removeStale(mark, `${draft}.stale`)
  }
}

/** Moved aside before it is looked at again: should somebody have claimed in between, their mark goes back. */
async function removeStale(mark: string, aside: string): Promise<void> {
  await rename(mark, aside).catch(() => undefined)
  const moved = await read(aside)
  if (moved && (await lives(moved))) await link(aside, mark).catch(() => undefined)
  await rm(aside, { force: true })
}

async function read(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}

async function lives(holder: Holder): Promise<boolean> {
  return isAlive(holder.pid) && (await beganAt(holder.pid)) === holder.began
}

/** Whether a process of this id runs, another user's included; one that only waits to be reaped does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return !isZombie(pid)
}

/** Where no init process reaps (many containers), ended orphans stay as zombies. */
function isZombie(pid: number): boolean {
  try {
    return /^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** Boot and start tick (field 22 of /proc/PID/stat) on Linux, '' elsewhere. */
async function beganAt(pid: number): Promise<string> {
  try {
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    return `${boot}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return ''
  }
}
