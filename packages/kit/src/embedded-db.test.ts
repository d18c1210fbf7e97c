import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { openDb } from './db.ts'
import { type EmbeddedDb, startEmbeddedDb } from './embedded-db.ts'

const folder = await mkdtemp(join(tmpdir(), 'motcua-embedded-'))
after(() => rm(folder, { recursive: true, force: true }))

async function started(): Promise<EmbeddedDb> {
  const db = await startEmbeddedDb({ folder })
  assert.equal(db.kind, 'running')
  if (db.kind !== 'running') throw new Error('unreachable')
  await db.ensureDatabase('national')
  return db
}

async function counted(db: EmbeddedDb): Promise<number> {
  const opened = openDb<unknown>(db.url('national'))
  await sql`create table if not exists visits (n int)`.execute(opened)
  await sql`insert into visits values (1)`.execute(opened)
  const { rows } = await sql<{ n: number }>`select count(*) as n from visits`.execute(opened)
  await opened.destroy()
  return rows[0]?.n ?? 0
}

/** Another process that owns the same folder, once its database is up and has counted a visit. */
async function owner(): Promise<ChildProcess> {
  const here = (file: string) => JSON.stringify(import.meta.resolve(file))
  const code = `
    import { startEmbeddedDb } from ${here('./embedded-db.ts')}
    import pg from ${JSON.stringify(import.meta.resolve('pg'))}
    const db = await startEmbeddedDb({ folder: ${JSON.stringify(folder)} })
    const client = new pg.Client({ connectionString: db.url('national') })
    client.on('error', () => undefined)
    await client.connect()
    await client.query('insert into visits values (1)')
    console.log('up')
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    ...{ stdio: ['ignore', 'pipe', 'inherit'] },
  })
  if (child.stdout) await once(child.stdout, 'data')
  return child
}

async function killed(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

const postmaster = async () => Number((await readFile(join(folder, 'cluster/postmaster.pid'), 'utf8')).split('\n')[0])

test('what was written is there after a stop and a start, and no TCP port is open', async () => {
  const first = await started()
  assert.equal(await counted(first), 1)
  const opened = openDb<unknown>(first.url('national'))
  const { rows } =
    await sql`select current_setting('listen_addresses') as tcp, current_setting('fsync') as fsync`.execute(opened)
  assert.deepEqual(rows, [{ tcp: '', fsync: 'on' }])
  await opened.destroy()
  await first.stop()
  const second = await started()
  assert.equal(await counted(second), 2)
  await second.stop()
})

test('a second start on the same folder is refused and names the process', async () => {
  const db = await started()
  assert.deepEqual(await startEmbeddedDb({ folder }), { kind: 'already-running', pid: process.pid })
  await db.stop()
})

test('when the owner and its server are killed, the next start comes up with everything saved', async () => {
  const child = await owner()
  process.kill(await postmaster(), 'SIGKILL')
  await killed(child)
  const db = await started()
  assert.equal(await counted(db), 4)
  await db.stop()
})

test('a server left running by a killed owner is stopped and its cluster taken over', async () => {
  const child = await owner()
  const orphan = await postmaster()
  process.kill(orphan, 'SIGSTOP')
  await killed(child)
  process.kill(orphan, 'SIGCONT')
  const db = await started()
  assert.notEqual(await postmaster(), orphan)
  assert.equal(await counted(db), 6)
  await db.stop()
})

test('a server that ends unasked is started again under the same address', async () => {
  const db = await started()
  const opened = openDb<unknown>(db.url('national'))
  await sql`select 1`.execute(opened)
  process.kill(await postmaster(), 'SIGKILL')
  await new Promise(resolve => setTimeout(resolve, 50))
  await sql`select 1`.execute(opened)
  await opened.destroy()
  await db.stop()
})

test('a pool outlives a restart of the server under load', async () => {
  const db = await started()
  const opened = openDb<unknown>(db.url('national'), { max: 4 })
  await sql`select 1`.execute(opened)
  const restarting = db.restart()
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => sql`select pg_sleep(0.01)`.execute(opened)))
  await restarting
  assert.ok(answers.some(answer => answer.status === 'fulfilled'))
  await sql`select 1`.execute(opened)
  await opened.destroy()
  await db.stop()
})

test('a cluster whose creation was cut short is made anew', async () => {
  const half = await mkdtemp(join(tmpdir(), 'motcua-embedded-'))
  await mkdir(join(half, 'cluster.new.1'))
  await writeFile(join(half, 'cluster.new.1', 'PG_VERSION'), '18')
  const db = await startEmbeddedDb({ folder: half, durability: 'throw-away' })
  assert.equal(db.kind, 'running')
  assert.deepEqual(
    (await readdir(half)).filter(name => name.startsWith('cluster')),
    ['cluster'],
  )
  if (db.kind === 'running') await db.stop()
  await assert.rejects(readdir(half), { code: 'ENOENT' })
})

test('a database name that would need quoting is refused', async () => {
  const db = await started()
  await assert.rejects(db.ensureDatabase('x; drop database national'), /not a database name/)
  await db.stop()
})
