import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { exists, handOver, type Place } from './place.ts'
import { commandAs, fileOwner } from './run-as.ts'

/** Sockets have at most 107 bytes of path, so they cannot lie below the data folder. */
export const SOCKETS = '/tmp/motcua-'

/** Between the cluster's name and the maker's process id, while initdb is at work. */
export const DRAFT = '.new.'

/** Unicode case rules without the operating system's locales, so that a cluster means the same on every machine. */
const LOCALE = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']

/** The cluster's folder, made by initdb when there is none yet, and owned by the user the server runs as. */
export async function ensureCluster(place: Place): Promise<string> {
  const cluster = join(place.home, 'cluster')
  if (!(await exists(cluster))) await initialise(place, cluster)
  const owner = fileOwner(place.as)
  if (owner) await handOver(cluster, owner)
  return cluster
}

/** Made beside and renamed: what a killed initdb leaves behind is never taken for a cluster, and goes now. */
async function initialise(place: Place, cluster: string): Promise<void> {
  const draft = `${cluster}${DRAFT}${process.pid}`
  const drafts = (await readdir(place.home)).filter(name => name.startsWith(`cluster${DRAFT}`))
  for (const name of drafts) await rm(join(place.home, name), { recursive: true, force: true, maxRetries: 5 })
  await mkdir(draft, { mode: 0o700 })
  const owner = fileOwner(place.as)
  if (owner) await chown(draft, owner.uid, owner.gid)
  const options = [...LOCALE, '--auth=trust', '--username=motcua', '--wal-segsize=4', '--no-instructions']
  await run(place, 'bin/initdb', ['-D', draft, ...options])
  await rename(draft, cluster)
}

async function run(place: Place, program: string, args: string[]): Promise<void> {
  const [file, fileArgs, options] = commandAs(place.as, join(place.native, program), args)
  const child = spawn(file, fileArgs, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  const [said, [code]] = await Promise.all([child.stderr ? text(child.stderr) : '', once(child, 'exit')])
  if (code !== 0) throw new Error(`${program} failed: ${said.trim()}`)
}

/** A new private folder for the socket: whoever may enter it may use the database. */
export async function socketFolder(place: Place): Promise<string> {
  const folder = await mkdtemp(SOCKETS)
  const owner = fileOwner(place.as)
  if (owner) await chown(folder, owner.uid, owner.gid)
  return folder
}
