import type { ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { type PostmasterOptions, startPostmaster, stopPostmaster, watchOver } from './postmaster.ts'

export type Server = { restart(): Promise<void>; stop(): Promise<void> }

export type Keeping = {
  server: PostmasterOptions
  /** Removed should this process be killed. */
  temporary: string[]
  log: (line: string) => void
}

type Running = { child: ChildProcess; ended: Promise<unknown>; dismissWatch: () => Promise<void> }

/** Starts the server and starts it again, with growing pauses, whenever it ends without being told to. */
export async function keepRunning(keeping: Keeping): Promise<Server> {
  let wanted = true
  let running = await launch(keeping)
  let reviving: Promise<void> = Promise.resolve()

  function guard(current: Running): void {
    current.ended.then(() => {
      if (wanted && running === current) reviving = revive()
    })
  }
  async function revive(): Promise<void> {
    for (let tries = 0; wanted; tries++) {
      keeping.log('PostgreSQL ended unexpectedly and is started again')
      await pause(Math.min(100 * 2 ** tries, 10_000))
      if (await again()) return
    }
  }
  async function again(): Promise<boolean> {
    try {
      running = await launch(keeping)
      guard(running)
      return true
    } catch (error) {
      keeping.log(String(error))
      return false
    }
  }
  async function halt(): Promise<void> {
    wanted = false
    await reviving
    await stopRunning(running)
  }
  guard(running)
  return {
    stop: halt,
    async restart() {
      await halt()
      wanted = true
      running = await launch(keeping)
      guard(running)
    },
  }
}

async function launch({ server, temporary }: Keeping): Promise<Running> {
  const child = await startPostmaster(server)
  const ended = new Promise(resolve => child.once('exit', resolve))
  const dismissWatch = watchOver(child.pid ?? 0, temporary)
  ended.then(dismissWatch)
  return { child, ended, dismissWatch }
}

async function stopRunning({ child, ended, dismissWatch }: Running): Promise<void> {
  await dismissWatch()
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return
  child.ref()
  await Promise.all([stopPostmaster(child.pid), ended])
}
