import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { addPhone } from '../../accounts/add-phone.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import { anAccount, going, PASSWORD, stepOf, type TestAccount, wrongOf } from '../test-account.ts'
import { signInByPassword } from './password.ts'

describe('the second factor', () => {
  let national: TestNational
  let people = 0
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(() => national.later(3600))

  const somebody = () => aVisitor(`visitor ${++people}`)

  async function withTwoPhones() {
    const [who, second] = [await anAccount(national), `+84914${String(++people).padStart(6, '0')}`]
    const adding = { accountId: who.accountId, phone: second, verified: false }
    await national.db.transaction().execute(tx => addPhone(national.parts, tx, adding))
    const phones = await handlesStore(national.db, national.parts).list(who.accountId, 'sms-otp')
    return { who, second, phones }
  }

  async function atProve(who: TestAccount, visitor: Visitor = somebody()) {
    const signing = going(national, signInByPassword(national.parts), visitor)
    await signing.submit('password', { username: who.idNumber, password: PASSWORD })
    return signing
  }

  it('may be another phone of the account, and is that one first the next time', async () => {
    const { who, second, phones } = await withTwoPhones()
    const { submit } = await atProve(who)
    assert.equal(stepOf(await submit('prove', { action: 'other' })), 'choose')
    assert.equal(stepOf(await submit('choose', { choice: `sms-otp:${phones[1]?.id}` })), 'prove')
    assert.equal(stepOf(await submit('prove', { action: 'confirm', otp: national.code(second) })), 'signed-in')
    national.later(61)
    const sent = national.jobsDone.length
    await atProve(who)
    const codes = national.jobsDone.slice(sent).filter(({ name }) => name === 'sms.otp')
    assert.deepEqual(
      codes.map(({ payload }) => payload.to),
      [second],
    )
  })

  it('is none that the account does not have', async () => {
    const { who } = await withTwoPhones()
    const other = await anAccount(national)
    const [foreign] = await handlesStore(national.db, national.parts).list(other.accountId, 'sms-otp')
    const { submit } = await atProve(who)
    await submit('prove', { action: 'other' })
    for (const choice of ['', 'sms-otp', 'totp', `sms-otp:${foreign?.id}`, 'x'.repeat(5000)])
      assert.deepEqual(wrongOf(await submit('choose', { choice })), { choice: 'prove.choose' })
  })

  it('sent to one phone does not prove the other', async () => {
    const { who, phones } = await withTwoPhones()
    const { submit } = await atProve(who)
    const first = national.code(who.phone)
    await submit('prove', { action: 'other' })
    await submit('choose', { choice: `sms-otp:${phones[1]?.id}` })
    assert.deepEqual(wrongOf(await submit('prove', { action: 'confirm', otp: first })), { otp: 'otp.wrong' })
  })

  it('still comes to the browser its owner uses while strangers with the password use up all codes', async () => {
    const [who, owner] = [await anAccount(national), somebody()]
    const { submit } = await atProve(who, owner)
    assert.equal(stepOf(await submit('prove', { action: 'confirm', otp: national.code(who.phone) })), 'signed-in')
    const standsAt = async (visitor: Visitor) => {
      national.later(61)
      return stepOf(await (await atProve(who, visitor)).look())
    }
    for (let sends = 0; sends < 12; sends++) await standsAt(somebody())
    assert.deepEqual([await standsAt(somebody()), await standsAt(owner)], ['password', 'prove'])
  })

  it('that is no code at all is not in the trail, a wrong one is', async () => {
    const { submit } = await atProve(await anAccount(national))
    const refusals = async () =>
      (await national.db.selectFrom('audit').select('id').where('event', '=', 'sign-in-refused').execute()).length
    const before = await refusals()
    for (const otp of ['', '12', 'abcdef', '1'.repeat(5000)]) await submit('prove', { action: 'confirm', otp })
    assert.equal(await refusals(), before)
    await submit('prove', { action: 'confirm', otp: '000000' })
    assert.equal(await refusals(), before + 1)
  })

  it('is gone when it is taken from the account meanwhile', async () => {
    const { who, phones } = await withTwoPhones()
    const { submit } = await atProve(who)
    const [first] = phones
    await handlesStore(national.db, national.parts).remove(who.accountId, first?.id ?? '')
    const otp = national.code(who.phone)
    assert.deepEqual(wrongOf(await submit('prove', { action: 'confirm', otp })), { form: 'prove.gone' })
  })

  it('opens an account that was locked for lack of use, and tells the holder', async () => {
    const who = await anAccount(national)
    const accounts = accountsStore(national.db, national.parts)
    await accounts.lock(who.accountId, { reason: 'inactivity', now: national.parts.clock() })
    const { submit } = await atProve(who)
    assert.equal(stepOf(await submit('prove', { action: 'confirm', otp: national.code(who.phone) })), 'signed-in')
    assert.equal((await accounts.find(who.accountId))?.status, 'active')
    assert.ok(national.jobsDone.some(({ payload }) => payload.kind === 'account-unlocked' && payload.to === who.phone))
  })

  it('tells of a browser the account never saw, once, and names the device', async () => {
    const [who, visitor] = [await anAccount(national), somebody()]
    const device = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36'
    const told = () =>
      national.jobsDone.filter(job => job.payload.kind === 'new-device' && job.payload.to === who.phone)
    for (let times = 0; times < 2; times++) {
      national.later(61)
      const { submit } = await atProve(who, { ...visitor, device })
      assert.equal(stepOf(await submit('prove', { action: 'confirm', otp: national.code(who.phone) })), 'signed-in')
      assert.deepEqual(
        told().map(({ payload }) => payload.values),
        [{ device: 'Chrome, Android' }],
      )
    }
  })
})
