import { readdir, readFile } from 'node:fs/promises'
import type { Row } from './report.ts'

/** Proportional set size of a process and all that descend from it, PostgreSQL's many as one. Linux only. */
export async function memoryOf(root: number): Promise<Row[]> {
  const sizes = new Map<string, number>()
  for (const pid of await treeOf(root)) {
    const name = await nameOf(pid)
    sizes.set(name, (sizes.get(name) ?? 0) + (await sizeOf(pid)))
  }
  const total = [...sizes.values()].reduce((sum, mb) => sum + mb, 0)
  const parts = [...sizes].sort(([, one], [, other]) => other - one)
  return [
    { what: 'Idle memory of everything', measured: megabytes(total), goal: '≤ 500 MB' },
    ...parts.map(([name, mb]) => ({ what: `of it ${name}`, measured: megabytes(mb) })),
  ]
}

/** CPU of a process and all that descend from it, those that have ended included, in seconds. Linux only. */
export async function cpuOf(root: number): Promise<number> {
  const stats = await Promise.all((await treeOf(root)).map(statOf))
  // proc_pid_stat(5): utime, stime, cutime, cstime in ticks of 1/100 s.
  return stats.flatMap(fields => fields.slice(11, 15)).reduce((sum, ticks) => sum + Number(ticks), 0) / 100
}

async function treeOf(root: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number)
  const parents = new Map(await Promise.all(pids.map(async pid => [pid, await parentOf(pid)] as const)))
  const below = (pid: number): number[] => [pid, ...pids.filter(each => parents.get(each) === pid).flatMap(below)]
  return below(root)
}

async function parentOf(pid: number): Promise<number> {
  return Number((await statOf(pid))[1])
}

/** The fields after the command's name, which may itself contain spaces. */
async function statOf(pid: number): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

async function nameOf(pid: number): Promise<string> {
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')
  if (command.includes('postgres')) return 'PostgreSQL'
  return /apps\/(\w+)\//.exec(command)?.[1] ?? 'the launcher'
}

async function sizeOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024
}

const megabytes = (mb: number) => `${mb.toFixed(0)} MB`
