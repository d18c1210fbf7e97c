import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import { signInByPassword } from '../sign-in/password.ts'
import { anAccount, going, PASSWORD, stepOf, type TestAccount, wrongOf } from '../test-account.ts'
import { recoverPassword } from './recover.ts'

const NEW = 'Trang-Ram-Thang-Tam-15'

describe('recovering with a phone that may have changed hands', () => {
  let national: TestNational
  let people = 0
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(() => {
    national.outside.registry = { kind: 'match' }
    national.later(3600)
  })

  const hashOf = async (who: TestAccount) => (await passwordsStore(national.db).find(who.accountId))?.hash

  async function atOtp(who: TestAccount) {
    const recovering = going(national, recoverPassword(national.parts), aVisitor(`visitor ${++people}`))
    await recovering.submit('who', { username: who.idNumber, ...(await national.captcha()) })
    return recovering
  }

  async function withCode(who: TestAccount) {
    const recovering = await atOtp(who)
    const confirm = { action: 'confirm', otp: national.code(who.phone) }
    return { ...recovering, standing: await recovering.submit('otp', confirm) }
  }

  it('ends when the operator names somebody else today', async () => {
    const who = await anAccount(national)
    const hash = await hashOf(who)
    national.outside.registry = { kind: 'mismatch' }
    const { standing, submit } = await withCode(who)
    assert.equal(stepOf(standing), 'no-longer-yours')
    assert.equal(stepOf(await submit('password', { password: NEW, confirmation: NEW })), 'no-longer-yours')
    assert.equal(await hashOf(who), hash)
  })

  it('waits for an operator that does not answer, and asks it again without another code', async () => {
    const who = await anAccount(national)
    national.outside.registry = { kind: 'unavailable' }
    const { standing, submit } = await withCode(who)
    assert.deepEqual([stepOf(standing), wrongOf(standing)], ['owner', { form: 'subscriber.unavailable' }])
    assert.equal(stepOf(await submit('password', { password: NEW, confirmation: NEW })), 'owner')
    national.outside.registry = { kind: 'match' }
    assert.equal(stepOf(await submit('owner', {})), 'password')
  })

  it('sends no code to a phone that no source said is theirs, and lets nobody notice', async () => {
    const who = await anAccount(national)
    await national.db.updateTable('handles').set({ verified: false }).where('account_id', '=', who.accountId).execute()
    const sent = national.jobsDone.length
    const { submit, look } = await atOtp(who)
    assert.equal(stepOf(await look()), 'otp')
    assert.equal(national.jobsDone.length, sent)
    assert.deepEqual(wrongOf(await submit('otp', { action: 'confirm', otp: '000000' })), { otp: 'otp.wrong' })
  })

  it('is open to whoever was locked out for lack of use, and unlocks nothing by itself', async () => {
    const who = await anAccount(national)
    const accounts = accountsStore(national.db, national.parts)
    await accounts.lock(who.accountId, { reason: 'inactivity', now: national.parts.clock() })
    const { submit } = await withCode(who)
    assert.equal(stepOf(await submit('password', { password: NEW, confirmation: NEW })), 'recovered')
    assert.equal((await accounts.find(who.accountId))?.lock?.reason, 'inactivity')
  })

  it('is over when the account was locked meanwhile', async () => {
    const who = await anAccount(national)
    const hash = await hashOf(who)
    const { submit } = await withCode(who)
    const accounts = accountsStore(national.db, national.parts)
    await accounts.lock(who.accountId, { reason: 'objection', now: national.parts.clock() })
    assert.equal(stepOf(await submit('password', { password: NEW, confirmation: NEW })), 'overtaken')
    assert.equal(await hashOf(who), hash)
  })

  it('is over when the phone or the password is another one by now, and sends the lost phone no further code', async () => {
    const [phone, password] = [await anAccount(national), await anAccount(national)]
    const [byPhone, byPassword] = [await withCode(phone), await withCode(password)]
    const waiting = await atOtp(phone)
    const handles = handlesStore(national.db, national.parts)
    for (const { id } of await handles.list(phone.accountId)) await handles.remove(phone.accountId, id)
    national.later(61)
    await passwordsStore(national.db).set(password.accountId, { hash: 'another', now: national.parts.clock() })
    const hash = await hashOf(phone)
    for (const { submit } of [byPhone, byPassword])
      assert.equal(stepOf(await submit('password', { password: NEW, confirmation: NEW })), 'overtaken')
    assert.deepEqual([await hashOf(phone), await hashOf(password)], [hash, 'another'])
    const sent = national.jobsDone.length
    assert.equal(stepOf(await waiting.submit('otp', { action: 'resend' })), 'otp')
    assert.equal(national.jobsDone.length, sent)
  })

  it('waits for a sign-in under way, and ends its session with the others', async () => {
    const who = await anAccount(national)
    const { submit } = await withCode(who)
    const { parts } = national
    const inside = Promise.withResolvers<void>()
    const onwards = Promise.withResolvers<void>()
    const slow: typeof parts = {
      ...parts,
      async audit(db, event) {
        await parts.audit(db, event)
        if (event.event !== 'signed-in') return
        inside.resolve()
        await onwards.promise
      },
    }
    national.later(61)
    const signing = going(national, signInByPassword(slow), aVisitor(`visitor ${++people}`))
    await signing.submit('password', { username: who.idNumber, password: PASSWORD })
    const entering = signing.submit('prove', { action: 'confirm', otp: national.code(who.phone) })
    await inside.promise
    const recovering = submit('password', { password: NEW, confirmation: NEW })
    await new Promise(resolve => setTimeout(resolve, 200))
    onwards.resolve()
    assert.deepEqual([stepOf(await entering), stepOf(await recovering)], ['signed-in', 'recovered'])
    const sessions = national.db.selectFrom('sessions').select('end_reason').where('account_id', '=', who.accountId)
    assert.deepEqual(await sessions.execute(), [{ end_reason: 'password-changed' }])
  })
})
