import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import type { Planned } from './plan.ts'

export type Print = (line: string) => void

export type Kept = { ready(): Promise<void>; stop(): Promise<void> }

/**
 * A small young generation, since four processes share a machine with a database. Not --optimize-for-size: it saves
 * 20 MB of them all, but doubles the CPU of every page and refuses the code that Node brings compiled.
 */
const FLAGS = ['--max-semi-space-size=4', '--import', import.meta.resolve('./with-parent.ts')]
const READY_WITHIN_MS = 60_000
const STOP_WITHIN_MS = 5_000
/** Having run this long, a process that ends is started again at once. */
const STEADY_MS = 60_000
/** Compiled code of earlier starts. */
const COMPILE_CACHE = resolve('node_modules/.cache/node')
/** Died so often before it was ever ready, it will not become so by trying again. */
const TRIES = 3

/** Runs one process and starts it again, with growing pauses, whenever it ends unasked. */
export function keep(plan: Planned, print: Print): Kept {
  let wanted = true
  let failures = 0
  let child = begin(plan, print)
  guard()

  function guard(): void {
    const began = performance.now()
    child.once('exit', (code, signal) => {
      if (performance.now() - began > STEADY_MS) failures = 0
      if (wanted) void again(`${signal ?? `status ${code}`}`)
    })
  }
  async function again(how: string): Promise<void> {
    failures++
    print(`${plan.name}: ended (${how}) and is started again`)
    await pause(Math.min(500 * 2 ** (failures - 1), 30_000))
    if (!wanted) return
    child = begin(plan, print)
    guard()
  }
  return {
    async ready() {
      const deadline = Date.now() + READY_WITHIN_MS
      while (!(await answers(`${plan.url}/readyz`))) {
        if (failures >= TRIES) throw new Error(`${plan.name} does not start; its lines above say why`)
        if (Date.now() > deadline) throw new Error(`${plan.name} is not ready after ${READY_WITHIN_MS / 1000} s`)
        await pause(50)
      }
    },
    async stop() {
      wanted = false
      await end(child)
    },
  }
}

function begin({ name, main, environment }: Planned, print: Print): ChildProcess {
  const { PATH, HOME, TZ, LANG, MOTCUA_RUN } = process.env
  const inherited = { PATH, HOME, TZ, LANG, MOTCUA_RUN, NODE_COMPILE_CACHE: COMPILE_CACHE }
  const child = spawn(process.execPath, [...FLAGS, main], {
    // A group of its own, so that Ctrl-C reaches the launcher only, which then stops all in order.
    ...{ detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    env: { ...inherited, MOTCUA_LOG_LEVEL: 'warn', ...environment },
  })
  for (const output of [child.stdout, child.stderr]) {
    if (output) createInterface({ input: output }).on('line', line => print(`${name}: ${readable(line)}`))
  }
  return child
}

/** Log lines are JSON for machines; here a person reads. */
function readable(line: string): string {
  try {
    const { msg, err } = JSON.parse(line)
    return typeof msg === 'string' ? [msg, err?.message].filter(Boolean).join(': ') : line
  } catch {
    return line
  }
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
  await response?.body?.cancel()
  return response?.ok ?? false
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const exit = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
  await exit
  clearTimeout(timer)
}
