import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import { addPhone } from '../../accounts/add-phone.ts'
import { handlesStore, type NewHandle } from '../../accounts/handles-store.ts'
import { allowObjection, object } from '../../accounts/objections.ts'
import { objectionsStore } from '../../accounts/objections-store.ts'
import { withApp, withCodes } from '../../methods/test-handles.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import { anAccount, going, stepOf, type TestAccount } from '../test-account.ts'
import { removeMethod } from './remove-method.ts'

describe('removing a method', () => {
  let national: TestNational
  let people = 0
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(() => national.later(3600))

  const somebody = () => aVisitor(`somebody ${++people}`)
  const store = () => handlesStore(national.db, national.parts)
  const handlesOf = ({ accountId }: TestAccount, method?: string) => store().list(accountId, method)

  async function remove(who: TestAccount, handleId: string, visitor: Visitor = somebody()): Promise<string> {
    const flow = removeMethod(national.parts, { handleId, accountId: who.accountId })
    return stepOf(await going(national, flow, visitor).submit('confirm', {}))
  }

  async function secondPhone({ accountId }: TestAccount) {
    national.later(1)
    const phone = `+84936${String(++people).padStart(6, '0')}`
    const adding = { accountId, phone, verified: false }
    const added = await national.db.transaction().execute(tx => addPhone(national.parts, tx, adding))
    assert.ok(added.kind === 'added')
    return { id: added.id, phone }
  }

  const told = (phone: string) =>
    national.jobsDone.filter(({ payload }) => payload.to === phone && payload.kind === 'method-removed')

  async function objectTo(phone: string): Promise<void> {
    const code = String(told(phone).at(-1)?.payload.code).replaceAll('-', '')
    const found = await objectionsStore(national.db, national.parts).find(code, national.parts.clock())
    await national.db.transaction().execute(tx => object(national.parts, tx, found ?? assert.fail()))
  }

  it('takes the app and, with the last one, its recovery codes; tells the holder; is in the trail', async () => {
    const who = await anAccount(national)
    const [first, second] = [await withApp(national, who.accountId), await withApp(national, who.accountId)]
    await withCodes(national, who.accountId)
    assert.equal(await remove(who, first.id), 'removed')
    assert.equal((await handlesOf(who, 'recovery-code')).length, 10, 'another app is left')
    assert.equal(await remove(who, second.id), 'removed')
    assert.deepEqual(
      (await handlesOf(who)).map(({ method }) => method),
      ['sms-otp'],
    )
    assert.deepEqual(
      told(who.phone).map(({ payload }) => payload.values),
      Array(2).fill({ method: 'Ứng dụng xác thực (TOTP)' }),
    )
    const trail = await national.db
      .selectFrom('audit')
      .select('event')
      .where('account_id', '=', who.accountId)
      .execute()
    assert.equal(trail.filter(({ event }) => event === 'method-removed').length, 2)
  })

  it('makes another phone the default when the default goes, and tells the removed one as well', async () => {
    const who = await anAccount(national)
    const [second, third] = [await secondPhone(who), await secondPhone(who)]
    const [first] = await handlesOf(who, 'sms-otp')
    assert.equal(await remove(who, first?.id ?? ''), 'removed')
    const left = await handlesOf(who, 'sms-otp')
    assert.deepEqual(
      left.map(({ value, isDefault }) => [value, isDefault]),
      [
        [second.phone, true],
        [third.phone, false],
      ],
    )
    for (const phone of [who.phone, second.phone, third.phone]) assert.equal(told(phone).length, 1, phone)
    assert.equal(await remove(who, third.id), 'removed')
    assert.equal(told(third.phone).length, 2, 'whoever has the removed phone hears of it')
  })

  it('refuses the last second factor beside a password; recovery codes are none', async () => {
    const who = await anAccount(national)
    const [phone] = await handlesOf(who, 'sms-otp')
    await withCodes(national, who.accountId)
    assert.equal(await remove(who, phone?.id ?? ''), 'last-way')
    const app = await withApp(national, who.accountId)
    assert.equal(await remove(who, phone?.id ?? ''), 'removed')
    assert.equal(await remove(who, app.id), 'last-way')
    assert.deepEqual(
      (await handlesOf(who, 'totp')).map(({ id }) => id),
      [app.id],
    )
  })

  it('refuses the last handle that identifies where there is no password', async () => {
    const who = await anAccount(national)
    await passwordsStore(national.db).remove(who.accountId)
    const known = (method: string): NewHandle => ({
      ...{ accountId: who.accountId, method, value: who.idNumber, identifies: true, createdAt: national.parts.clock() },
    })
    const one = await store().add(national.parts.random, known('vnpost'))
    const two = await store().add(national.parts.random, known('vneid'))
    assert.ok(one.kind === 'added' && two.kind === 'added')
    const [phone] = await handlesOf(who, 'sms-otp')
    assert.equal(await remove(who, one.id), 'removed')
    assert.equal(await remove(who, two.id), 'last-way')
    assert.equal(await remove(who, phone?.id ?? ''), 'removed', 'a phone alone lets nobody in here')
  })

  it('leaves one way in when all are removed at once', async () => {
    for (let round = 0; round < 5; round++) {
      const who = await anAccount(national)
      await secondPhone(who)
      await withApp(national, who.accountId)
      const all = await handlesOf(who)
      const ends = await Promise.all(all.map(({ id }) => remove(who, id)))
      assert.deepEqual(ends.toSorted(), ['last-way', 'removed', 'removed'])
      assert.equal((await handlesOf(who)).length, 1)
    }
  })

  it('is done once when sent twice at once, and both are told so', async () => {
    const who = await anAccount(national)
    const app = await withApp(national, who.accountId)
    const pause = () => new Promise<void>(resolve => setTimeout(resolve, 20))
    const flow = removeMethod(national.parts, { handleId: app.id, accountId: who.accountId })
    const { advance } = engine(flow, { ...national.parts, pause })
    const form = { flowId: crypto.randomUUID(), version: 0, step: 'confirm', fields: {}, visitor: somebody() }
    const ends = await Promise.all([advance(form), advance(form), advance(form)])
    assert.deepEqual(ends.map(stepOf), ['removed', 'removed', 'removed'])
    assert.equal(told(who.phone).length, 1)
  })

  it('finds neither somebody else’s, nor a recovery code, nor what never was', async () => {
    const [who, other] = [await anAccount(national), await anAccount(national)]
    const app = await withApp(national, other.accountId)
    await withApp(national, who.accountId)
    await withCodes(national, who.accountId)
    const [code] = await handlesOf(who, 'recovery-code')
    for (const id of [app.id, code?.id ?? '', crypto.randomUUID(), '', 'x'])
      assert.equal(await remove(who, id), 'gone', id)
    assert.equal((await handlesOf(other, 'totp')).length, 1)
    assert.equal((await handlesOf(who, 'recovery-code')).length, 10)
  })

  it('waits while a recovery may be objected to', async () => {
    const who = await anAccount(national)
    const app = await withApp(national, who.accountId)
    const change = { accountId: who.accountId, event: 'phone-changed' } as const
    await national.db.transaction().execute(tx => allowObjection(national.parts, tx, change))
    assert.equal(await remove(who, app.id), 'not-now')
    national.later(72 * 3600 + 1)
    assert.equal(await remove(who, app.id), 'removed')
  })

  it('is taken back by an objection: app, codes, used steps and age are as they were', async () => {
    const who = await anAccount(national)
    const app = await withApp(national, who.accountId)
    const codes = await withCodes(national, who.accountId)
    await store().raise(app.id, 4711)
    const [before] = await handlesOf(who, 'totp')
    national.later(60)
    assert.equal(await remove(who, app.id), 'removed')
    await objectTo(who.phone)
    const [after] = await handlesOf(who, 'totp')
    assert.deepEqual({ ...after, id: '' }, { ...before, id: '' })
    assert.deepEqual((await handlesOf(who, 'recovery-code')).map(({ value }) => value).toSorted(), codes.toSorted())
  })

  it('is taken back by an objection: the phone is the default again', async () => {
    const who = await anAccount(national)
    const second = await secondPhone(who)
    const [first] = await handlesOf(who, 'sms-otp')
    await remove(who, first?.id ?? '')
    await objectTo(second.phone)
    const phones = await handlesOf(who, 'sms-otp')
    assert.deepEqual(
      phones.map(({ value, isDefault }) => [value, isDefault]),
      [
        [who.phone, true],
        [second.phone, false],
      ],
    )
  })
})
