import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Kysely, sql } from 'kysely'
import { databaseUnreachable, migrate, openDb, pendingMigrations, uniqueViolation } from './db.ts'
import { type TestDb, testDb } from './test-db.ts'

type Tables = { people: { id: number; born: string; seen_at: Date; seal: Buffer } }

const migrations = {
  '001-people': {
    up: (db: Kysely<unknown>) =>
      sql`create table people (id int8 constraint one_of_each primary key, born date, seen_at timestamptz, seal bytea)`
        .execute(db)
        .then(() => undefined),
  },
}
const person = { id: 7, born: '2001-02-28', seen_at: new Date('2026-01-02T03:04:05.678Z'), seal: Buffer.from([0, 255]) }

let opened: TestDb<Tables>
before(async () => {
  opened = await testDb<Tables>(migrations)
})
after(() => opened.stop())

test('a row comes back as it was written: date as text, int8 as number, time as Date, bytes as Buffer', async () => {
  await opened.db.insertInto('people').values(person).execute()
  assert.deepEqual(await opened.db.selectFrom('people').selectAll().executeTakeFirst(), person)
})

test('an int8 beyond 2^53 is refused instead of rounded', async () => {
  await assert.rejects(sql`select 9007199254740993::int8 as n`.execute(opened.db), RangeError)
})

test('a unique violation is known by the name of its constraint, other errors are none', async () => {
  const { db } = opened
  await db
    .insertInto('people')
    .values({ ...person, id: 8 })
    .execute()
  const again = await db
    .insertInto('people')
    .values({ ...person, id: 8 })
    .execute()
    .catch(uniqueViolation)
  assert.equal(again, 'one_of_each')
  assert.equal(await sql`select 1/0`.execute(db).catch(uniqueViolation), undefined)
  assert.equal(uniqueViolation(new Error('one_of_each')), undefined)
})

test('two processes may migrate an empty database at the same moment', async () => {
  const empty = await testDb({})
  const later = {
    ...migrations,
    '002-more': { up: (db: Kysely<unknown>) => sql`create table more (n int)`.execute(db).then(() => undefined) },
  }
  const other = openDb<unknown>(empty.url)
  try {
    assert.deepEqual(await pendingMigrations(other, later), ['001-people', '002-more'])
    await Promise.all([migrate(empty.db, later), migrate(other, later)])
    assert.deepEqual(await pendingMigrations(other, later), [])
  } finally {
    await other.destroy()
    await empty.stop()
  }
})

test('a failing migration leaves nothing behind and is reported', async () => {
  const empty = await testDb({})
  const broken = {
    ...migrations,
    '002-broken': { up: (db: Kysely<unknown>) => sql`create tabel x`.execute(db).then(() => undefined) },
  }
  try {
    await assert.rejects(migrate(empty.db, broken), /syntax error/)
    const { rows } = await sql`select to_regclass('people') as people`.execute(empty.db)
    assert.deepEqual(rows, [{ people: null }])
  } finally {
    await empty.stop()
  }
})

test('two databases of the same template do not see each other', async () => {
  const other = await testDb<Tables>(migrations)
  try {
    await opened.db
      .insertInto('people')
      .values({ ...person, id: 99 })
      .execute()
    assert.deepEqual(await other.db.selectFrom('people').selectAll().execute(), [])
  } finally {
    await other.stop()
  }
})

test('a cut connection is told from a mistake of ours', async () => {
  const cut = await sql`select pg_terminate_backend(pg_backend_pid())`.execute(opened.db).catch(databaseUnreachable)
  assert.equal(cut, true)
  assert.equal(await sql`select nonsense`.execute(opened.db).catch(databaseUnreachable), false)
})
