import { mkdir, realpath, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { findBinaries } from './embedded-db/binaries.ts'
import { ensureCluster, socketFolder } from './embedded-db/cluster.ts'
import { keepRunning } from './embedded-db/keep-running.ts'
import { stopLeftovers } from './embedded-db/leftovers.ts'
import { takeOwnership } from './embedded-db/owner.ts'
import { choosePlace } from './embedded-db/place.ts'
import type { Durability } from './embedded-db/postmaster.ts'

export type EmbeddedDb = {
  kind: 'running'
  /** Connection URL of a database, over a unix socket; understood by `pg`, pg-boss and libpq. Stays the same over restarts. */
  url(database: string): string
  /** Creates the database unless it exists. @throws for names other than lower-case letters, digits and `_`. */
  ensureDatabase(name: string): Promise<void>
  /** Stops and starts the server, as an administrator would. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export type EmbeddedDbOptions = {
  /** Belongs to the database alone; made when missing. */
  folder: string
  /** `throw-away` may lose what it wrote, and the folder is removed at the end: for tests only. */
  durability?: Durability
  log?: (line: string) => void
  /** Where root moves the cluster when no other user can reach `folder`. */
  reachable?: string
}

/**
 * Starts a real PostgreSQL from the npm package as a child process, on a unix socket only. What a killed predecessor
 * left running is stopped first, and a cluster whose creation was cut short is created anew. `already-running` names
 * the process that holds the folder. A server that ends unasked is started again.
 */
export async function startEmbeddedDb(
  options: EmbeddedDbOptions,
): Promise<EmbeddedDb | { kind: 'already-running'; pid: number }> {
  await mkdir(options.folder, { recursive: true })
  const folder = await realpath(options.folder)
  const ownership = await takeOwnership(folder)
  if (ownership.kind === 'held') return { kind: 'already-running', pid: ownership.pid }
  try {
    return await startOwned({ ...options, folder }, ownership.release)
  } catch (error) {
    await ownership.release()
    throw error
  }
}

async function startOwned(options: EmbeddedDbOptions, release: () => Promise<void>): Promise<EmbeddedDb> {
  const { folder, durability = 'durable', log = () => undefined } = options
  await stopLeftovers(join(folder, 'cluster'))
  const place = await choosePlace(await findBinaries(), folder, options.reachable)
  await stopLeftovers(join(place.home, 'cluster'))
  const cluster = await ensureCluster(place)
  const sockets = await socketFolder(place)
  const logFile = join(folder, 'postgresql.log')
  await truncate(logFile).catch(() => undefined)
  const temporary = durability === 'throw-away' ? [sockets, folder] : [sockets]
  const server = await keepRunning({
    ...{ server: { place, cluster, sockets, durability, log: logFile }, temporary, log },
  })
  const url = (database: string) => `postgresql:///${database}?host=${encodeURIComponent(sockets)}&user=motcua`
  return {
    ...{ kind: 'running', url, restart: server.restart },
    ensureDatabase: name => ensureDatabase(url('postgres'), name),
    async stop() {
      await server.stop()
      for (const path of temporary) await rm(path, { recursive: true, force: true })
      if (durability === 'durable') await release()
    },
  }
}

/** Two processes may ask for the same database at once; the later one finds it made. */
async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`not a database name: ${name}`)
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(`create database ${name} template template0`)
  } catch (error) {
    const code = error instanceof pg.DatabaseError ? error.code : undefined
    if (code !== '42P04' && code !== '23505') throw error
  } finally {
    await client.end()
  }
}
