import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive } from './owner.ts'
import type { Place } from './place.ts'
import { spawnAs } from './run-as.ts'

export type Durability = 'durable' | 'throw-away'

export type PostmasterOptions = { place: Place; cluster: string; sockets: string; log: string; durability: Durability }

/** Small, since it shares a machine with everything else; no TCP; statements and values stay out of its log. */
const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  shared_buffers: '24MB',
  max_connections: '100',
  jit: 'off',
  io_method: 'sync',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_worker_processes: '2',
  max_logical_replication_workers: '0',
  max_wal_senders: '0',
  wal_level: 'minimal',
  min_wal_size: '16MB',
  max_wal_size: '128MB',
  autovacuum_worker_slots: '2',
  autovacuum_max_workers: '1',
  huge_pages: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}
const THROW_AWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }

/** Starts the database server and returns once it takes connections. @throws with the end of its log when it does not. */
export async function startPostmaster(options: PostmasterOptions): Promise<ChildProcess> {
  const { place, cluster, sockets, log, durability } = options
  const settings = { ...SETTINGS, ...(durability === 'throw-away' ? THROW_AWAY : {}), unix_socket_directories: sockets }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const output = openSync(log, 'a')
  const child = spawnAs(
    place.as,
    join(place.native, 'bin/postgres'),
    ['-D', cluster, ...args],
    ['ignore', output, output],
  )
  closeSync(output)
  child.unref()
  await ready(child, cluster, log)
  return child
}

/** The server itself writes `ready` into the eighth line of its pid file; the same thing pg_ctl waits for. */
async function ready(child: ChildProcess, cluster: string, log: string): Promise<void> {
  let failure: Error | undefined
  child.once('error', error => {
    failure = error
  })
  for (;;) {
    if (failure) throw failure
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`PostgreSQL did not start: ${await tail(log)}`)
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return
    await pause(10)
  }
}

async function tail(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '')
  return text.trim().split('\n').slice(-6).join('\n')
}

/** Stops a server: open transactions are rolled back first; one that does not answer is stopped harder after `graceMs`. */
export async function stopPostmaster(pid: number, graceMs = 8_000): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!signalTo(pid, signal)) return
    if (await gone(pid, graceMs)) return
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop`)
}

function signalTo(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

async function gone(pid: number, withinMs: number): Promise<boolean> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await pause(20)) {
    if (!isAlive(pid)) return true
  }
  return false
}

/** Waits for the end of its input, then for the server to end (a zombie has), at most 15 s. */
const WATCH = `p=$1; shift; read -r _; kill -INT "$p"
for i in $(seq 150); do kill -0 "$p" || break; grep -q '^State:.*[ZX] ' "/proc/$p/status" && break; sleep 0.1; done
rm -rf -- "$@"`

/**
 * A shell that outlives this process by a moment: when its input closes (we ended, even by SIGKILL), it stops the
 * server and removes `folders`. Returns the function that dismisses it.
 */
export function watchOver(pid: number, folders: string[]): () => Promise<void> {
  const shell = spawn('/bin/sh', ['-c', WATCH, 'sh', String(pid), ...folders], {
    ...{ cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
  })
  shell.unref()
  if (shell.stdin && 'unref' in shell.stdin && typeof shell.stdin.unref === 'function') shell.stdin.unref()
  return async () => {
    if (shell.exitCode !== null || shell.signalCode !== null) return
    shell.ref()
    shell.kill('SIGKILL')
    await once(shell, 'exit')
  }
}
