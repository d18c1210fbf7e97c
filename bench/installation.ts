import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { freePorts } from '../tests/free-ports.ts'
import { cpuOf, memoryOf } from './memory.ts'
import type { Section } from './report.ts'

/** How long an installation is left alone before its memory is read. */
const IDLE_MS = 5_000
const COMPILED = resolve('node_modules/.cache/node')

/** `npm start` on an empty folder, then again on what that left: how long until `ready`, what lies idle then. */
export async function installation(): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-'))
  try {
    // A bare checkout has no code compiled by earlier starts.
    await rm(COMPILED, { recursive: true, force: true })
    const first = await started(folder)
    await stopped(first.child)
    const second = await started(folder)
    await pause(IDLE_MS)
    const memory = await memoryOf(second.child.pid ?? 0)
    await stopped(second.child)
    return {
      title: 'The installation',
      about:
        'From the command `npm start` runs to the line `ready`, by the clock and as CPU of all processes together; memory as the sum of proportional set sizes.',
      rows: [
        { what: 'First start, after the install', measured: told(first), goal: '≤ 10 s' },
        { what: 'Second start', measured: told(second), goal: '≤ 4 s' },
        ...memory,
      ],
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
  }
}

type Started = { child: ChildProcess; ms: number; cpu: number }

async function started(folder: string): Promise<Started> {
  const port = await freePorts()
  const began = performance.now()
  const child = spawn(process.execPath, ['scripts/bootstrap.mjs', 'scripts/start.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // The agent's packages are built after `ready` and by themselves: no part of a start.
    env: { ...process.env, MOTCUA_DATA: folder, MOTCUA_PORT: String(port), MOTCUA_AGENT_BUILD: 'off' },
  })
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', line => line === 'ready' && resolve())
    child.once('exit', code => reject(new Error(`npm start ended with status ${code}`)))
  })
  const ms = performance.now() - began
  return { child, ms, cpu: await cpuOf(child.pid ?? 0) }
}

async function stopped(child: ChildProcess): Promise<void> {
  const exit = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  await exit
}

const told = ({ ms, cpu }: Started) => `${(ms / 1000).toFixed(1)} s, ${cpu.toFixed(1)} s CPU`
