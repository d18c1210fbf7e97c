import { createHash } from 'node:crypto'
import { chmod, chown, cp, lchown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canRun, isNamed, type RunAs, unprivilegedUser } from './run-as.ts'

/** Where the programs (`native`) and the cluster (`home`) lie, and under whom they run. */
export type Place = { native: string; home: string; as: RunAs }

/** Where root puts what the unprivileged user cannot reach elsewhere. */
const REACHABLE = '/var/lib/motcua'

/**
 * Decides under whom PostgreSQL runs and where. Root: as an unprivileged user where that user reaches `native` and
 * `folder`; else in a user namespace, in place; else as that user with programs and cluster below `reachable`, which
 * the note `moved-to` in `folder` names from then on.
 */
export async function choosePlace(native: string, folder: string, reachable = REACHABLE): Promise<Place> {
  const root = process.getuid?.() === 0
  if (!root && isNamed()) return { native, home: folder, as: { kind: 'self' } }
  const who = unprivilegedUser()
  const noted = await readFile(join(folder, 'moved-to'), 'utf8').catch(() => '')
  if (noted) return away(native, noted, { kind: 'user', ...who })
  const inPlace: RunAs[] = [{ kind: 'namespace', ...who }]
  const as = (root ? [{ kind: 'user', ...who } as const, ...inPlace] : inPlace).find(candidate =>
    canRun(candidate, native, folder),
  )
  if (as) return { native, home: folder, as }
  if (!root) throw new Error('PostgreSQL needs a user with an entry in /etc/passwd: add one or set DATABASE_URL')
  return away(native, await moveAway(folder, reachable), { kind: 'user', ...who })
}

/** The original goes only when its copy is whole and noted. */
async function moveAway(folder: string, reachable: string): Promise<string> {
  const home = join(reachable, createHash('sha256').update(folder).digest('hex').slice(0, 16))
  await mkdir(home, { recursive: true })
  for (const path of [reachable, home]) await chmod(path, 0o711)
  const cluster = join(folder, 'cluster')
  if (await exists(cluster)) await copyWhole(cluster, join(home, 'cluster'))
  await writeFile(join(folder, 'moved-to'), home)
  await rm(cluster, { recursive: true, force: true })
  return home
}

/** Programs are copied (60 MB) only where they cannot be run from their package. */
async function away(native: string, home: string, as: RunAs): Promise<Place> {
  if (canRun(as, native, home)) return { native, home, as }
  const copy = join(home, 'postgresql')
  if (!(await exists(copy))) await copyWhole(native, copy)
  if (canRun(as, copy, home)) return { native: copy, home, as }
  throw new Error(`PostgreSQL cannot be run from ${home}: start as another user or set DATABASE_URL`)
}

/** Copied beside and renamed, so that a copy cut short is never taken for a whole one. */
async function copyWhole(from: string, to: string): Promise<void> {
  for (const path of [`${to}.new`, to]) await rm(path, { recursive: true, force: true })
  await cp(from, `${to}.new`, { recursive: true, verbatimSymlinks: true })
  await rename(`${to}.new`, to)
}

/** Gives a folder and all below it to a user; the folder itself last, so that an interrupted change is resumed. */
export async function handOver(folder: string, owner: { uid: number; gid: number }): Promise<void> {
  if ((await stat(folder)).uid === owner.uid) return
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), owner.uid, owner.gid)
  }
  await chown(folder, owner.uid, owner.gid)
}

export function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
