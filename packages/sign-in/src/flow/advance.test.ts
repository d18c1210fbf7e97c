import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { after as later } from '@motcua/kit/clock.ts'
import { testDb } from '@motcua/kit/test-db.ts'
import { sql } from 'kysely'
import { signInMigrations } from '../migrations.ts'
import type { SignInTables } from '../tables.ts'
import { flowStore } from './flow-store.ts'
import { type Decide, ordinary, seen, stateSchema, worldOn, wrongValue } from './trial-flow.ts'

const { db, stop } = await testDb<SignInTables>(signInMigrations)
after(stop)
const world = (decide?: Decide) => worldOn(db, decide)

test('a flow begins with its first submission, goes from step to step and ends', async () => {
  const { submit, look, flowId, visitor } = world()
  assert.deepEqual(await look(flowId, visitor.browser), { kind: 'gone' })
  assert.deepEqual(await submit('form', '0912'), {
    kind: 'at',
    state: { step: 'otp', phone: '0912' },
    version: 1,
    errors: {},
  })
  assert.deepEqual(seen(await look(flowId, visitor.browser)), { at: 'otp' })
  assert.deepEqual(seen(await submit('otp', '123456')), { at: 'password' })
  assert.deepEqual(await submit('password', 'secret'), { kind: 'ended', as: { account: '0912' } })
})

test('looking at a flow changes nothing in it', async () => {
  const { submit, look, flowId, visitor, row } = world()
  await submit('form', '0912')
  const before = await row()
  await look(flowId, visitor.browser)
  assert.deepEqual(await row(), before)
})

test('staying shows the errors and may move what is kept', async () => {
  const { submit } = world(async (at, submission) =>
    at.step === 'otp'
      ? { kind: 'stay', errors: wrongValue, to: { ...at, phone: `${at.phone}!` } }
      : ordinary(at, submission),
  )
  await submit('form', '0912')
  const standing = await submit('otp', 'wrong')
  assert.deepEqual(standing, { kind: 'at', state: { step: 'otp', phone: '0912!' }, version: 2, errors: wrongValue })
})

test('the first step sent again with other fields starts over, from any later step', async () => {
  for (const steps of [['form'], ['form', 'otp']]) {
    const { submit, row, flowId } = world()
    for (const step of steps) await submit(step, '0912')
    const standing = await submit('form', '0987')
    assert.deepEqual(standing.kind === 'at' && standing.state, { step: 'otp', phone: '0987' })
    assert.equal((await row()).id, flowId)
  }
})

test('what the first step keeps while it stays is there at its next submission', async () => {
  const { submit } = world(async at => {
    const tries = at.step === 'form' ? (at.tries ?? 0) + 1 : 0
    return { kind: 'stay', errors: wrongValue, to: { step: 'form', tries } }
  })
  for (const tries of [1, 2, 3]) {
    const standing = await submit('form', `${tries}`)
    assert.deepEqual(standing.kind === 'at' && standing.state, { step: 'form', tries })
  }
})

test('a first step that is refused on starting over leaves nothing of what was established', async () => {
  const { submit } = world()
  await submit('form', '0912')
  await submit('otp', '123456')
  assert.deepEqual(seen(await submit('form', 'wrong')), { at: 'form', errors: wrongValue })
  assert.deepEqual(seen(await submit('password', 'secret')), { at: 'form' })
})

test('another step than the current one, earlier or later or unknown, does nothing', async () => {
  const { submit, ran } = world()
  for (const step of ['otp', 'password', 'nonsense', 'constructor', ''])
    assert.deepEqual(await submit(step, 'x'), { kind: 'gone' })
  await submit('form', '0912')
  for (const step of ['password', 'nonsense', 'constructor', ''])
    assert.deepEqual(seen(await submit(step, 'x')), { at: 'otp' })
  await submit('otp', '123456')
  assert.deepEqual(seen(await submit('otp', '654321')), { at: 'password' })
  assert.equal(ran.length, 2)
  assert.deepEqual(seen(await submit('password', 'secret')), { kind: 'ended', as: { account: '0912' } })
})

test('a flow is gone for another browser, whatever it submits', async () => {
  const { submit, look, flowId, ran, visitor } = world()
  await submit('form', '0912')
  const browser = randomBytes(32)
  assert.deepEqual(await look(flowId, browser), { kind: 'gone' })
  for (const step of ['form', 'otp', 'password'])
    assert.deepEqual(await submit(step, 'x', { visitor: { ...visitor, browser } }), { kind: 'gone' })
  assert.equal(ran.length, 1)
  assert.deepEqual(seen(await submit('otp', '123456')), { at: 'password' })
})

test('a flow is gone for another kind of flow', async () => {
  const { submit, flows, submission, flowId, visitor, ran } = world()
  await submit('form', '0912')
  const other = flows({ kind: 'recover' })
  assert.deepEqual(await other.look(flowId, visitor.browser), { kind: 'gone' })
  for (const step of ['form', 'otp']) assert.deepEqual(await other.advance(submission(step, 'x')), { kind: 'gone' })
  assert.equal(ran.length, 1)
})

test('an id that is none is gone and makes no row', async () => {
  const { submit, look, visitor, ran } = world()
  for (const id of [
    '',
    'x',
    `${randomUUID()} `,
    `${randomUUID()}\n`,
    '../..',
    "'; drop table flows",
    '\u0000',
    'a'.repeat(1e6),
  ]) {
    assert.deepEqual(await submit('form', 'x', { flowId: id }), { kind: 'gone' })
    assert.deepEqual(await look(id, visitor.browser), { kind: 'gone' })
  }
  assert.equal(ran.length, 0)
})

test('a flow is gone after half an hour', async () => {
  const { submit, look, flowId, visitor, pass, ran } = world()
  await submit('form', '0912')
  pass(30 * 60 - 1)
  assert.deepEqual(seen(await look(flowId, visitor.browser)), { at: 'otp' })
  pass(1)
  assert.deepEqual(await look(flowId, visitor.browser), { kind: 'gone' })
  for (const step of ['form', 'otp']) assert.deepEqual(await submit(step, '1'), { kind: 'gone' })
  assert.equal(ran.length, 1)
})

test('an expired flow is removed by sweeping, a live one is not', async () => {
  const [old, live] = [world(), world()]
  await old.submit('form', '0912')
  live.pass(60)
  await live.submit('form', '0912')
  await flowStore(db).sweep(later(old.clock(), 30 * 60 + 1))
  await assert.rejects(old.row())
  assert.equal((await live.row()).id, live.flowId)
})

test('a state that a newer version no longer understands is gone at once, and holds nobody up', async () => {
  const { submit, flows, submission, flowId, visitor, ran, clock, row } = world()
  await submit('form', '0912')
  const newer = flows({ schema: stateSchema.refine(at => at.step !== 'otp') })
  const before = clock()
  assert.deepEqual(await newer.look(flowId, visitor.browser), { kind: 'gone' })
  for (const step of ['otp', 'form']) assert.deepEqual(await newer.advance(submission(step, '1')), { kind: 'gone' })
  assert.deepEqual(clock(), before, 'nobody waited')
  assert.equal((await row()).held_until, null)
  assert.equal(ran.length, 1)
})

test('a state copied from another row, or damaged, is gone', async () => {
  const [mine, other] = [world(), world()]
  await mine.submit('form', '0912')
  await other.submit('form', '0987')
  for (const state of [
    (await other.row()).state,
    'k.AAAA',
    '',
    'constructor.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  ]) {
    await db.updateTable('flows').set({ state }).where('id', '=', mine.flowId).execute()
    assert.deepEqual(await mine.submit('otp', '1'), { kind: 'gone' })
    assert.deepEqual(await mine.look(mine.flowId, mine.visitor.browser), { kind: 'gone' })
  }
  assert.deepEqual(seen(await other.submit('otp', '1')), { at: 'password' })
})

test('the table shows nothing of state, fields, errors or outcome', async () => {
  const { submit, flowId } = world()
  for (const [step, value] of [
    ['form', '0912345678'],
    ['otp', 'wrong'],
    ['otp', '123456'],
    ['password', 'secret'],
  ] as const) {
    await submit(step, value)
    const { rows } = await sql<{ row: string }>`select flows::text as row from flows where id = ${flowId}`.execute(db)
    const row = rows[0]?.row ?? assert.fail()
    const decoded = row.split(/[(),.]/).map(part => Buffer.from(part, 'base64url').toString('latin1'))
    for (const text of [row, ...decoded]) assert.doesNotMatch(text, /0912345678|value|123456|secret|otp|step|echo/)
  }
})

test('an ended flow repeats its outcome to its browser for a minute, then it is gone', async () => {
  const { submit, look, flowId, visitor, pass, ran } = world()
  for (const step of ['form', 'otp', 'password']) await submit(step, '1')
  const ended = { kind: 'ended', as: { account: '1' } }
  pass(59)
  for (const step of ['password', 'otp', 'form']) assert.deepEqual(await submit(step, '1'), ended)
  assert.deepEqual(await submit('form', 'other'), ended)
  assert.deepEqual(await look(flowId, visitor.browser), ended)
  assert.deepEqual(await look(flowId, randomBytes(32)), { kind: 'gone' })
  pass(1)
  assert.deepEqual(await look(flowId, visitor.browser), { kind: 'gone' })
  assert.deepEqual(await submit('password', '1'), { kind: 'gone' })
  assert.equal(ran.length, 3)
})
