import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { after as later } from '@motcua/kit/clock.ts'
import { blindIndex } from '@motcua/kit/sealing.ts'
import { testDb } from '@motcua/kit/test-db.ts'
import { sql } from 'kysely'
import { signInMigrations } from '../migrations.ts'
import type { SignInTables } from '../tables.ts'
import { counterStore } from './counter-store.ts'
import { limits } from './limits.ts'

const { db, stop } = await testDb<SignInTables>(signInMigrations)
after(stop)

/** Limits at a time of their own, over the one table: every test names its own buckets. */
function world() {
  let now = new Date('2026-01-05T08:00:00Z')
  const index = blindIndex({ id: '1', key: randomBytes(32) })
  const start = now
  return {
    limits: limits({ db, index, clock: () => now }),
    pass: (seconds: number) => {
      now = later(now, seconds)
    },
    at: (seconds: number) => later(start, seconds),
  }
}

const quota = { max: 3, seconds: 60 }
const guard = { max: 3, seconds: 3600, block: 900, longest: 7200 }

async function fail({ limits }: ReturnType<typeof world>, times: number, name = 'x') {
  for (let n = 1; n <= times; n++) assert.deepEqual(await limits.attempt(name, guard), { kind: 'within', count: n })
}

test('a quota lets through as many as it says, then tells until when', async () => {
  const { limits, at } = world()
  for (let n = 1; n <= 3; n++) assert.deepEqual(await limits.use('x', quota), { kind: 'within', count: n })
  assert.deepEqual(await limits.use('x', quota), { kind: 'exceeded', until: at(60), beyond: 1 })
  assert.deepEqual(await limits.use('x', quota), { kind: 'exceeded', until: at(60), beyond: 2 })
})

test('the window of a quota runs from its first use and is never lengthened by refused ones', async () => {
  const { limits, pass, at } = world()
  for (let n = 0; n < 4; n++) await limits.use('x', quota)
  pass(59)
  assert.deepEqual(await limits.use('x', quota), { kind: 'exceeded', until: at(60), beyond: 2 })
  pass(1)
  assert.deepEqual(await limits.use('x', quota), { kind: 'within', count: 1 })
  assert.equal(await limits.count('x'), 1)
})

test('a window that runs from the last use holds no more than the quota wherever it begins', async () => {
  const { limits, pass, at } = world()
  const rolling = { ...quota, from: 'last' as const }
  for (const seconds of [0, 59, 59]) {
    pass(seconds)
    assert.equal((await limits.use('x', rolling)).kind, 'within')
  }
  assert.deepEqual(await limits.use('x', rolling), { kind: 'exceeded', until: at(178), beyond: 1 })
  pass(59)
  assert.deepEqual(await limits.use('x', rolling), { kind: 'exceeded', until: at(178), beyond: 2 }, 'not lengthened')
  pass(1)
  assert.deepEqual(await limits.use('x', rolling), { kind: 'within', count: 1 })
})

test('of 200 refused at once exactly one is the first', async () => {
  const { limits } = world()
  for (let n = 0; n < 3; n++) await limits.use('x', quota)
  const results = await Promise.all(Array.from({ length: 200 }, () => limits.use('x', quota)))
  assert.equal(results.filter(result => result.kind === 'exceeded' && result.beyond === 1).length, 1)
})

test('a use taken back is as if it had not been, and those of others stay', async () => {
  const { limits } = world()
  for (let n = 0; n < 3; n++) await limits.use('x', quota)
  await limits.takeBack('x')
  assert.equal(await limits.count('x'), 2)
  assert.deepEqual(await limits.use('x', quota), { kind: 'within', count: 3 })
  for (let n = 0; n < 5; n++) await limits.takeBack('x')
  assert.equal(await limits.count('x'), 0)
  await limits.takeBack('never used')
  assert.equal(await limits.count('never used'), 0)
})

test('200 uses at once of a new bucket count exactly', async () => {
  const { limits } = world()
  const results = await Promise.all(Array.from({ length: 200 }, () => limits.use('x', { max: 60, seconds: 60 })))
  assert.equal(results.filter(result => result.kind === 'within').length, 60)
  assert.equal(await limits.count('x'), 200)
})

test('of 200 tries at once exactly as many pass as the guard says', async () => {
  const { limits, at } = world()
  const results = await Promise.all(Array.from({ length: 200 }, () => limits.attempt('x', { ...guard, max: 10 })))
  const counts = results.flatMap(result => (result.kind === 'within' ? [result.count] : []))
  assert.deepEqual(
    counts.sort((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  )
  for (const result of results) if (result.kind === 'exceeded') assert.deepEqual(result.until, at(900))
})

test('of 200 tries at once after a block exactly one round passes', async () => {
  const all = world()
  await fail(all, 3)
  all.pass(900)
  const results = await Promise.all(Array.from({ length: 200 }, () => all.limits.attempt('x', guard)))
  assert.equal(results.filter(result => result.kind === 'within').length, 3)
})

test('a closed bucket refuses until its time, and tries while closed do not lengthen it', async () => {
  const all = world()
  await fail(all, 3)
  all.pass(899)
  for (let n = 0; n < 20; n++)
    assert.deepEqual(await all.limits.attempt('x', guard), { kind: 'exceeded', until: all.at(900) })
  all.pass(1)
  await fail(all, 3)
})

test('each further block is twice as long, up to the longest', async () => {
  const all = world()
  let start = 0
  for (const length of [900, 1800, 3600, 7200, 7200, 7200]) {
    await fail(all, 3)
    assert.deepEqual(await all.limits.attempt('x', guard), { kind: 'exceeded', until: all.at(start + length) })
    all.pass(length)
    start += length
  }
})

test('blocks stay at the longest after thousands of strikes', async () => {
  const all = world()
  await fail(all, 3)
  await sql`update counters set strikes = 5000 where blocked_until = ${all.at(900)} and strikes = 1`.execute(db)
  all.pass(900)
  await fail(all, 3)
  assert.deepEqual(await all.limits.attempt('x', guard), { kind: 'exceeded', until: all.at(900 + 7200) })
})

test('the doubling is forgiven once window and block are over for as long as the longest block', async () => {
  const all = world()
  await fail(all, 3)
  all.pass(3600 + 7199)
  await fail(all, 3)
  assert.deepEqual(await all.limits.attempt('x', guard), { kind: 'exceeded', until: all.at(3600 + 7199 + 1800) })
  const patient = world()
  await fail(patient, 3)
  patient.pass(3600 + 7200)
  await fail(patient, 3)
  assert.deepEqual(await patient.limits.attempt('x', guard), { kind: 'exceeded', until: patient.at(3600 + 7200 + 900) })
})

test('a long block closed late in its window does not forgive itself', async () => {
  const all = world()
  const slow = { ...guard, block: 7200 }
  await all.limits.attempt('x', slow)
  all.pass(3599)
  await all.limits.attempt('x', slow)
  await all.limits.attempt('x', slow)
  all.pass(7201)
  const eager = { ...slow, block: 900 }
  for (let n = 0; n < 3; n++) await all.limits.attempt('x', eager)
  assert.deepEqual(await all.limits.attempt('x', eager), { kind: 'exceeded', until: all.at(3599 + 7201 + 1800) })
})

test('failures older than the window count no more', async () => {
  const all = world()
  await fail(all, 2)
  all.pass(3600)
  await fail(all, 3)
})

test('a guard of one closes at the first try', async () => {
  const all = world()
  const one = { ...guard, max: 1 }
  assert.deepEqual(await all.limits.attempt('x', one), { kind: 'within', count: 1 })
  assert.deepEqual(await all.limits.attempt('x', one), { kind: 'exceeded', until: all.at(900) })
  all.pass(900)
  assert.deepEqual(await all.limits.attempt('x', one), { kind: 'within', count: 1 })
  assert.deepEqual(await all.limits.attempt('x', one), { kind: 'exceeded', until: all.at(900 + 1800) })
})

test('success forgets failures and block, of its own bucket only', async () => {
  const all = world()
  await fail(all, 3)
  await fail(all, 3, 'y')
  await all.limits.succeeded('x')
  await fail(all, 3)
  assert.equal((await all.limits.attempt('y', guard)).kind, 'exceeded')
})

test('counting looks at the running window only and counts nothing itself', async () => {
  const all = world()
  assert.equal(await all.limits.count('x'), 0)
  await fail(all, 2)
  assert.equal(await all.limits.count('x'), 2)
  assert.equal(await all.limits.count('x'), 2)
  all.pass(3600)
  assert.equal(await all.limits.count('x'), 0)
})

test('any name is a bucket, and the table shows none', async () => {
  const { limits } = world()
  const names = ['otp:+84912345678', '', 'a'.repeat(100_000), "'; drop table counters", '\u0000']
  for (const name of names) assert.deepEqual(await limits.use(name, quota), { kind: 'within', count: 1 })
  const rows = await sql<{ row: string }>`select counters::text as row, bucket from counters`.execute(db)
  const shown = rows.rows
    .map(({ row }) => row + Buffer.from(row.replace(/[^0-9a-f]/g, ''), 'hex').toString('latin1'))
    .join()
  assert.doesNotMatch(shown, /912345678|drop|otp/)
})

test('sweeping removes what is long over and keeps what still closes a bucket', async () => {
  const all = world()
  const long = { max: 1, seconds: 60, block: 30 * 86_400, longest: 30 * 86_400 }
  await all.limits.use('over', quota)
  await all.limits.attempt('closed', long)
  all.pass(2 * 86_400)
  await all.limits.use('fresh', quota)
  const before = await sql`select from counters`.execute(db)
  await counterStore(db).sweep(all.at(2 * 86_400))
  assert.ok((await sql`select from counters`.execute(db)).rows.length < before.rows.length)
  assert.equal((await all.limits.attempt('closed', long)).kind, 'exceeded')
  assert.equal(await all.limits.count('fresh'), 1)
})
