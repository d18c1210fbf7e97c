import { access, readdir, readFile, readlink, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DRAFT, SOCKETS } from './cluster.ts'
import { stopPostmaster } from './postmaster.ts'

/**
 * Ends what an earlier, killed owner left running on this cluster: its server and, where that was killed too, the
 * server's children, which still hold the shared memory. Then its notes and its socket folder go.
 */
export async function stopLeftovers(cluster: string): Promise<void> {
  const note = join(cluster, 'postmaster.pid')
  const [pid, , , , sockets] = (await readFile(note, 'utf8').catch(() => '')).split('\n')
  const left = await processesIn(cluster)
  if (left.includes(Number(pid))) await stopPostmaster(Number(pid))
  for (const child of await processesIn(cluster)) await stopPostmaster(child)
  if (sockets?.startsWith(SOCKETS)) await rm(sockets, { recursive: true, force: true })
  if (await seesProcesses()) await rm(note, { force: true })
}

/**
 * The note goes only where /proc proved that nobody works in the cluster. It must go: its process id may belong to
 * another program by now, or to a zombie, and the server would refuse to start.
 */
function seesProcesses(): Promise<boolean> {
  return access('/proc/self/cwd').then(
    () => true,
    () => false,
  )
}

/** Where /proc is missing, none is seen. */
async function processesIn(cluster: string): Promise<number[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name))
  const works = await Promise.all(pids.map(pid => worksIn(cluster, pid)))
  return pids.filter((_, index) => works[index]).map(Number)
}

/** Every PostgreSQL process has its cluster as working folder; initdb, and what it runs, names its draft. */
async function worksIn(cluster: string, pid: string): Promise<boolean> {
  if ((await readlink(`/proc/${pid}/cwd`).catch(() => '')) === cluster) return true
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes(`\0${cluster}${DRAFT}`)
}
