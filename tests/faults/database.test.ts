import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openDb } from '@motcua/kit/db.ts'
import { personas } from '../../apps/lab/src/personas.ts'
import type { NationalTables } from '../../apps/national/src/db/tables.ts'
import { mainText, type Page, titleOf } from '../journeys/page.ts'
import { at, PASSWORD, signIn, signOut, type Traveller, traveller } from '../journeys/road.ts'
import type { Visitor } from '../journeys/visitor.ts'
import { until } from '../until.ts'
import { answers, type Installation, startInstallation } from './installation.ts'

let world: Installation
let reader: Traveller
before(async () => {
  world = await startInstallation(['lab', 'national'])
  assert.ok(someone)
  reader = await traveller(world, someone.id)
  await at('account', reader)
})
after(() => world?.stop())

const [someone, ...able] = personas.filter(one => one.subject === 'citizen' && one.expects.mobile === 'ok').slice(0, 5)
const chosen = { 'Nhập mật khẩu': PASSWORD, 'Xác nhận mật khẩu': PASSWORD }
const isAccount = (page: Page) => titleOf(page).startsWith('Thông tin cá nhân')

type Count = { accounts: number; methods: number; sessions: number }

async function count(): Promise<Count> {
  const db = openDb<NationalTables>(world.database.url('national'), { max: 1 })
  const of = async (table: 'accounts' | 'passwords' | 'sessions') => {
    const row = await db
      .selectFrom(table)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return row.n
  }
  try {
    return { accounts: await of('accounts'), methods: await of('passwords'), sessions: await of('sessions') }
  } finally {
    await db.destroy()
  }
}

/** Reads pages, signed in, until told to stop, and keeps every status. */
async function readOn(one: Visitor, signal: AbortSignal, statuses: number[]): Promise<void> {
  while (!signal.aborted) {
    for (const path of ['/', '/tai-khoan', '/thu-tuc', '/dang-ky/thue-bao-di-dong']) {
      statuses.push((await one.open(world.national + path)).status)
      await pause(10)
    }
  }
}

test('the database restarts while people read and register: 503 at most, and nothing is made by halves', async () => {
  const before = await count()
  const people = await Promise.all(able.map(({ id }) => traveller(world, id)))
  const passwords = await Promise.all(people.map(one => at('password', one)))
  const statuses: number[] = []
  const reading = new AbortController()
  const readers = [1, 2, 3].map(() => readOn(reader, reading.signal, statuses))
  const restart = world.database.restart()
  const ends = await Promise.all(people.map((one, n) => one.submit(passwords[n] as Page, 'Đăng ký', chosen)))
  await restart
  await until(() => answers(`${world.national}/readyz`), 30_000)
  reading.abort()
  await Promise.all(readers)
  for (const status of [...statuses, ...ends.map(end => end.status)])
    assert.ok(status === 200 || status === 503, `${status}`)
  await Promise.all(people.map((one, n) => finish(one, passwords[n] as Page)))
  const made = people.length
  const now = await count()
  assert.equal(now.accounts, before.accounts + made)
  assert.equal(now.methods, before.methods + made)
})

/** Whatever the restart did to it: the same submission again ends in the one account. */
async function finish(one: Traveller, password: Page): Promise<void> {
  const end = await one.submit(password, 'Đăng ký', chosen)
  assert.ok(isAccount(end), `${end.status} ${mainText(end)}`)
  await signOut(one)
}

test('after the restart people log in, and codes are sent as before', async () => {
  const [first] = able
  assert.ok(first)
  const one = await traveller(world, first.id)
  const back = await signIn(one)
  assert.equal(back.status, 200)
  assert.match(back.html, /Đăng xuất/)
})

test('while the database is away every page says so with 503, is alive, and comes back by itself', async () => {
  const restart = world.database.restart()
  const seen = new Set<number>()
  let left = false
  restart.then(() => {
    left = true
  })
  while (!left) {
    seen.add((await reader.open(`${world.national}/tai-khoan`)).status)
    assert.ok(await answers(`${world.national}/healthz`))
  }
  assert.deepEqual(
    [...seen].filter(status => ![200, 503].includes(status)),
    [],
  )
  await until(() => answers(`${world.national}/readyz`), 30_000)
  assert.equal((await reader.open(`${world.national}/tai-khoan`)).status, 200)
})
