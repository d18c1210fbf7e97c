import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import pg from 'pg'
import { migrate, openDb } from './db.ts'
import { type EmbeddedDb, startEmbeddedDb } from './embedded-db.ts'

export type TestDb<T> = { db: Kysely<T>; url: string; stop(): Promise<void> }

/** Announced by `npm test`: the URL of the database `postgres` on the server that the whole run shares. */
const SHARED = process.env.MOTCUA_TEST_DB

/**
 * A fresh database with `migrations` run, for one test file. It is a copy of a template made once for each set of
 * migrations (by their names and sources). On the server that `npm test` started or, in a single run of
 * `node --test`, on one started for this process, which ends with it.
 */
export async function testDb<T>(migrations: Record<string, Migration>): Promise<TestDb<T>> {
  const admin = SHARED ?? (await ownServer()).url('postgres')
  const template = await ensureTemplate(admin, migrations)
  const name = `t_${randomBytes(8).toString('hex')}`
  await asAdmin(admin, client => client.query(`create database ${name} template ${template}`))
  const url = urlOf(admin, name)
  const db = openDb<T>(url)
  return {
    ...{ db, url },
    async stop() {
      await db.destroy()
      await asAdmin(admin, client => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}

let own: Promise<EmbeddedDb> | undefined

/** Not awaited at the end: the server is stopped and its folder removed as soon as this process is gone. */
function ownServer(): Promise<EmbeddedDb> {
  own ??= startTestServer()
  return own
}

/** A PostgreSQL that may lose what it wrote, in a folder of its own that goes with it. */
export async function startTestServer(): Promise<EmbeddedDb> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-test-'))
  const started = await startEmbeddedDb({ folder, durability: 'throw-away' })
  if (started.kind === 'already-running') throw new Error(`${folder} is in use`)
  return started
}

/** Made under another name and renamed, so that a template is always whole; one process makes it, the others wait. */
async function ensureTemplate(admin: string, migrations: Record<string, Migration>): Promise<string> {
  const sources = Object.entries(migrations).map(([name, { up }]) => `${name}:${up}`)
  const name = `m_${createHash('sha256').update(sources.join()).digest('hex').slice(0, 16)}`
  await asAdmin(admin, async client => {
    await client.query('select pg_advisory_lock(hashtext($1))', [name])
    const made = await client.query('select 1 from pg_database where datname = $1', [name])
    if (made.rowCount === 0) await makeTemplate(admin, client, { name, migrations })
  })
  return name
}

type Template = { name: string; migrations: Record<string, Migration> }

async function makeTemplate(admin: string, client: pg.Client, { name, migrations }: Template): Promise<void> {
  await client.query(`drop database if exists ${name}_new with (force)`)
  await client.query(`create database ${name}_new template template0`)
  const db = openDb<unknown>(urlOf(admin, `${name}_new`), { max: 2 })
  try {
    await migrate(db, migrations)
  } finally {
    await db.destroy()
  }
  await renameOnceLeft(client, name)
}

/** A closed connection's backend lives a moment longer than its client knows. */
async function renameOnceLeft(client: pg.Client, name: string): Promise<void> {
  const left = 'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1'
  await client.query(left, [`${name}_new`])
  await client.query(`alter database ${name}_new rename to ${name}`)
}

async function asAdmin(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function urlOf(admin: string, database: string): string {
  return admin.replace(/\/postgres\?/, `/${database}?`)
}
