import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDb } from '@motcua/kit/db.ts'
import { testDb } from '@motcua/kit/test-db.ts'
import { sql, type Transaction } from 'kysely'
import { signInMigrations } from '../migrations.ts'
import type { SignInTables } from '../tables.ts'
import { type Decide, type Decision, note, notesIn, ordinary, seen, worldOn } from './trial-flow.ts'

const { db, url, stop } = await testDb<SignInTables>(signInMigrations)
after(stop)
const world = (decide?: Decide) => worldOn(db, decide)
const notes = (name: string) => notesIn(db, name)

test('changes are saved with the move', async () => {
  const name = randomUUID()
  const { submit } = world(async (at, given) => ({ ...(await ordinary(at, given)), writes: note(name) }))
  await submit('form', '0912')
  assert.equal(await notes(name), 1)
  await submit('form', '0912', { version: 0 })
  assert.equal(await notes(name), 1)
})

test('when a change fails nothing is saved, the flow is free and the error is told', async () => {
  const name = randomUUID()
  const { submit, row, clock } = world(async (at, given) => {
    const move = await ordinary(at, given)
    if (given.fields.value !== 'fail') return move
    const writes = async (tx: Transaction<SignInTables>) => {
      await note(name)(tx)
      throw new Error('disk full')
    }
    return { ...move, writes }
  })
  await submit('form', '0912')
  await assert.rejects(submit('otp', 'fail'), /disk full/)
  assert.equal(await notes(name), 0)
  assert.equal((await row()).held_until, null)
  const before = clock()
  assert.deepEqual(seen(await submit('otp', '1')), { at: 'password' })
  assert.deepEqual(clock(), before, 'nobody waited')
})

test('when a step fails the flow is free at its old state and the error is told', async () => {
  const { submit, row } = world(async (at, given) => {
    if (given.fields.value === 'fail') throw new Error('bug')
    return ordinary(at, given)
  })
  await assert.rejects(submit('form', 'fail'), /bug/)
  await submit('form', '0912')
  await assert.rejects(submit('otp', 'fail'), /bug/)
  assert.equal((await row()).held_until, null)
  assert.deepEqual(seen(await submit('otp', '1')), { at: 'password' })
})

test('a move that the database overrules is replaced, and what it wrote is undone', async () => {
  const [first, second] = [randomUUID(), randomUUID()]
  const instead: Decision = { kind: 'stay', errors: { value: { key: 'taken' } }, writes: note(second) }
  const { submit, ran } = world(async () => ({
    ...({ kind: 'end', as: { account: 'x' } } as const),
    writes: async tx => {
      await note(first)(tx)
      return instead
    },
  }))
  const errors = { value: { key: 'taken' } }
  const standing = await submit('form', 'x')
  assert.deepEqual(standing, { kind: 'at', state: { step: 'form' }, version: 1, errors })
  assert.equal(await notes(first), 0)
  assert.equal(await notes(second), 1)
  assert.deepEqual(seen(await submit('form', 'x', { version: 0 })), { at: 'form', errors })
  assert.equal(ran.length, 1)
})

test('a broken rule of the database may be answered with another move', async () => {
  const { submit } = world(async () => ({
    ...({ kind: 'end', as: { account: 'x' } } as const),
    writes: async tx => {
      const broken = await sql`insert into sessions (id) values (null)`.execute(tx).catch(() => 'broken')
      return broken === 'broken' ? { kind: 'stay', errors: { value: { key: 'taken' } } } : undefined
    },
  }))
  assert.deepEqual(seen(await submit('form', 'x')), { at: 'form', errors: { value: { key: 'taken' } } })
})

test('another process goes on where a killed one stopped', async () => {
  const { submit, flows, submission } = world()
  await submit('form', '0912')
  const other = openDb<SignInTables>(url)
  try {
    assert.deepEqual(seen(await flows({ db: other }).advance(submission('otp', '1'))), { at: 'password' })
  } finally {
    await other.destroy()
  }
  assert.deepEqual(await submit('password', '1', { version: 2 }), { kind: 'ended', as: { account: '0912' } })
})

const cut = sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`

test('connections cut between two submissions do no harm', async () => {
  const { submit } = world()
  await Promise.all(Array.from({ length: 5 }, () => submit('form', '0912')))
  const other = openDb<SignInTables>(url, { max: 1 })
  await cut.execute(other)
  await other.destroy()
  // The pool hears of the cut with the next turn of the event loop, as it does after a restart.
  await sleep(50)
  assert.deepEqual(seen(await submit('otp', '1')), { at: 'password' })
})

test('a connection cut while changes are written saves nothing, and the same submission works afterwards', async () => {
  const name = randomUUID()
  let cuts = 0
  const { submit } = world(async (at, given) => {
    const move = await ordinary(at, given)
    if (at.step !== 'otp' || cuts++ > 0) return { ...move, writes: note(`${name} second`) }
    return {
      ...move,
      writes: async tx => {
        await note(name)(tx)
        await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
        return undefined
      },
    }
  })
  await submit('form', '0912')
  await assert.rejects(submit('otp', '1'))
  assert.equal(await notes(name), 0)
  assert.deepEqual(seen(await submit('otp', '1')), { at: 'password' })
})
