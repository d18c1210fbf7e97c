import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, afterEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Kysely, sql } from 'kysely'
import pino from 'pino'
import { openDb } from './db.ts'
import { type JobKind, type JobOutcome, type Jobs, jobs, type RecurringJob } from './jobs.ts'
import { sealer } from './sealing.ts'
import { startTestServer, testDb } from './test-db.ts'

type Tables = { things: { name: string } }

const { db, url, stop } = await testDb<Tables>({
  '001': {
    up: async (db: Kysely<unknown>) => {
      await sql`create table things (name text not null)`.execute(db)
    },
  },
})
after(stop)

const sealing = sealer({ current: 'k', keys: { k: randomBytes(32) } })
const lines: string[] = []
const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) })

/** A kind with a queue of its own that notes what it was given; `answers` are its outcomes in order, then `done`. */
function kindThat(...answers: (JobOutcome | Error)[]) {
  const given: unknown[] = []
  const kind: JobKind = {
    ...{ name: `kind-${randomUUID()}`, retrySeconds: 1, retries: 3 },
    async run(payload) {
      given.push(payload)
      const answer = answers.shift() ?? 'done'
      if (answer instanceof Error) throw answer
      return answer
    },
  }
  return { kind, given }
}

/** Stopped after each test, also after a failed one: workers would keep the process alive. */
const opened: Jobs[] = []
afterEach(() => Promise.all(opened.splice(0).map(all => all.stop())))

async function started(kinds: JobKind[], recurring: RecurringJob[] = []): Promise<Jobs> {
  const all = jobs({ url, sealer: sealing, log })
  opened.push(all)
  await all.start(kinds, recurring)
  return all
}

async function until(holds: () => boolean | Promise<boolean>, seconds = 15): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !(await holds()); await sleep(20))
    assert.ok(Date.now() < end, `still not: ${holds}`)
}

/** Long enough for a worker to have looked at its queue twice. */
const aWhile = () => sleep(1300)

async function jobRows(name: string): Promise<{ state: string; row: string }[]> {
  const { rows } = await sql<{ state: string; row: string }>`
    select state, job::text as row from jobs.job where name = ${name}`.execute(db)
  return rows
}

test('a job enqueued with a change that is saved is done once, with its payload', async () => {
  const { kind, given } = kindThat()
  const all = await started([kind])
  await db.transaction().execute(async tx => {
    await tx.insertInto('things').values({ name: 'saved' }).execute()
    await all.enqueue(tx, { name: kind.name, payload: { to: '0912345678', name: 'Nguyễn Văn An' } })
    await aWhile()
    assert.deepEqual(given, [], 'not before the change is saved')
  })
  await until(() => given.length > 0)
  await aWhile()
  assert.deepEqual(given, [{ to: '0912345678', name: 'Nguyễn Văn An' }])
  await all.stop()
})

test('a job enqueued with a change that is undone is never done', async () => {
  const { kind, given } = kindThat()
  const all = await started([kind])
  const undone = db.transaction().execute(async tx => {
    await all.enqueue(tx, { name: kind.name, payload: {} })
    throw new Error('undone')
  })
  await assert.rejects(undone, /undone/)
  await aWhile()
  assert.deepEqual(given, [])
  assert.deepEqual(await jobRows(kind.name), [])
  await all.stop()
})

test('the table shows neither payload nor what went wrong with it', async () => {
  const { kind, given } = kindThat(new Error('550 mailbox an.nguyen@example.vn unavailable'))
  const all = await started([{ ...kind, retrySeconds: 60 }])
  await all.enqueue(db, { name: kind.name, payload: { to: '0912345678', mail: 'an.nguyen@example.vn' } })
  await until(async () => (await jobRows(kind.name)).some(({ state }) => state === 'retry'))
  await all.stop()
  const [job] = await jobRows(kind.name)
  const decoded = (job?.row ?? '').split(/["\\.]/).map(part => Buffer.from(part, 'base64url').toString('latin1'))
  for (const text of [job?.row ?? assert.fail(), ...decoded]) assert.doesNotMatch(text, /0912345678|example/)
  assert.match(job?.row ?? '', /tried again/)
  assert.equal(given.length, 1)
  assert.ok(lines.some(line => line.includes('job failed') && line.includes(kind.name)))
})

test('a job put off, or failing by a bug, is tried again with growing pauses until it is done', async () => {
  const { kind, given } = kindThat('later', new Error('bug'))
  const all = await started([kind])
  await all.enqueue(db, { name: kind.name, payload: 1 })
  await until(() => given.length === 3)
  await until(async () => (await jobRows(kind.name))[0]?.state === 'completed')
  assert.deepEqual(given, [1, 1, 1])
  await all.stop()
})

test('a job is given up after its retries', async () => {
  const { kind, given } = kindThat('later', 'later', 'later')
  const all = await started([{ ...kind, retries: 1 }])
  await all.enqueue(db, { name: kind.name, payload: 1 })
  await until(async () => (await jobRows(kind.name))[0]?.state === 'failed')
  assert.equal(given.length, 2)
  await all.stop()
})

test('the pauses between tries grow no longer than said', async () => {
  const { kind } = kindThat('later')
  const all = await started([{ ...kind, retrySeconds: 1000, longestRetrySeconds: 50 }])
  await all.enqueue(db, { name: kind.name, payload: 1 })
  await until(async () => (await jobRows(kind.name))[0]?.state === 'retry')
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from start_after - now())::int as seconds from jobs.job where name = ${kind.name}`.execute(db)
  assert.ok(rows[0] && rows[0].seconds > 40 && rows[0].seconds <= 50, `${rows[0]?.seconds} s`)
  await all.stop()
})

test('of jobs taken together one that fails takes no other with it, and none waits for a slow one', async () => {
  const given: unknown[] = []
  const release = Promise.withResolvers<void>()
  const { kind } = kindThat()
  const all = await started([])
  for (let n = 0; n < 5; n++) await all.enqueue(db, { name: kind.name, payload: n })
  const worker = await started([
    {
      ...{ name: kind.name, retrySeconds: 1, retries: 3 },
      async run(payload) {
        given.push(payload)
        if (payload === 0) await release.promise
        return payload === 1 && given.filter(one => one === 1).length === 1 ? 'later' : 'done'
      },
    },
  ])
  await until(() => given.length === 5)
  release.resolve()
  await until(() => given.length === 6)
  await until(async () => (await jobRows(kind.name)).every(({ state }) => state === 'completed'))
  assert.deepEqual(given.map(Number).sort(), [0, 1, 1, 2, 3, 4])
  for (const each of [all, worker]) await each.stop()
})

test('many waiting jobs are done without a pause between them', async () => {
  const { kind, given } = kindThat()
  const web = await started([])
  for (let n = 0; n < 60; n++) await web.enqueue(db, { name: kind.name, payload: n })
  const begun = performance.now()
  const worker = await started([kind])
  await until(() => given.length === 60)
  assert.ok(performance.now() - begun < 5_000, `${performance.now() - begun} ms`)
  for (const each of [web, worker]) await each.stop()
})

test('a dropped job is not tried again', async () => {
  const { kind, given } = kindThat('dropped')
  const all = await started([kind])
  await all.enqueue(db, { name: kind.name, payload: 1 })
  await until(async () => (await jobRows(kind.name))[0]?.state === 'completed')
  await sleep(2500)
  assert.equal(given.length, 1)
  await all.stop()
})

test('a job sealed with a lost key, or moved from another kind, is dropped and its worker goes on', async () => {
  const { kind, given } = kindThat()
  const all = await started([kind])
  const foreign = jobs({ url, sealer: sealer({ current: 'k', keys: { k: randomBytes(32) } }), log })
  await foreign.start([], [])
  await foreign.enqueue(db, { name: kind.name, payload: 'foreign' })
  await foreign.stop()
  await until(async () => (await jobRows(kind.name)).some(({ state }) => state === 'completed'))
  await all.enqueue(db, { name: kind.name, payload: 'own' })
  await until(() => given.length > 0)
  assert.deepEqual(given, ['own'])
  await all.stop()
})

test('of two processes one does each job', async () => {
  const { kind, given } = kindThat()
  const both = [await started([kind]), await started([kind])]
  const payloads = Array.from({ length: 10 }, (_, n) => n)
  for (const payload of payloads) await both[payload % 2]?.enqueue(db, { name: kind.name, payload })
  await until(() => given.length >= 10)
  await aWhile()
  assert.deepEqual(
    given.map(Number).sort((a, b) => a - b),
    payloads,
  )
  for (const all of both) await all.stop()
})

test('a job of a kind nobody works on yet waits in the saved change and is done once somebody does', async () => {
  const { kind, given } = kindThat()
  const web = await started([])
  await db.transaction().execute(async tx => {
    await tx.insertInto('things').values({ name: kind.name }).execute()
    await web.enqueue(tx, { name: kind.name, payload: 1 })
  })
  assert.equal((await db.selectFrom('things').where('name', '=', kind.name).selectAll().execute()).length, 1)
  const worker = await started([kind])
  await until(() => given.length > 0)
  for (const all of [web, worker]) await all.stop()
})

test('jobs enqueued while no process runs are done after the next start', async () => {
  const { kind, given } = kindThat()
  const before = await started([{ ...kind, name: `other-${kind.name}` }])
  await before.enqueue(db, { name: kind.name, payload: 'kept' })
  await before.stop()
  const next = await started([kind])
  await until(() => given.length > 0)
  assert.deepEqual(given, ['kept'])
  await next.stop()
})

test('changed retries of a kind hold for jobs enqueued after the next start', async () => {
  const { kind, given } = kindThat('later', 'later')
  await (await started([kind])).stop()
  const all = await started([{ ...kind, retries: 0 }])
  await all.enqueue(db, { name: kind.name, payload: 1 })
  await until(async () => (await jobRows(kind.name))[0]?.state === 'failed')
  assert.equal(given.length, 1)
  await all.stop()
})

test('workers go on after all connections were cut', async () => {
  const { kind, given } = kindThat()
  const all = await started([kind])
  for (let round = 1; round <= 3; round++) {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(db)
    await sleep(200)
    await all.enqueue(db, { name: kind.name, payload: round })
    await until(() => given.length >= round)
  }
  assert.deepEqual(given, [1, 2, 3])
  await all.stop()
})

test('a worker survives a restart of the database, and does what was enqueued before it', async () => {
  const server = await startTestServer()
  await server.ensureDatabase('restarted')
  const { kind, given } = kindThat()
  const all = jobs({ url: server.url('restarted'), sealer: sealing, log })
  await all.start([kind], [])
  const own = openDb<Tables>(server.url('restarted'))
  await all.enqueue(own, { name: kind.name, payload: 'before' })
  await server.restart()
  await all.enqueue(own, { name: kind.name, payload: 'after' })
  await until(() => given.length === 2)
  assert.deepEqual(given.sort(), ['after', 'before'])
  await all.stop()
  await own.destroy()
  await server.stop()
})

test('recurring work runs at once and again, one run at a time, and outlives its failures', async () => {
  let [runs, busy, most] = [0, 0, 0]
  const run = async () => {
    most = Math.max(most, ++busy)
    runs++
    await sleep(60)
    busy--
    if (runs === 1) throw new Error('first run')
  }
  const all = await started([], [{ name: 'tidy', everySeconds: 0.02, run }])
  await until(() => runs >= 3)
  await all.stop()
  const [ran, still] = [runs, busy]
  await sleep(150)
  assert.deepEqual([most, still, runs], [1, 0, ran])
})

test('recurring work that throws before its first wait does no harm', async () => {
  let runs = 0
  const run = () => {
    runs++
    throw new Error('at once')
  }
  const all = await started([], [{ name: 'hasty', everySeconds: 0.02, run }])
  await until(() => runs >= 3)
  await all.stop()
})

test('stopping waits for the job under way and closes all connections', async () => {
  let finished = false
  const running = Promise.withResolvers<void>()
  const { kind } = kindThat()
  const all = await started([
    {
      ...kind,
      run: async () => {
        running.resolve()
        await sleep(700)
        finished = true
        return 'done'
      },
    },
  ])
  await all.enqueue(db, { name: kind.name, payload: 1 })
  await running.promise
  await all.stop()
  assert.ok(finished)
  assert.equal((await jobRows(kind.name))[0]?.state, 'completed')
  const open = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and application_name like 'pgboss%'`.execute(db)
  assert.equal(open.rows[0]?.n, 0)
})

test('a process that stopped its jobs ends by itself', async () => {
  const script = `
    import { jobs } from ${JSON.stringify(new URL('./jobs.ts', import.meta.url).href)}
    const log = { warn() {}, error() {} }
    const all = jobs({ url: ${JSON.stringify(url)}, sealer: { seal: text => text, unseal: text => text }, log })
    await all.start([{ name: 'short', retries: 1, retrySeconds: 1, run: async () => 'done' }],
      [{ name: 'tidy', everySeconds: 1, run: async () => undefined }])
    await all.stop()`
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { timeout: 15_000 })
})
