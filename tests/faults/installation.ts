import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedDb, startEmbeddedDb } from '@motcua/kit/embedded-db.ts'
import { type Planned, planned } from '../../scripts/start/plan.ts'
import { freePorts } from '../free-ports.ts'
import { installed } from '../installed.ts'
import { until } from '../until.ts'
import { planOf, type Sites, sitesOf } from '../world.ts'

export type ProcessName = 'national' | 'haiduong' | 'second' | 'lab'

/** The world as processes that can be killed, on a database server of its own that can be restarted. */
export type Installation = Sites & {
  database: EmbeddedDb
  start(name: ProcessName): Promise<void>
  /** Ends a process; answers its exit status, or the signal that ended it. */
  end(name: ProcessName, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | NodeJS.Signals | null>
  stop(): Promise<void>
}

const READY_WITHIN_MS = 60_000

export async function startInstallation(names: ProcessName[]): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-faults-'))
  const database = await startEmbeddedDb({ folder: join(folder, 'postgresql'), durability: 'throw-away' })
  if (database.kind === 'already-running') throw new Error(`${folder} is in use`)
  for (const name of ['national', 'haiduong', 'second']) await database.ensureDatabase(name)
  const plan = planOf(planned(await installed(folder, { port: await freePorts(), database: database.url })))
  const running = new Map<ProcessName, ChildProcess>()

  async function start(name: ProcessName): Promise<void> {
    running.set(name, begin(plan(name)))
    await until(() => answers(`${plan(name).url}/readyz`), READY_WITHIN_MS)
  }
  async function end(name: ProcessName, signal: 'SIGKILL' | 'SIGTERM') {
    const child = running.get(name)
    running.delete(name)
    if (!child || child.exitCode !== null) return child?.exitCode ?? null
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
    return child.exitCode ?? child.signalCode
  }
  await Promise.all(names.map(start))
  return {
    ...{ ...sitesOf(plan), database, start, end },
    async stop() {
      await Promise.all([...running.keys()].map(name => end(name, 'SIGKILL')))
      await database.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The channel ends the process should this one be killed. */
function begin({ main, environment }: Planned): ChildProcess {
  const { PATH, HOME, MOTCUA_RUN } = process.env
  const flags = ['--import', import.meta.resolve('../../scripts/start/with-parent.ts')]
  return spawn(process.execPath, [...flags, main], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { PATH, HOME, MOTCUA_RUN, ...environment },
  })
}

/** Whether it answers at all, and with success. */
export async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
  await response?.body?.cancel()
  return response?.ok ?? false
}
