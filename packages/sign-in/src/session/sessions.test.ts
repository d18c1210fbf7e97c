import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { after as later } from '@motcua/kit/clock.ts'
import { randomToken, systemRandom } from '@motcua/kit/random.ts'
import { sealer } from '@motcua/kit/sealing.ts'
import { testDb } from '@motcua/kit/test-db.ts'
import { sql } from 'kysely'
import { defaultLimits } from '../limits/defaults.ts'
import { signInMigrations } from '../migrations.ts'
import type { SignInTables } from '../tables.ts'
import { sessionStore } from './session-store.ts'
import { sessions } from './sessions.ts'

const { db, stop } = await testDb<SignInTables>(signInMigrations)
after(stop)

const sealing = sealer({ current: 'k', keys: { k: randomBytes(32) } })

/** The sessions of one account, with a clock of their own. */
function world() {
  let now = new Date('2026-01-05T08:00:00Z')
  const accountId = randomUUID()
  const all = sessions(db, { sealer: sealing, clock: () => now, random: systemRandom, rules: defaultLimits.session })
  const visitor = {
    browser: randomBytes(32),
    place: '203.0.113.9',
    device: 'Firefox 140 on Linux',
    language: 'vi',
  } as const
  const open = async (changes: { accountId?: string; browser?: Buffer; device?: string } = {}) => {
    const token = randomToken(systemRandom)
    const { browser = visitor.browser, device = visitor.device } = changes
    const id = await all.open({
      ...{ accountId: changes.accountId ?? accountId, token, methods: ['pwd', 'sms'] },
      visitor: { ...visitor, browser, device },
    })
    return { id, token }
  }
  return {
    ...{ all, accountId, visitor, open },
    now: () => now,
    pass: (seconds: number) => {
      now = later(now, seconds)
    },
  }
}

async function rowOf(id: string) {
  return db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

test('a session is found by its token, with account, methods and times', async () => {
  const { all, open, accountId, now } = world()
  const { id, token } = await open()
  const times = { createdAt: now(), authenticatedAt: now() }
  assert.deepEqual(await all.current(token), { id, accountId, methods: ['pwd', 'sms'], ...times })
})

test('another, changed, empty or endless token finds nothing', async () => {
  const { all, open } = world()
  const { id, token } = await open()
  for (const other of [
    '',
    id,
    `${token} `,
    token.slice(1),
    token.toLowerCase(),
    '\u0000',
    'x'.repeat(1e6),
    randomToken(systemRandom),
  ])
    assert.equal(await all.current(other), undefined)
})

test('the table keeps the hash of the token and seals place and device to their row', async () => {
  const { open } = world()
  const { id, token } = await open()
  const row = await rowOf(id)
  assert.deepEqual(row.token_hash, createHash('sha256').update(token).digest())
  const { rows } = await sql<{ text: string }>`select sessions::text as text from sessions where id = ${id}`.execute(db)
  for (const secret of [token, Buffer.from(token).toString('hex'), '203.0.113.9', 'Firefox'])
    assert.ok(!rows[0]?.text.includes(secret))
  assert.equal(sealing.unseal(row.place, `sessions.place:${id}`), '203.0.113.9')
  assert.equal(sealing.unseal(row.device, `sessions.device:${id}`), 'Firefox 140 on Linux')
  assert.equal(sealing.unseal(row.place, `sessions.place:${randomUUID()}`), undefined)
})

test('a device that tells endless things is cut', async () => {
  const { open } = world()
  const { id } = await open({ device: 'ố'.repeat(100_000) })
  assert.equal(sealing.unseal((await rowOf(id)).device, `sessions.device:${id}`)?.length, 300)
})

test('a token opens one session only', async () => {
  const { all, accountId, visitor } = world()
  const opening = { accountId, token: randomToken(systemRandom), methods: ['pwd'], visitor }
  const twice = await Promise.allSettled([all.open(opening), all.open(opening)])
  assert.equal(twice.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('a session without methods has none', async () => {
  const { all, accountId, visitor } = world()
  await all.open({ accountId, token: `none ${accountId}`, methods: [], visitor })
  assert.deepEqual((await all.current(`none ${accountId}`))?.methods, [])
})

test('a session nobody uses for half an hour is over', async () => {
  const { all, open, pass } = world()
  const { token } = await open()
  pass(30 * 60 - 1)
  assert.ok(await all.current(token))
  pass(30 * 60 - 1)
  assert.ok(await all.current(token))
  pass(30 * 60)
  assert.equal(await all.current(token), undefined)
  pass(-1)
  assert.ok(await all.current(token))
})

test('a session in steady use is over after twelve hours', async () => {
  const { all, open, pass } = world()
  const { token } = await open()
  for (let quarters = 1; quarters < 48; quarters++) {
    pass(15 * 60)
    assert.ok(await all.current(token))
  }
  pass(15 * 60)
  assert.equal(await all.current(token), undefined)
})

test('being seen is written once a minute at most, and never backwards', async () => {
  const { all, open, pass, now } = world()
  const { id, token } = await open()
  const opened = now()
  pass(60)
  await all.current(token)
  assert.deepEqual((await rowOf(id)).last_seen_at, opened)
  pass(1)
  await all.current(token)
  const seen = now()
  assert.deepEqual((await rowOf(id)).last_seen_at, seen)
  // What a slower request, which came first, writes last.
  await sessionStore(db).seen(id, later(seen, -30))
  assert.deepEqual((await rowOf(id)).last_seen_at, seen)
})

test('an ended session is over, keeps its first end, and ends no other', async () => {
  const { all, open, pass, now } = world()
  const [one, two] = [await open(), await open()]
  const ended = now()
  await all.end(one.id, 'signed-out')
  pass(10)
  await all.end(one.id, 'replaced')
  assert.equal(await all.current(one.token), undefined)
  assert.ok(await all.current(two.token))
  const row = await rowOf(one.id)
  assert.deepEqual([row.ended_at, row.end_reason], [ended, 'signed-out'])
})

test('ending all ends the live sessions of that account only, and tells which', async () => {
  const { all, open } = world()
  const [one, two, over, other] = [await open(), await open(), await open(), await open({ accountId: randomUUID() })]
  await all.end(over.id, 'signed-out')
  const ended = await all.endAll((await all.current(one.token))?.accountId ?? '', 'password-changed')
  assert.deepEqual(ended.sort(), [one.id, two.id].sort())
  for (const { token } of [one, two]) assert.equal(await all.current(token), undefined)
  assert.ok(await all.current(other.token))
  assert.equal((await rowOf(over.id)).end_reason, 'signed-out')
})

test('a session opened in a transaction that is undone never was', async () => {
  const { accountId, visitor, all } = world()
  const token = randomToken(systemRandom)
  const parts = { sealer: sealing, clock: () => new Date(), random: systemRandom, rules: defaultLimits.session }
  const failing = db.transaction().execute(async tx => {
    await sessions(tx, parts).open({ accountId, token, methods: ['pwd'], visitor })
    throw new Error('undone')
  })
  await assert.rejects(failing, /undone/)
  assert.equal(await all.current(token), undefined)
  assert.equal(await all.knowsBrowser(accountId, visitor.browser), false)
})

test('an account knows the browsers that signed in to it, and no others', async () => {
  const { all, open, accountId, visitor, pass, now } = world()
  assert.equal(await all.knowsBrowser(accountId, visitor.browser), false)
  await open()
  const first = now()
  assert.equal(await all.knowsBrowser(accountId, visitor.browser), true)
  assert.equal(await all.knowsBrowser(accountId, randomBytes(32)), false)
  assert.equal(await all.knowsBrowser(randomUUID(), visitor.browser), false)
  pass(60)
  await Promise.all([open(), open(), open()])
  const rows = await db.selectFrom('known_browsers').selectAll().where('account_id', '=', accountId).execute()
  assert.deepEqual(
    rows.map(row => [row.first_seen_at, row.last_seen_at]),
    [[first, now()]],
  )
})
