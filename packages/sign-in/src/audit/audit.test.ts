import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, beforeEach, test } from 'node:test'
import { sealer } from '@motcua/kit/sealing.ts'
import { testDb } from '@motcua/kit/test-db.ts'
import { sql } from 'kysely'
import { signInMigrations } from '../migrations.ts'
import type { SignInTables } from '../tables.ts'
import { audit } from './audit.ts'
import { chainAudit, checkAuditChain } from './chain.ts'

const { db, stop } = await testDb<SignInTables>(signInMigrations)
after(stop)

const sealing = sealer({ current: 'k', keys: { k: randomBytes(32) } })
const write = audit({ sealer: sealing, clock: () => new Date('2026-01-05T08:00:00.123Z') })

/** As somebody would who owns the database: without its guards. */
async function tamper(statement: string): Promise<void> {
  await db.transaction().execute(async tx => {
    await sql`alter table audit disable trigger all`.execute(tx)
    await sql.raw(statement).execute(tx)
    await sql`alter table audit enable trigger all`.execute(tx)
  })
}

beforeEach(() => tamper('truncate audit restart identity'))

async function writeMany(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await write(db, { event: 'signed-in', details: { n } })
}

async function chainAll(): Promise<number[]> {
  const batches: number[] = []
  do batches.push(await chainAudit(db))
  while (batches.at(-1) !== 0)
  return batches
}

test('an event is kept with its account, session and sealed details', async () => {
  const [accountId, sessionId] = [randomUUID(), randomUUID()]
  await write(db, { event: 'signed-in', accountId, sessionId, details: { phone: '0912345678' } })
  const row = await db.selectFrom('audit').selectAll().executeTakeFirstOrThrow()
  assert.deepEqual([row.id, row.event, row.account_id, row.session_id], [1, 'signed-in', accountId, sessionId])
  assert.deepEqual(row.at, new Date('2026-01-05T08:00:00.123Z'))
  assert.ok(!JSON.stringify(row).includes('0912345678'))
  assert.equal(sealing.unseal(row.details, 'audit.details:signed-in'), '{"phone":"0912345678"}')
  assert.equal(sealing.unseal(row.details, 'audit.details:signed-out'), undefined)
})

test('an event is kept only if the change it tells of is', async () => {
  const failing = db.transaction().execute(async tx => {
    await write(tx, { event: 'account-opened' })
    throw new Error('undone')
  })
  await assert.rejects(failing, /undone/)
  assert.deepEqual(await db.selectFrom('audit').selectAll().execute(), [])
})

const forbidden: [what: string, statement: string][] = [
  ['changing an event', "update audit set event = 'x'"],
  ['changing details', "update audit set details = 'x'"],
  ['changing the time', 'update audit set at = now()'],
  ['changing whom it is about', 'update audit set account_id = gen_random_uuid()'],
  ['renumbering', 'update audit set id = default'],
  ['an update that changes nothing', 'update audit set event = event'],
  ['deleting', 'delete from audit'],
  ['emptying the table', 'truncate audit'],
  ['a link that comes with another change', "update audit set hash = '\\x00', event = 'x'"],
]

for (const [what, statement] of forbidden)
  test(`the table refuses ${what}, chained or not`, async () => {
    await writeMany(2)
    await assert.rejects(sql.raw(statement).execute(db), /append-only|identity/)
    await chainAll()
    await assert.rejects(sql.raw(statement).execute(db), /append-only|identity/)
    assert.deepEqual(await checkAuditChain(db), { kind: 'whole', rows: 2 })
  })

test('a link is given once and never changed or taken away', async () => {
  await writeMany(1)
  await chainAll()
  for (const hash of ["'\\x00'", 'null'])
    await assert.rejects(sql.raw(`update audit set hash = ${hash}`).execute(db), /append-only/)
})

test('an untouched trail is whole, an empty one too', async () => {
  assert.deepEqual(await checkAuditChain(db), { kind: 'whole', rows: 0 })
  await writeMany(5)
  await chainAll()
  assert.deepEqual(await checkAuditChain(db), { kind: 'whole', rows: 5 })
})

test('chaining goes on in batches where it stopped', async () => {
  await sql`insert into audit (at, event, details) select now(), 'signed-in', n::text from generate_series(1, 1200) n`.execute(
    db,
  )
  assert.deepEqual(await chainAll(), [500, 500, 200, 0])
  await writeMany(3)
  assert.deepEqual(await checkAuditChain(db), { kind: 'whole', rows: 1200 })
  assert.deepEqual(await chainAll(), [3, 0])
  assert.deepEqual(await checkAuditChain(db), { kind: 'whole', rows: 1203 })
})

const tampering: [what: string, statement: string, at: number][] = [
  ['a changed event', "update audit set event = 'x' where id = 3", 3],
  ['changed details', "update audit set details = 'x' where id = 3", 3],
  ['a changed time', "update audit set at = at + interval '1 ms' where id = 3", 3],
  ['another account', 'update audit set account_id = gen_random_uuid() where id = 3', 3],
  ['another session', 'update audit set session_id = gen_random_uuid() where id = 3', 3],
  ['a removed row', 'delete from audit where id = 3', 4],
  ['the first row removed', 'delete from audit where id = 1', 2],
  [
    'two rows exchanged',
    'update audit a set details = b.details from audit b where a.id in (3, 4) and b.id = 7 - a.id',
    3,
  ],
  ['a row taken out of the chain', 'update audit set hash = null where id = 3', 4],
  [
    'a row put before all others',
    "insert into audit (id, at, event, details, hash) overriding system value values (0, now(), 'x', '', '\\x00')",
    0,
  ],
]

for (const [what, statement, at] of tampering)
  test(`${what} is found, also after further rows were chained`, async () => {
    await writeMany(5)
    await chainAll()
    await tamper(statement)
    assert.deepEqual(await checkAuditChain(db), { kind: 'broken', at })
    await writeMany(2)
    await chainAll()
    assert.equal((await checkAuditChain(db)).kind, 'broken')
  })

test('rows of many writers at once, some undone and some slow, make one whole chain', async () => {
  const writing = Array.from({ length: 100 }, (_, n) =>
    db.transaction().execute(async tx => {
      await write(tx, { event: 'signed-in', details: { n } })
      await sql`select pg_sleep(${(n % 5) / 100})`.execute(tx)
      if (n % 10 === 0) throw new Error('undone')
    }),
  )
  let chaining = true
  const chainers = [0, 1].map(async () => {
    while (chaining) await chainAudit(db)
  })
  const results = await Promise.allSettled(writing)
  chaining = false
  await Promise.all(chainers)
  await chainAll()
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 90)
  assert.deepEqual(await checkAuditChain(db), { kind: 'whole', rows: 90 })
})

test('a writer who does not finish holds chaining up, but not the other writers', async context => {
  const finish = Promise.withResolvers<void>()
  context.after(() => finish.resolve())
  const wrote = Promise.withResolvers<void>()
  const slow = db.transaction().execute(async tx => {
    await write(tx, { event: 'signed-in' })
    wrote.resolve()
    await finish.promise
  })
  await wrote.promise
  await assert.rejects(chainAudit(db), /lock timeout/)
  await writeMany(1)
  finish.resolve()
  await slow
  assert.deepEqual(await chainAll(), [2, 0])
  assert.deepEqual(await checkAuditChain(db), { kind: 'whole', rows: 2 })
})
