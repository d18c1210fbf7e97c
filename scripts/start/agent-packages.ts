import { type ChildProcess, spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import { isCurrent } from '../agent/current.ts'
import { targets } from '../agent/targets.ts'
import type { Print } from './process.ts'

/** The packages of the signing agent that the national portal offers; `about` is said before anything is built. */
export type AgentPackages = { about: string; begin(): void; stop(): Promise<void> }

type Options = { folder: string; data: string; print: Print; building: 'on' | 'off' }

const PATIENCE_MS = 5_000
/** Dies with the launcher, as every process it begins. */
const FLAGS = ['--import', import.meta.resolve('./with-parent.ts')]

/** Looks whether they are there; `begin` builds what is not, in a process of the lowest priority that nobody waits for. */
export function agentPackages({ folder, data, print, building }: Options): AgentPackages {
  let child: ChildProcess | undefined
  let wanted = true
  const state = building === 'off' ? 'off' : isCurrent(folder, targets()) ? 'current' : 'to-build'
  return {
    about: describe(state, folder),
    begin() {
      if (state === 'to-build' && wanted) child = build({ folder, data, print })
    },
    async stop() {
      wanted = false
      if (child) await end(child)
    },
  }
}

function describe(state: 'off' | 'current' | 'to-build', folder: string): string {
  switch (state) {
    case 'off':
      return 'The signing agent is offered as far as its packages were built (npm run agent:build).'
    case 'current':
      return `The signing agent is offered for download, packages in ${folder}.`
    case 'to-build':
      return 'The packages of the signing agent are built now, in the background; the portal offers them once they are there.'
  }
}

function build({ folder, data, print }: Omit<Options, 'building'>): ChildProcess {
  const child = spawn(process.execPath, [...FLAGS, 'scripts/build-agent.ts'], {
    // A group of its own, so that Ctrl-C reaches the launcher only, which then stops all in order.
    ...{ detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    env: { ...process.env, MOTCUA_DATA: data, MOTCUA_AGENT_PACKAGES: folder },
  })
  if (child.pid) lower(child.pid)
  child.once('error', error => print(`agent packages: ${error.message}`))
  for (const output of [child.stdout, child.stderr])
    if (output) createInterface({ input: output }).on('line', line => print(`agent packages: ${line}`))
  return child
}

function lower(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW)
  } catch {
    // Ended already, or the system allows no such thing: it is built all the same.
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const exit = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  await exit
  clearTimeout(timer)
}
