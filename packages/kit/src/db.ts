import { setTimeout as pause } from 'node:timers/promises'
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'

/** How long a query waits for a database that is restarting before it fails. */
const PATIENCE_MS = 8_000

const DATE = 1082
const INT8 = 20

/**
 * Opens a pool of at most `max` connections (10 by default) to a PostgreSQL URL, a unix socket included.
 * `date` comes back as 'YYYY-MM-DD', `int8` as number (refused beyond 2^53), `timestamptz` as Date, `bytea` as Buffer.
 * Uses no session state, so it works behind PgBouncer in transaction mode. A restart of the database is survived:
 * connecting is tried again for some seconds; only the statements that were under way fail.
 */
export function openDb<T>(url: string, options: { max?: number } = {}): Kysely<T> {
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 10, types: { getTypeParser } })
  // A connection that breaks, idle or in use, fails its query and leaves the pool; unheard, it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', client => client.on('error', () => undefined))
  return new Kysely<T>({ dialect: new PostgresDialect({ pool: patient(pool) }) })
}

/** Runs the migrations not yet run, in the order of their names, each in a transaction. Safe to start twice at once. */
export async function migrate<T>(db: Kysely<T>, migrations: Record<string, Migration>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** Names of the migrations that this database still lacks. */
export async function pendingMigrations<T>(db: Kysely<T>, migrations: Record<string, Migration>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const known = await migrator.getMigrations()
  return known.filter(migration => migration.executedAt === undefined).map(migration => migration.name)
}

/** The name of the unique constraint that an error speaks of (SQLSTATE 23505), or undefined for any other error. */
export function uniqueViolation(error: unknown): string | undefined {
  if (!(error instanceof pg.DatabaseError) || error.code !== '23505') return undefined
  return error.constraint
}

const GONE = ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P03', '08006']

/** Whether an error says that the database cannot be reached now (stopped, starting, connection cut), not that we erred. */
export function databaseUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return GONE.includes(code) || /^Connection terminated|not queryable|^timeout exceeded when/.test(error.message)
}

const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) => {
  if (format !== 'binary' && oid === DATE) return (text: string) => text
  if (format !== 'binary' && oid === INT8) return safeInteger
  return pg.types.getTypeParser(oid, format)
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError('int8 beyond 2^53')
  return value
}

/** The pool, but getting a connection is tried again while the database restarts. Nothing was sent yet, so nothing repeats. */
function patient(pool: pg.Pool): PostgresPool {
  return {
    options: {},
    connect: () => connectWithin(pool, Date.now() + PATIENCE_MS),
    end: () => pool.end(),
  }
}

async function connectWithin(pool: pg.Pool, deadline: number): Promise<PostgresPoolClient> {
  try {
    return leavingWhenCut(await pool.connect())
  } catch (error) {
    if (!databaseUnreachable(error) || Date.now() > deadline) throw error
    await pause(100)
    return connectWithin(pool, deadline)
  }
}

/** The server announces its end before the socket closes: a client that heard of it must not go back to the pool. */
function leavingWhenCut(client: pg.PoolClient): PostgresPoolClient {
  let cut = false
  const query = (text: string, values: unknown[]) =>
    client.query(text, values).catch((error: unknown) => {
      cut ||= databaseUnreachable(error)
      throw error
    })
  const release = (discard?: boolean) => client.release(discard || cut)
  return Object.assign(Object.create(client), { query, release })
}
