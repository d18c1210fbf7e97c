import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

/** Proportional set size of every process that `npm start` runs, npm itself included, some seconds after `ready`. */
const LIMIT_MB = 500
const IDLE_MS = 5_000
const PORT = 28_000

const folder = await mkdtemp(join(tmpdir(), 'motcua-memory-'))
const child = spawn('npm', ['start'], {
  ...{ detached: true, stdio: ['ignore', 'pipe', 'inherit'] },
  env: { ...process.env, MOTCUA_DATA: folder, MOTCUA_PORT: String(PORT) },
})
try {
  await readyLine()
  await pause(IDLE_MS)
  const sizes = await Promise.all((await treeOf(child.pid ?? 0)).map(measured))
  const total = sizes.reduce((sum, { mb }) => sum + mb, 0)
  for (const { mb, command } of sizes.sort((a, b) => b.mb - a.mb))
    console.log(`${mb.toFixed(1).padStart(7)} MB  ${command}`)
  console.log(`${total.toFixed(1).padStart(7)} MB of at most ${LIMIT_MB}`)
  process.exitCode = total > LIMIT_MB ? 1 : 0
} finally {
  const exit = new Promise(resolve => child.once('exit', resolve))
  process.kill(-(child.pid ?? 0), 'SIGTERM')
  await exit
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
}

function readyLine(): Promise<void> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', line => line === 'ready' && resolve())
    child.once('exit', code => reject(new Error(`npm start ended with status ${code}`)))
  })
}

/** A process and all that descend from it. */
async function treeOf(root: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number)
  const parents = new Map(await Promise.all(pids.map(async pid => [pid, await parentOf(pid)] as const)))
  const below = (pid: number): number[] => [pid, ...pids.filter(each => parents.get(each) === pid).flatMap(below)]
  return below(root)
}

async function parentOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

async function measured(pid: number): Promise<{ mb: number; command: string }> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ').trim()
  return { mb: Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024, command: command.slice(-90) }
}
