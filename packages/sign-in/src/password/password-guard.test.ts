import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { after as later } from '@motcua/kit/clock.ts'
import { blindIndex } from '@motcua/kit/sealing.ts'
import { testDb } from '@motcua/kit/test-db.ts'
import type { Visitor } from '../flow/flow.ts'
import { defaultLimits } from '../limits/defaults.ts'
import { limits } from '../limits/limits.ts'
import { signInMigrations } from '../migrations.ts'
import { sessionStore } from '../session/session-store.ts'
import type { SignInTables } from '../tables.ts'
import { admit, captchaIsDue, reopen } from './password-guard.ts'

const { db, stop } = await testDb<SignInTables>(signInMigrations)
after(stop)

const rules = defaultLimits

/** An account whose owner signed in with one browser before, under attack at a time of its own. */
async function world() {
  let now = new Date('2026-01-05T08:00:00Z')
  const clock = () => now
  const parts = {
    db,
    clock,
    rules,
    limits: limits({ db, index: blindIndex({ id: '1', key: randomBytes(32) }), clock }),
  }
  const [accountId, loginName, owner] = [randomUUID(), '030190000001', visitor('203.0.113.9')]
  await sessionStore(db).rememberBrowser({ accountId, browser: owner.browser, now })
  return {
    ...{ parts, owner, loginName },
    pass: (seconds: number) => {
      now = later(now, seconds)
    },
    tries: (by: Visitor, name = loginName) => admit(parts, { accountId, loginName: name, visitor: by }),
  }
}

const visitor = (place: string): Visitor => ({ browser: randomBytes(32), place, device: 'x', language: 'vi' })
const somewhere = (n: number) => visitor(`198.51.${n >> 8}.${n & 255}`)

type World = Awaited<ReturnType<typeof world>>

/** What wrong passwords given at once come to, each in another browser. */
async function attack({ tries }: World, times: number, from: (n: number) => Visitor): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const admitted of await Promise.all(Array.from({ length: times }, (_, n) => tries(from(n))))) {
    const what = admitted.kind === 'admitted' ? 'admitted' : admitted.error.key
    counts[what] = (counts[what] ?? 0) + 1
  }
  return counts
}

test('of 200 tries at once from one place ten are looked at; the lock does not follow the victim', async () => {
  const all = await world()
  const here = () => visitor('203.0.113.9')
  assert.deepEqual(await attack(all, 200, here), { admitted: 10, 'password.locked': 190 })
  assert.equal((await all.tries(somewhere(1))).kind, 'admitted', 'another place')
  assert.equal((await all.tries(all.owner)).kind, 'admitted', 'the owner’s browser at the attacker’s place')
  all.pass(15 * 60)
  assert.equal((await all.tries(here())).kind, 'admitted', 'the place itself after a quarter of an hour')
})

test('of 400 tries at once from 200 places a hundred are looked at, then only known browsers until recovery', async () => {
  const all = await world()
  const owner = all.tries(all.owner)
  assert.deepEqual(await attack(all, 400, n => somewhere(n % 200)), { admitted: 100, 'password.closed': 300 })
  assert.equal((await owner).kind, 'admitted', 'during the attack')
  assert.equal((await all.tries(all.owner)).kind, 'admitted', 'and after it')
  all.pass(365 * 24 * 3600)
  const stranger = somewhere(999)
  assert.deepEqual(await all.tries(stranger), { kind: 'refused', error: { key: 'password.closed' } })
  await reopen(all.parts, { loginName: all.loginName, visitor: stranger })
  assert.equal((await all.tries(stranger)).kind, 'admitted')
})

test('a known browser is locked by its own failures, and no other with it', async () => {
  const all = await world()
  assert.deepEqual(await attack(all, 50, () => all.owner), { admitted: 10, 'password.locked': 40 })
  assert.equal((await all.tries(visitor(all.owner.place))).kind, 'admitted')
})

test('a place that tries many names is slowed at each, but not the owner’s own browser there', async () => {
  const all = await world()
  for (let n = 0; n < 12; n++) await all.tries(visitor('203.0.113.9'), `03019000${1000 + n}`)
  const stranger = await all.tries(visitor('203.0.113.9'))
  assert.equal(stranger.kind === 'admitted' && stranger.failures, 10)
  const owner = await all.tries(all.owner)
  assert.equal(owner.kind === 'admitted' && owner.failures, 1)
})

test('the captcha comes with the third failure, the slow-down with the fifth, the lock with the tenth', async () => {
  const all = await world()
  const { captchaFrom, slowFrom, perPlace } = rules.password
  assert.ok(captchaFrom < slowFrom && slowFrom < perPlace.max)
  const { parts, loginName } = all
  const due: boolean[] = []
  for (let n = 0; n < 4; n++) {
    due.push(await captchaIsDue(parts, { visitor: visitor('203.0.113.9'), loginName }))
    await all.tries(visitor('203.0.113.9'))
  }
  assert.deepEqual(due, [false, false, false, true])
})
