import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type TestDb, testDb } from '@motcua/kit/test-db.ts'
import { signInMigrations } from '../migrations.ts'
import type { SignInTables } from '../tables.ts'
import { spentCaptchaStore } from './captcha-store.ts'

const noon = new Date('2026-03-01T12:00:00Z')
const later = new Date('2026-03-01T12:05:00Z')

let opened: TestDb<SignInTables>
before(async () => {
  opened = await testDb<SignInTables>(signInMigrations)
})
after(() => opened.stop())

test('a nonce is spent once; another one is not touched by it', async () => {
  const store = spentCaptchaStore(opened.db)
  const [one, other] = [randomBytes(16), randomBytes(16)]
  assert.equal(await store.spend(one, later), true)
  assert.equal(await store.spend(one, later), false)
  assert.equal(await store.spend(other, later), true)
})

test('of twenty answers at once to one captcha, exactly one spends it', async () => {
  const store = spentCaptchaStore(opened.db)
  const nonce = randomBytes(16)
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => store.spend(nonce, later)))
  assert.equal(outcomes.filter(spent => spent).length, 1)
})

test('sweeping forgets the expired and keeps the others spent', async () => {
  const store = spentCaptchaStore(opened.db)
  const [expired, alive] = [randomBytes(16), randomBytes(16)]
  await store.spend(expired, noon)
  await store.spend(alive, later)
  await store.sweep(noon)
  const left = await opened.db.selectFrom('spent_captchas').select('nonce').execute()
  assert.ok(!left.some(({ nonce }) => nonce.equals(expired)))
  assert.equal(await store.spend(alive, later), false)
})
