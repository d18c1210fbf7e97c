import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { isHeld } from '../../accounts/objections.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import { recoverPassword } from '../recover-password/recover.ts'
import { signInByPassword } from '../sign-in/password.ts'
import { anAccount, going, PASSWORD, stepOf, type TestAccount, wrongOf } from '../test-account.ts'
import { objectFlow } from './object.ts'

const NEW = 'Trang-Ram-Thang-Tam-15'

describe('objecting with the code from a notice', () => {
  let national: TestNational
  let people = 0
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(() => national.later(3600))

  const somebody = () => aVisitor(`visitor ${++people}`)
  const accountOf = ({ accountId }: TestAccount) => accountsStore(national.db, national.parts).find(accountId)
  const objecting = (visitor: Visitor = somebody()) => going(national, objectFlow(national.parts), visitor)

  /** The code of the newest notice of this kind to somebody's phone. */
  function codeOf(who: TestAccount, kind: string): string {
    const told = national.jobsDone.findLast(({ payload }) => payload.kind === kind && payload.to === who.phone)
    assert.ok(told, `no notice of ${kind}`)
    return String(told.payload.code)
  }

  async function object(code: string, visitor?: Visitor) {
    const { submit } = objecting(visitor)
    const at = await submit('code', { code, ...(await national.captcha()) })
    return stepOf(at) === 'confirm' ? submit('confirm', {}) : at
  }

  async function recover(who: TestAccount, password = NEW) {
    const { submit } = going(national, recoverPassword(national.parts), somebody())
    await submit('who', { username: who.idNumber, ...(await national.captcha()) })
    await submit('otp', { action: 'confirm', otp: national.code(who.phone) })
    assert.equal(stepOf(await submit('password', { password, confirmation: password })), 'recovered')
  }

  async function signIn(who: TestAccount, password = PASSWORD, visitor: Visitor = somebody()) {
    national.later(61)
    const { submit } = going(national, signInByPassword(national.parts), visitor)
    const first = await submit('password', { username: who.idNumber, password })
    if (stepOf(first) !== 'prove') return first
    return submit('prove', { action: 'confirm', otp: national.code(who.phone) })
  }

  async function changePhone(who: TestAccount, phone: string) {
    national.later(61)
    const { submit } = going(national, signInByPassword(national.parts), somebody())
    await submit('password', { username: who.idNumber, password: PASSWORD })
    await submit('prove', { action: 'lost-phone' })
    await submit('new-phone', { phone: phone.replace('+84', '0'), ...(await national.captcha()) })
    const end = await submit('new-phone-code', { action: 'confirm', otp: national.code(phone) })
    assert.equal(stepOf(end), 'phone-changed')
  }

  it('locks the account, ends its sessions and gives a recovered password back', async () => {
    const who = await anAccount(national)
    const before = await passwordsStore(national.db).find(who.accountId)
    await recover(who)
    assert.equal(stepOf(await signIn(who, NEW)), 'signed-in')
    assert.equal(await isHeld(national.parts, who.accountId), true)
    assert.equal(stepOf(await object(codeOf(who, 'password-recovered'))), 'objected')
    const account = await accountOf(who)
    assert.deepEqual([account?.status, account?.lock?.reason], ['locked', 'objection'])
    const sessions = await national.db
      .selectFrom('sessions')
      .select('end_reason')
      .where('account_id', '=', who.accountId)
      .execute()
    assert.deepEqual(sessions, [{ end_reason: 'objected' }])
    assert.equal((await passwordsStore(national.db).find(who.accountId))?.hash, before?.hash)
    assert.deepEqual(wrongOf(await signIn(who, NEW)), { form: 'password.wrong' })
    const stopped = await signIn(who)
    assert.ok(stopped.kind === 'ended' && stopped.as.kind === 'locked')
    assert.equal(stopped.as.reason, 'objection')
    assert.ok(codeOf(who, 'account-locked'))
  })

  it('gives back the phone that was replaced, as the default one', async () => {
    const [who, phone] = [await anAccount(national), `+84913${String(++people).padStart(6, '0')}`]
    await changePhone(who, phone)
    assert.equal(stepOf(await object(codeOf(who, 'phone-changed'))), 'objected')
    const [own, ...more] = await handlesStore(national.db, national.parts).list(who.accountId, 'sms-otp')
    assert.deepEqual([own?.value, own?.isDefault, own?.verified, more.length], [who.phone, true, true, 0])
  })

  it('takes the code in any writing, and says what it is about before anything happens', async () => {
    const who = await anAccount(national)
    await signIn(who)
    const code = codeOf(who, 'new-device')
    const { submit } = objecting()
    const at = await submit('code', {
      code: ` ${code.toLowerCase().replaceAll('-', ' ')} `,
      ...(await national.captcha()),
    })
    assert.ok(at.kind === 'at' && at.state.step === 'confirm')
    assert.equal(at.state.event, 'new-device')
    assert.equal((await accountOf(who))?.status, 'active')
  })

  it('works once, for 72 hours, and of twenty at once one is first', async () => {
    const who = await anAccount(national)
    await signIn(who)
    const code = codeOf(who, 'new-device')
    const ends = await Promise.all(Array.from({ length: 20 }, () => object(code)))
    const kinds = ends.map(end => stepOf(end))
    assert.equal(kinds.filter(kind => kind === 'objected').length, 1, kinds.join())
    assert.deepEqual(wrongOf(await object(code)), { code: 'objection-code.unknown' })
    const other = await anAccount(national)
    await signIn(other)
    const late = codeOf(other, 'new-device')
    national.later(72 * 3600)
    assert.deepEqual(wrongOf(await object(late)), { code: 'objection-code.unknown' })
    assert.equal((await accountOf(other))?.status, 'active')
  })

  it('is over for who waited too long before confirming', async () => {
    const who = await anAccount(national)
    await signIn(who)
    const { submit } = objecting()
    national.later(72 * 3600 - 100)
    await submit('code', { code: codeOf(who, 'new-device'), ...(await national.captcha()) })
    national.later(200)
    assert.equal(stepOf(await submit('confirm', {})), 'too-late')
    assert.equal((await accountOf(who))?.status, 'active')
  })

  it('refuses rubbish in words, always with a captcha, and at most twenty tries an hour from one place', async () => {
    const { submit } = objecting()
    const captcha = { captcha: 'captcha.empty' }
    assert.deepEqual(wrongOf(await submit('code', {})), { code: 'objection-code.empty', ...captcha })
    for (const code of ['1', 'K7Q2-M9XP-4', 'K7Q2-M9XP-4O', 'x'.repeat(9000), '<b>', '\u0000'])
      assert.deepEqual(wrongOf(await submit('code', { code })), { code: 'objection-code.malformed', ...captcha })
    assert.deepEqual(wrongOf(await submit('code', { code: 'K7Q2-M9XP-4T' })), captcha)
    const visitor = somebody()
    const tries: unknown[] = []
    for (let n = 0; n < 21; n++) tries.push(wrongOf(await object('K7Q2-M9XP-4T', visitor)))
    assert.deepEqual(tries[19], { code: 'objection-code.unknown' })
    assert.deepEqual(tries[20], { form: 'objection.too-many' })
  })

  it('takes back everything of the 72 hours, so that the order of codes gives nobody anything', async () => {
    const who = await anAccount(national)
    const hash = (await passwordsStore(national.db).find(who.accountId))?.hash
    await recover(who)
    const first = codeOf(who, 'password-recovered')
    national.later(3600)
    const [stranger, second] = [somebody(), 'Mua-Xuan-Nam-Moi-2027']
    await signIn(who, NEW, stranger)
    national.later(3600)
    await recover(who, second)
    assert.equal(stepOf(await object(codeOf(who, 'password-recovered'))), 'objected')
    assert.equal((await passwordsStore(national.db).find(who.accountId))?.hash, hash)
    assert.deepEqual(wrongOf(await object(first)), { code: 'objection-code.unknown' })
    const known = await national.db
      .selectFrom('known_browsers')
      .selectAll()
      .where('account_id', '=', who.accountId)
      .execute()
    assert.deepEqual(known, [], 'the stranger’s browser is a stranger again')
  })

  it('brings back the first of several phones, and what was known of it, and tells it of every change', async () => {
    const [who, second, third] = [await anAccount(national), ...['1', '2'].map(n => `+8491590000${n}`)]
    await changePhone(who, second ?? '')
    national.later(3600)
    const sent = national.jobsDone.length
    await changePhone({ ...who, phone: second ?? '' }, third ?? '')
    const told = national.jobsDone.slice(sent).filter(({ payload }) => payload.kind === 'phone-changed')
    assert.deepEqual(told.map(({ payload }) => payload.to).sort(), [who.phone, second, third].sort())
    assert.equal(stepOf(await object(codeOf(who, 'phone-changed'))), 'objected')
    const phones = await handlesStore(national.db, national.parts).list(who.accountId, 'sms-otp')
    assert.deepEqual(
      phones.map(({ value, isDefault, verified }) => [value, isDefault, verified]),
      [[who.phone, true, true]],
    )
    assert.equal((await accountOf(who))?.attributes.phone?.value, who.phone)
  })

  it('takes over a lock for lack of use, which any sign-in would open', async () => {
    const who = await anAccount(national)
    await recover(who)
    const now = national.parts.clock()
    await accountsStore(national.db, national.parts).lock(who.accountId, { reason: 'inactivity', now })
    assert.equal(stepOf(await object(codeOf(who, 'password-recovered'))), 'objected')
    assert.equal((await accountOf(who))?.lock?.reason, 'objection')
    assert.equal(stepOf(await signIn(who)), 'locked')
  })

  it('sends no code to an address that nobody confirmed', async () => {
    const who = await anAccount(national, { email: 'ai@vidu.vn' })
    await signIn(who)
    const mail = national.jobsDone.findLast(({ payload }) => payload.to === 'ai@vidu.vn')
    assert.deepEqual([mail?.payload.kind, mail?.payload.code], ['new-device', undefined])
  })
})
