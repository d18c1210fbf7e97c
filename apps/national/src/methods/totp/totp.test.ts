import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { signInByPassword } from '../../flows/sign-in/password.ts'
import { anAccount, going, PASSWORD, stepOf, type TestAccount, wrongOf } from '../../flows/test-account.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import { withApp } from '../test-handles.ts'

describe('signing in with a code from an app', () => {
  let national: TestNational
  let people = 0
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(() => national.later(86_401))

  const somebody = () => aVisitor(`somebody ${++people}`)

  async function someone() {
    const who = await anAccount(national)
    return { who, app: await withApp(national, who.accountId) }
  }

  /** Where the app's code is asked for. */
  async function asked(who: TestAccount, visitor: Visitor = somebody()) {
    const signing = going(national, signInByPassword(national.parts), visitor)
    national.later(61)
    await signing.submit('password', { username: who.idNumber, password: PASSWORD })
    await signing.submit('prove', { action: 'other' })
    assert.equal(stepOf(await signing.submit('choose', { choice: 'totp' })), 'prove')
    return { ...signing, give: (otp: string) => signing.submit('prove', { action: 'confirm', otp }) }
  }

  it('opens a session of two factors, and is asked for first the next time', async () => {
    const { who, app } = await someone()
    const { give } = await asked(who)
    assert.equal(stepOf(await give(` ${app.code().slice(0, 3)} ${app.code().slice(3)} `)), 'signed-in')
    const [session] = await national.db
      .selectFrom('sessions')
      .select('methods')
      .where('account_id', '=', who.accountId)
      .execute()
    assert.equal(session?.methods, 'pwd otp')
    const next = going(national, signInByPassword(national.parts), somebody())
    const sent = national.jobsDone.length
    await next.submit('password', { username: who.idNumber, password: PASSWORD })
    assert.equal(national.jobsDone.length, sent, 'no SMS is sent')
    national.later(31)
    assert.equal(stepOf(await next.submit('prove', { otp: app.code() })), 'signed-in')
  })

  for (const drift of [-1, 1]) {
    it(`is good with a clock that is ${drift} step off`, async () => {
      const { who, app } = await someone()
      assert.equal(stepOf(await (await asked(who)).give(app.code(drift))), 'signed-in')
    })
  }

  for (const drift of [-2, 2]) {
    it(`is wrong with a clock that is ${drift} steps off`, async () => {
      const { who, app } = await someone()
      assert.deepEqual(wrongOf(await (await asked(who)).give(app.code(drift))), { otp: 'totp.wrong' })
    })
  }

  it('is good once: whoever looked over the shoulder comes too late, with any earlier one too', async () => {
    const { who, app } = await someone()
    const [owner, thief] = [await asked(who), await asked(who)]
    const [earlier, code] = [app.code(-1), app.code()]
    assert.equal(stepOf(await owner.give(code)), 'signed-in')
    assert.deepEqual(wrongOf(await thief.give(code)), { otp: 'totp.used' })
    assert.deepEqual(wrongOf(await thief.give(earlier)), { otp: 'totp.used' })
    national.later(30)
    assert.equal(stepOf(await thief.give(app.code())), 'signed-in')
  })

  it('of eight flows that send it at once lets one in', async () => {
    const { who, app } = await someone()
    const visitor = somebody()
    await (await asked(who, visitor)).give(app.code())
    national.later(60)
    const all = await Promise.all(Array.from({ length: 8 }, () => asked(who, visitor)))
    const code = app.code()
    const ends = await Promise.all(all.map(({ give }) => give(code)))
    assert.equal(ends.filter(end => stepOf(end) === 'signed-in').length, 1)
    for (const end of ends.filter(one => stepOf(one) !== 'signed-in'))
      assert.deepEqual(Object.values(wrongOf(end)), ['totp.used'])
  })

  it('is any of the account’s apps, each with its own used codes', async () => {
    const { who, app } = await someone()
    const second = await withApp(national, who.accountId)
    assert.equal(stepOf(await (await asked(who)).give(second.code())), 'signed-in')
    assert.equal(stepOf(await (await asked(who)).give(app.code())), 'signed-in')
    const other = await someone()
    const { give } = await asked(who)
    assert.deepEqual(wrongOf(await give(other.app.code())), { otp: 'totp.wrong' })
  })

  it('is malformed as anything but six digits, and that counts as no try', async () => {
    const { who, app } = await someone()
    const { give } = await asked(who)
    for (const otp of ['', '12345', '1234567', 'abcdef', '12345６', '1'.repeat(60_000), "' or 1=1"])
      assert.deepEqual(wrongOf(await give(otp)), { otp: 'totp.malformed' })
    assert.equal(stepOf(await give(app.code())), 'signed-in')
  })

  it('is asked for five times in a flow, and then not even right any more', async () => {
    const { who, app } = await someone()
    const { give, submit } = await asked(who)
    const keys: unknown[] = []
    for (let n = 0; n < 5; n++) keys.push(wrongOf(await give(n % 2 ? app.wrong() : ` ${app.wrong()}`)).otp)
    assert.deepEqual(keys, [...Array(4).fill('totp.wrong'), 'totp.used-up'])
    assert.deepEqual(wrongOf(await give(app.code())), { otp: 'totp.used-up' })
    await submit('prove', { action: 'other' })
    assert.equal(stepOf(await submit('choose', { choice: 'totp' })), 'prove')
    assert.equal(stepOf(await give(app.code())), 'signed-in')
  })

  it('is closed to a place after ten wrong ones, and not to the owner in a browser the account knows', async () => {
    const { who, app } = await someone()
    const owner = somebody()
    assert.equal(stepOf(await (await asked(who, owner)).give(app.code())), 'signed-in')
    const place = 'the place of the attack'
    const right: string[] = []
    for (let flow = 0; flow < 3; flow++) {
      const { give } = await asked(who, { ...somebody(), place })
      for (let n = 0; n < 5; n++) right.push(wrongOf(await give(`${app.wrong()}${' '.repeat(n)}`)).otp ?? '')
    }
    assert.equal(right.filter(key => key === 'totp.too-many-wrong').length, 5)
    const { give } = await asked(who, { ...somebody(), place })
    assert.deepEqual(wrongOf(await give(app.code())), { otp: 'totp.too-many-wrong' })
    assert.equal(stepOf(await (await asked(who, { ...owner, place })).give(app.code())), 'signed-in')
    national.later(31)
    assert.equal(stepOf(await (await asked(who)).give(app.code())), 'signed-in', 'and from another place')
  })

  it('is closed to strangers from everywhere after 24 wrong ones a day', async () => {
    const { who, app } = await someone()
    const owner = somebody()
    assert.equal(stepOf(await (await asked(who, owner)).give(app.code())), 'signed-in')
    const keys: (string | undefined)[] = []
    for (let place = 0; place < 30; place++) keys.push(wrongOf(await (await asked(who)).give(app.wrong())).otp)
    assert.equal(keys.indexOf('totp.too-many-wrong'), 24)
    assert.equal(stepOf(await (await asked(who, owner)).give(app.code())), 'signed-in')
  })

  it('is offered when no SMS can be sent', async () => {
    const { who, app } = await someone()
    const { submit } = going(national, signInByPassword(national.parts), somebody())
    national.outside.sms = 'down'
    const standing = await submit('password', { username: who.idNumber, password: PASSWORD })
    national.outside.sms = 'up'
    assert.deepEqual([stepOf(standing), wrongOf(standing)], ['choose', { form: 'otp.unavailable' }])
    await submit('choose', { choice: 'totp' })
    assert.equal(stepOf(await submit('prove', { otp: app.code() })), 'signed-in')
  })

  it('is gone with the app when that is removed meanwhile', async () => {
    const { who, app } = await someone()
    const { give } = await asked(who)
    await handlesStore(national.db, national.parts).remove(who.accountId, app.id)
    assert.deepEqual(wrongOf(await give(app.code())), { form: 'prove.gone' })
  })
})
