import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { addPhone } from '../../accounts/add-phone.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { isHeld } from '../../accounts/objections.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import { anAccount, going, PASSWORD, stepOf, type TestAccount, wrongOf } from '../test-account.ts'
import { signInByPassword } from './password.ts'

describe('a lost phone', () => {
  let national: TestNational
  let people = 0
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(() => {
    national.outside.registry = { kind: 'match' }
    national.outside.asked = 0
    national.later(3600)
  })

  const somebody = () => aVisitor(`visitor ${++people}`)
  const aNumber = () => `+84912${String(++people).padStart(6, '0')}`
  const phonesOf = async (who: TestAccount) =>
    (await handlesStore(national.db, national.parts).list(who.accountId, 'sms-otp')).map(({ value }) => value)
  const toldSince = (before: number) =>
    national.jobsDone.slice(before).flatMap(({ name, payload }) => {
      return payload.kind === 'phone-changed' ? [`${name} ${payload.to}`] : []
    })

  async function atNewPhone(who: TestAccount, visitor: Visitor = somebody(), password = PASSWORD) {
    const signing = going(national, signInByPassword(national.parts), visitor)
    await signing.submit('password', { username: who.idNumber, password })
    return { ...signing, standing: await signing.submit('prove', { action: 'lost-phone' }) }
  }

  async function atCode(who: TestAccount, phone: string, visitor?: Visitor) {
    const { submit, ...signing } = await atNewPhone(who, visitor)
    const typed = { phone: phone.replace('+84', '0'), ...(await national.captcha()) }
    return { ...signing, submit, standing: await submit('new-phone', typed) }
  }

  async function replace(who: TestAccount, phone: string) {
    const { submit } = await atCode(who, phone)
    return submit('new-phone-code', { action: 'confirm', otp: national.code(phone) })
  }

  it('is replaced by a number the operator says is the person’s own', async () => {
    const [who, phone] = [await anAccount(national, { email: 'thu@vidu.vn' }), aNumber()]
    const before = national.jobsDone.length
    assert.equal(stepOf(await replace(who, phone)), 'phone-changed')
    assert.deepEqual(await phonesOf(who), [phone])
    const account = await accountsStore(national.db, national.parts).find(who.accountId)
    const { value, source, verified } = account?.attributes.phone ?? {}
    assert.deepEqual([value, source, verified], [phone, 'mobile-operator', true])
    assert.deepEqual(toldSince(before).sort(), [
      ...['mail.notice thu@vidu.vn', `sms.notice ${who.phone}`, `sms.notice ${phone}`].sort(),
    ])
    assert.equal(await isHeld(national.parts, who.accountId), true)
    national.later(72 * 3600)
    assert.equal(await isHeld(national.parts, who.accountId), false)
  })

  it('keeps the account’s other numbers, and ends every session', async () => {
    const [who, second, third] = [await anAccount(national), aNumber(), aNumber()]
    await national.db
      .transaction()
      .execute(tx => addPhone(national.parts, tx, { accountId: who.accountId, phone: second, verified: true }))
    const signing = going(national, signInByPassword(national.parts), somebody())
    await signing.submit('password', { username: who.idNumber, password: PASSWORD })
    await signing.submit('prove', { action: 'confirm', otp: national.code(who.phone) })
    national.later(61)
    assert.equal(stepOf(await replace(who, third)), 'phone-changed')
    assert.deepEqual((await phonesOf(who)).sort(), [second, third].sort())
    const live = await national.db
      .selectFrom('sessions')
      .select('id')
      .where('account_id', '=', who.accountId)
      .where('ended_at', 'is', null)
      .execute()
    assert.deepEqual(live, [])
  })

  it('needs the right password first, and a captcha always', async () => {
    const who = await anAccount(national)
    const wrong = going(national, signInByPassword(national.parts), somebody())
    await wrong.submit('password', { username: who.idNumber, password: 'Sai-Mat-Khau-1' })
    assert.equal(stepOf(await wrong.submit('new-phone', { phone: '0912345678' })), 'password')
    const { submit } = await atNewPhone(who)
    assert.deepEqual(wrongOf(await submit('new-phone', { phone: '0912345678' })), { captcha: 'captcha.empty' })
    assert.deepEqual(wrongOf(await submit('new-phone', {})), { phone: 'phone.empty', captcha: 'captcha.empty' })
  })

  it('asks the operator only after the code, and not at all for a wrong one', async () => {
    const [who, phone] = [await anAccount(national), aNumber()]
    const { submit } = await atCode(who, phone)
    assert.equal(national.outside.asked, 0)
    const otp = national.code(phone) === '000000' ? '111111' : '000000'
    assert.deepEqual(wrongOf(await submit('new-phone-code', { action: 'confirm', otp })), { otp: 'otp.wrong' })
    assert.equal(national.outside.asked, 0)
    await submit('new-phone-code', { action: 'confirm', otp: national.code(phone) })
    assert.equal(national.outside.asked, 1)
  })

  it('stays as it is when the number is somebody else’s, and says what to do', async () => {
    const [who, phone] = [await anAccount(national), aNumber()]
    const { submit } = await atCode(who, phone)
    national.outside.registry = { kind: 'mismatch' }
    const standing = await submit('new-phone-code', { action: 'confirm', otp: national.code(phone) })
    assert.deepEqual([stepOf(standing), wrongOf(standing)], ['new-phone', { form: 'subscriber.mismatch' }])
    assert.deepEqual(await phonesOf(who), [who.phone])
  })

  it('lets one ask a silent operator again without another code', async () => {
    const [who, phone] = [await anAccount(national), aNumber()]
    const { submit } = await atCode(who, phone)
    national.outside.registry = { kind: 'unavailable' }
    const silent = await submit('new-phone-code', { action: 'confirm', otp: national.code(phone) })
    assert.deepEqual([stepOf(silent), wrongOf(silent)], ['new-phone-owner', { form: 'subscriber.unavailable' }])
    assert.deepEqual(await phonesOf(who), [who.phone])
    national.outside.registry = { kind: 'match' }
    assert.equal(stepOf(await submit('new-phone-owner', {})), 'phone-changed')
    assert.deepEqual(await phonesOf(who), [phone])
  })

  it('is over when the password is changed meanwhile', async () => {
    const [who, phone] = [await anAccount(national), aNumber()]
    const { submit } = await atCode(who, phone)
    national.later(1)
    await passwordsStore(national.db).set(who.accountId, { hash: 'another', now: national.parts.clock() })
    assert.equal(stepOf(await submit('new-phone-code', { action: 'confirm', otp: national.code(phone) })), 'overtaken')
    assert.deepEqual(await phonesOf(who), [who.phone])
  })

  it('may be replaced by a number of four other accounts, and not by one of five, also when all ask at once', async () => {
    const phone = aNumber()
    const people = await Promise.all(Array.from({ length: 9 }, () => anAccount(national)))
    const add = ({ accountId }: TestAccount) =>
      national.db.transaction().execute(tx => addPhone(national.parts, tx, { accountId, phone, verified: true }))
    const kinds = (await Promise.all(people.map(add))).map(({ kind }) => kind)
    assert.equal(kinds.filter(kind => kind === 'added').length, 5)
    assert.equal(kinds.filter(kind => kind === 'refused').length, 4)
    const who = await anAccount(national)
    const standing = await replace(who, phone)
    assert.deepEqual([stepOf(standing), wrongOf(standing)], ['new-phone', { form: 'phone.too-many-accounts' }])
    assert.deepEqual(await phonesOf(who), [who.phone])
  })

  it('that turns up again among the account’s own numbers becomes the default one', async () => {
    const [who, second] = [await anAccount(national), aNumber()]
    await national.db
      .transaction()
      .execute(tx => addPhone(national.parts, tx, { accountId: who.accountId, phone: second, verified: false }))
    assert.equal(stepOf(await replace(who, second)), 'phone-changed')
    const [own, ...more] = await handlesStore(national.db, national.parts).list(who.accountId, 'sms-otp')
    assert.deepEqual([own?.value, own?.isDefault, own?.verified, more.length], [second, true, true, 0])
  })
})
