import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { after as later } from '@motcua/kit/clock.ts'
import { testDb } from '@motcua/kit/test-db.ts'
import { signInMigrations } from '../migrations.ts'
import type { SignInTables } from '../tables.ts'
import { type Decide, gate, gated, note, notesIn, ordinary, seen, worldOn, wrongValue } from './trial-flow.ts'

const { db, stop } = await testDb<SignInTables>(signInMigrations)
after(stop)
const world = (decide?: Decide) => worldOn(db, decide)
const notes = (name: string) => notesIn(db, name)

test('errors are repeated to the same submission, and to no other look or submission', async () => {
  const { submit, look, flowId, visitor, ran } = world()
  const [form, other] = [await submit('form', 'wrong'), await look(flowId, visitor.browser)]
  assert.deepEqual(seen(form), { at: 'form', errors: wrongValue })
  assert.deepEqual(seen(other), { at: 'form' })
  assert.deepEqual(seen(await submit('form', 'wrong', { version: 0 })), { at: 'form', errors: wrongValue })
  assert.deepEqual(seen(await submit('otp', 'wrong', { version: 0 })), { at: 'form' })
  assert.equal(ran.length, 1)
})

test('the same fields from the page shown after are a new submission', async () => {
  const { submit, ran } = world()
  const shown = await submit('form', 'wrong')
  assert.ok(shown.kind === 'at' && shown.version > 0)
  await submit('form', 'wrong', { version: shown.version })
  assert.equal(ran.length, 2)
})

test('every saved submission is another showing; looking, repeating and straying are none', async () => {
  const { submit, look, flowId, visitor } = world()
  const version = async () => {
    const standing = await look(flowId, visitor.browser)
    return standing.kind === 'at' && standing.version
  }
  await submit('form', '0912')
  assert.equal(await version(), 1)
  await submit('form', '0912', { version: 0 })
  await submit('password', 'x')
  assert.equal(await version(), 1)
  await submit('otp', 'wrong')
  assert.equal(await version(), 2)
})

test('guesses sent one after the other from one page are one guess', async () => {
  const { submit, ran } = world()
  await submit('form', '0912')
  for (let n = 0; n < 10; n++) await submit('otp', 'wrong', { version: 1, fields: { value: 'wrong', n: String(n) } })
  assert.deepEqual(seen(await submit('otp', 'right', { version: 1 })), { at: 'otp' })
  for (const version of [0, 3, -1, 1.5, Number.NaN]) await submit('otp', 'right', { version })
  assert.equal(ran.length, 2)
  assert.deepEqual(seen(await submit('otp', 'right', { version: 2 })), { at: 'password' })
})

test('the first step is taken from any showing, so that nothing typed there is lost', async () => {
  const { submit, ran } = world()
  for (const value of ['wrong', 'wrong too', '0912', '0987']) await submit('form', value, { version: 0 })
  assert.equal(ran.length, 4)
})

for (const [step, before] of [
  ['form', []],
  ['otp', [['form', '0912']]],
  [
    'password',
    [
      ['form', '0912'],
      ['otp', '1'],
    ],
  ],
] as const)
  for (const value of ['right', 'wrong'])
    test(`the ${step} page sent twice at once with a ${value} value runs once and answers both alike`, async () => {
      const door = gate()
      const { submit, ran, flows, submission } = world(async (at, given) => {
        if (at.step === step) await door.wait()
        return ordinary(at, given)
      })
      for (const [earlier, value] of before) await submit(earlier, value)
      const twice = [submit(step, value), flows().advance(submission(step, value))]
      await door.reached
      await sleep(20)
      door.open()
      const [one, two] = await Promise.all(twice)
      assert.deepEqual(one, two)
      assert.equal(ran.length, before.length + 1)
    })

test('the same page sent again after it was answered runs once and answers alike', async () => {
  for (const value of ['right', 'wrong']) {
    const { submit, ran } = world()
    await submit('form', '0912')
    const one = await submit('otp', value, { version: 1 })
    assert.deepEqual(await submit('otp', value, { version: 1 }), one)
    assert.equal(ran.length, 2)
  }
})

test('ten different submissions at once run once, and all are told where the flow stands', async () => {
  const door = gate()
  const { submit, ran } = world(async (at, given) => {
    if (at.step === 'otp') await door.wait()
    return ordinary(at, given)
  })
  await submit('form', '0912')
  const guesses = Array.from({ length: 10 }, (_, n) => submit('otp', `guess ${n}`))
  await door.reached
  await sleep(50)
  door.open()
  for (const standing of await Promise.all(guesses)) assert.deepEqual(seen(standing), { at: 'password' })
  assert.equal(ran.filter(({ step }) => step === 'otp').length, 1)
})

test('of ten wrong guesses at once only the one that was looked at sees its error', async () => {
  const door = gate()
  const { submit, ran } = world(gated(door))
  const guesses = Array.from({ length: 10 }, (_, n) =>
    submit('form', 'wrong', { fields: { value: 'wrong', n: String(n) } }),
  )
  await door.reached
  await sleep(50)
  door.open()
  const answers = (await Promise.all(guesses)).map(seen)
  assert.equal(ran.length, 1)
  assert.equal(answers.filter(answer => JSON.stringify(answer).includes('value.wrong')).length, 1)
})

test('a submission that never came back frees the flow after its hold', async () => {
  const door = gate()
  const { submit, ran, row } = world(async (at, given) => {
    if (given.fields.value === 'crash') await door.wait()
    return ordinary(at, given)
  })
  await submit('form', '0912')
  const crashed = submit('otp', 'crash')
  await door.reached
  assert.deepEqual(seen(await submit('otp', '2')), { at: 'password' })
  assert.equal((await row()).held_until, null)
  assert.deepEqual(
    ran.map(({ fields }) => fields.value),
    ['0912', 'crash', '2'],
  )
  door.open()
  assert.deepEqual(await crashed, { kind: 'busy' })
})

test('one who waits behind a crashed submission goes on when its hold runs out', async () => {
  const { submit, row, pass } = world()
  await submit('form', '0912')
  const held = later((await row()).created_at, 15)
  await db
    .updateTable('flows')
    .set({ held_until: held })
    .where('id', '=', (await row()).id)
    .execute()
  pass(1)
  assert.deepEqual(seen(await submit('otp', '1')), { at: 'password' })
})

test('nothing of a step that was overtaken is saved', async () => {
  const door = gate()
  const name = randomUUID()
  const { submit, pass, look, flowId, visitor } = world(async (at, given) => {
    if (given.fields.value !== 'slow') return ordinary(at, given)
    await door.wait()
    return { kind: 'end', as: { account: 'slow' }, writes: note(name) }
  })
  await submit('form', '0912')
  const slow = submit('otp', 'slow')
  await door.reached
  pass(31)
  assert.deepEqual(seen(await submit('otp', '1')), { at: 'password' })
  door.open()
  assert.deepEqual(await slow, { kind: 'busy' })
  assert.equal(await notes(name), 0)
  assert.deepEqual(seen(await look(flowId, visitor.browser)), { at: 'password' })
})

test('a slow step that nobody overtook is saved, even after its hold', async () => {
  const { submit, pass } = world(async (at, given) => {
    pass(31)
    return ordinary(at, given)
  })
  assert.deepEqual(seen(await submit('form', '0912')), { at: 'otp' })
})

test('fields of the same content in another order, and hostile names, are one submission', async () => {
  const { submit, ran } = world()
  const fields = JSON.parse('{"value":"wrong","__proto__":"x","constructor":"y"}')
  await submit('form', '', { version: 0, fields })
  await submit('form', '', {
    version: 0,
    fields: Object.fromEntries(Object.entries(fields).reverse()) as Record<string, string>,
  })
  assert.equal(ran.length, 1)
})
