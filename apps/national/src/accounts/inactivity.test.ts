import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { signInByPassword } from '../flows/sign-in/password.ts'
import { anAccount, going, PASSWORD, stepOf, type TestAccount } from '../flows/test-account.ts'
import { aVisitor, type TestNational, testNational } from '../test-national.ts'
import { accountsStore } from './accounts-store.ts'
import { lockUnused } from './inactivity.ts'

const DAY = 24 * 3600
const rules = { unusedDays: 730, noticeDays: 30 }

describe('accounts that nobody uses', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(async () => {
    await national.db
      .updateTable('accounts')
      .set({ last_used_at: new Date('9999-01-01') })
      .execute()
  })

  const run = () => lockUnused(national.parts, rules)
  const days = (count: number) => national.later(count * DAY)
  const statusOf = async (who: TestAccount) => {
    const account = await accountsStore(national.db, national.parts).find(who.accountId)
    return account?.lock?.reason ?? account?.status
  }
  const toldOf = (who: TestAccount) =>
    national.jobsDone.flatMap(({ payload }) => (payload.to === who.phone && payload.kind ? [String(payload.kind)] : []))

  async function signIn(who: TestAccount) {
    const { submit } = going(national, signInByPassword(national.parts), aVisitor(who.phone))
    await submit('password', { username: who.idNumber, password: PASSWORD })
    return submit('prove', { action: 'confirm', otp: national.code(who.phone) })
  }

  it('are told after two years, told again a month later, and locked a month after that', async () => {
    const who = await anAccount(national)
    days(729)
    await run()
    assert.deepEqual(toldOf(who), [])
    days(1)
    await run()
    await run()
    assert.deepEqual(toldOf(who), ['inactivity-first'])
    days(29)
    await run()
    assert.deepEqual(toldOf(who), ['inactivity-first'])
    days(1)
    await run()
    assert.deepEqual(toldOf(who), ['inactivity-first', 'inactivity-last'])
    assert.equal(await statusOf(who), 'active')
    days(30)
    await run()
    await run()
    assert.deepEqual(toldOf(who), ['inactivity-first', 'inactivity-last', 'account-locked'])
    assert.equal(await statusOf(who), 'inactivity')
  })

  it('say in the notice until when', async () => {
    const who = await anAccount(national)
    national.time.now = new Date('2028-11-23T03:00:00Z')
    await national.db
      .updateTable('accounts')
      .set({ last_used_at: new Date('2026-11-01') })
      .where('id', '=', who.accountId)
      .execute()
    await run()
    const told = national.jobsDone.findLast(({ payload }) => payload.to === who.phone)
    assert.deepEqual(told?.payload.values, { until: '22/01/2029' })
  })

  it('are opened by a sign-in, and counted from that anew', async () => {
    const who = await anAccount(national)
    days(730)
    for (let times = 0; times < 3; times++, days(30)) await run()
    assert.equal(await statusOf(who), 'inactivity')
    assert.equal(stepOf(await signIn(who)), 'signed-in')
    assert.equal(await statusOf(who), 'active')
    const before = toldOf(who).length
    days(729)
    await run()
    assert.equal(toldOf(who).length, before)
    days(1)
    await run()
    assert.deepEqual(toldOf(who).slice(before), ['inactivity-first'])
  })

  it('stay open when they are used between the notices', async () => {
    const who = await anAccount(national)
    days(730)
    await run()
    assert.equal(stepOf(await signIn(who)), 'signed-in')
    days(400)
    await run()
    assert.equal(await statusOf(who), 'active')
    assert.equal(toldOf(who).filter(kind => kind.startsWith('inactivity')).length, 1)
  })

  it('are told once each by four processes at once, however many there are', async () => {
    const people = await Promise.all(Array.from({ length: 120 }, () => anAccount(national)))
    days(730)
    const touched = await Promise.all([run(), run(), run(), run()])
    assert.equal(
      touched.reduce((sum, count) => sum + count, 0),
      120,
    )
    for (const who of people) assert.deepEqual(toldOf(who), ['inactivity-first'])
  })
})
