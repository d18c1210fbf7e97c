import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { addPhone } from '../../accounts/add-phone.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { allowObjection, object } from '../../accounts/objections.ts'
import { objectionsStore } from '../../accounts/objections-store.ts'
import { codeAt, stepAt } from '../../methods/totp/time-code.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import { anAccount, going, stepOf, type TestAccount, wrongOf } from '../test-account.ts'
import { type AddableMethod, addMethod } from './add-method.ts'

describe('adding a method', () => {
  let national: TestNational
  let people = 0
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(() => national.later(3600))

  const somebody = () => aVisitor(`somebody ${++people}`)
  const aPhone = () => `0935${String(++people).padStart(6, '0')}`
  const handlesOf = ({ accountId }: TestAccount, method?: string) =>
    handlesStore(national.db, national.parts).list(accountId, method)

  function flowOf(who: TestAccount, id: string) {
    const method = national.parts.methods.find(each => each.id === id)
    assert.ok(method?.enrolment)
    return addMethod(national.parts, { method: method as AddableMethod, accountId: who.accountId })
  }

  const adding = (who: TestAccount, id: string, visitor: Visitor = somebody()) =>
    going(national, flowOf(who, id), visitor)

  /** To the page with the secret. */
  async function connecting(who: TestAccount, name = '') {
    const flow = adding(who, 'totp')
    const standing = await flow.submit('form', { name })
    assert.ok(standing.kind === 'at' && standing.state.step === 'prove')
    const { secret } = standing.state.pending as { secret: string }
    const code = () => codeAt(secret, stepAt(national.parts.clock()))
    return { ...flow, secret, code, confirm: () => flow.submit('prove', { otp: code() }) }
  }

  const codesIn = (standing: Awaited<ReturnType<Awaited<ReturnType<typeof connecting>>['confirm']>>) =>
    standing.kind === 'ended' && standing.as.kind === 'added' ? standing.as.recoveryCodes : undefined

  const toldOf = (who: TestAccount) =>
    national.jobsDone.filter(({ payload }) => payload.to === who.phone && payload.kind === 'method-added')

  async function trailOf({ accountId }: TestAccount): Promise<string[]> {
    const rows = await national.db.selectFrom('audit').select('event').where('account_id', '=', accountId).execute()
    return rows.map(({ event }) => event)
  }

  it('keeps an app once its first code came, makes ten recovery codes, and tells the holder', async () => {
    const who = await anAccount(national)
    const { secret, confirm } = await connecting(who, 'Máy của mẹ')
    assert.deepEqual(await handlesOf(who, 'totp'), [], 'nothing is kept before')
    const codes = codesIn(await confirm())
    assert.equal(codes?.length, 10)
    const [app, ...none] = await handlesOf(who, 'totp')
    assert.deepEqual(none, [])
    assert.deepEqual([app?.value, app?.detail, app?.identifies], [secret, '{"name":"Máy của mẹ"}', false])
    assert.equal(app?.counter, stepAt(national.parts.clock()), 'the code that proved it does not sign in too')
    assert.deepEqual((await handlesOf(who, 'recovery-code')).map(({ value }) => value).toSorted(), codes.toSorted())
    assert.deepEqual(
      toldOf(who).map(({ payload }) => payload.values),
      [{ method: 'Ứng dụng xác thực (TOTP)' }],
    )
    assert.ok(toldOf(who)[0]?.payload.code, 'with a code to object')
    assert.ok((await trailOf(who)).includes('method-added'))
  })

  it('makes no further codes with a second app', async () => {
    const who = await anAccount(national)
    const first = codesIn(await (await connecting(who)).confirm())
    assert.deepEqual(codesIn(await (await connecting(who)).confirm()), [])
    assert.deepEqual((await handlesOf(who, 'recovery-code')).map(({ value }) => value).toSorted(), first?.toSorted())
  })

  it('makes ten codes where two apps are added at once', async () => {
    const who = await anAccount(national)
    const two = await Promise.all([connecting(who), connecting(who)])
    const codes = await Promise.all(two.map(async ({ confirm }) => codesIn(await confirm())?.length))
    assert.deepEqual(codes.toSorted(), [0, 10])
    assert.equal((await handlesOf(who, 'totp')).length, 2)
    assert.equal((await handlesOf(who, 'recovery-code')).length, 10)
  })

  it('is one app when the code is sent twice at once, and both answers show the codes', async () => {
    const who = await anAccount(national)
    const { flowId, visitor, code } = await connecting(who)
    const pause = () => new Promise<void>(resolve => setTimeout(resolve, 20))
    const { advance } = engine(flowOf(who, 'totp'), { ...national.parts, pause })
    const form = { flowId, version: 1, step: 'prove', fields: { otp: code() }, visitor }
    const [one, two] = await Promise.all([advance(form), advance(form)])
    assert.equal(codesIn(one)?.length, 10)
    assert.deepEqual(one, two)
    assert.equal((await handlesOf(who, 'totp')).length, 1)
  })

  it('asks for the first code until it is right, and keeps the secret meanwhile', async () => {
    const who = await anAccount(national)
    const { submit, secret, code } = await connecting(who)
    for (const [otp, key] of [
      ['', 'totp.malformed'],
      ['12', 'totp.malformed'],
      ['000000', 'totp.not-yet'],
    ] as const) {
      if (otp === code()) continue
      const standing = await submit('prove', { otp })
      assert.deepEqual(wrongOf(standing), { otp: key })
      assert.ok(standing.kind === 'at' && standing.state.step === 'prove')
      assert.equal((standing.state.pending as { secret: string }).secret, secret)
    }
    assert.equal(stepOf(await submit('prove', { otp: code() })), 'added')
  })

  it('says which field is wrong at the beginning', async () => {
    const who = await anAccount(national)
    const { submit } = adding(who, 'totp')
    assert.deepEqual(wrongOf(await submit('form', { name: 'x'.repeat(41) })), { name: 'totp-name.too-long' })
    const phone = adding(who, 'sms-otp')
    assert.deepEqual(wrongOf(await phone.submit('form', {})), { phone: 'phone.empty' })
    assert.deepEqual(wrongOf(await phone.submit('form', { phone: who.phone })), { phone: 'method.had-already' })
  })

  it('keeps a phone by its code, not as the person’s own, and without recovery codes', async () => {
    const who = await anAccount(national)
    const { submit } = adding(who, 'sms-otp')
    const phone = aPhone()
    const international = `+84${phone.slice(1)}`
    assert.equal(stepOf(await submit('form', { phone })), 'prove')
    assert.deepEqual(wrongOf(await submit('prove', { action: 'resend' })), { form: 'otp.too-soon' })
    assert.equal(stepOf(await submit('prove', { action: 'confirm', otp: national.code(international) })), 'added')
    const phones = await handlesOf(who, 'sms-otp')
    assert.deepEqual(
      phones.map(({ value, verified, isDefault }) => [value, verified, isDefault]),
      [
        [who.phone, true, true],
        [international, false, false],
      ],
    )
    assert.deepEqual(await handlesOf(who, 'recovery-code'), [])
  })

  it('refuses a phone that receives the codes of five accounts, after its code', async () => {
    const phone = aPhone()
    const international = `+84${phone.slice(1)}`
    const five = await Promise.all(Array.from({ length: 5 }, () => anAccount(national)))
    for (const { accountId } of five) {
      const change = { accountId, phone: international, verified: false }
      await national.db.transaction().execute(tx => addPhone(national.parts, tx, change))
    }
    const who = await anAccount(national)
    const { submit } = adding(who, 'sms-otp')
    assert.equal(stepOf(await submit('form', { phone })), 'prove')
    const standing = await submit('prove', { action: 'confirm', otp: national.code(international) })
    assert.deepEqual([stepOf(standing), wrongOf(standing)], ['form', { form: 'phone.too-many-accounts' }])
    assert.equal((await handlesOf(who, 'sms-otp')).length, 1)
    assert.deepEqual(toldOf(who), [])
  })

  it('is refused in words when the handle came by another window, and when there are three apps', async () => {
    const who = await anAccount(national)
    const phone = aPhone()
    const { submit } = adding(who, 'sms-otp')
    await submit('form', { phone })
    const change = { accountId: who.accountId, phone: `+84${phone.slice(1)}`, verified: false }
    await national.db.transaction().execute(tx => addPhone(national.parts, tx, change))
    const late = await submit('prove', { action: 'confirm', otp: national.code(change.phone) })
    assert.deepEqual(wrongOf(late), { form: 'method.had-already' })
    const four = await Promise.all(Array.from({ length: 4 }, () => connecting(who)))
    const ends: string[] = []
    for (const { confirm } of four) {
      const end = await confirm()
      ends.push(wrongOf(end).form ?? stepOf(end))
    }
    assert.deepEqual(ends, [...Array(3).fill('added'), 'totp.too-many'])
    assert.deepEqual(wrongOf(await adding(who, 'totp').submit('form', {})), { form: 'totp.too-many' })
  })

  it('is refused at once, and at the end, when there are ten phones', async () => {
    const who = await anAccount(national)
    const last = aPhone()
    const { submit } = adding(who, 'sms-otp')
    await submit('form', { phone: last })
    for (let n = 0; n < 9; n++) {
      const change = { accountId: who.accountId, phone: `+84${aPhone().slice(1)}`, verified: false }
      await national.db.transaction().execute(tx => addPhone(national.parts, tx, change))
    }
    const late = await submit('prove', { action: 'confirm', otp: national.code(`+84${last.slice(1)}`) })
    assert.deepEqual(wrongOf(late), { form: 'method.too-many' })
    const sent = national.jobsDone.length
    const another = await adding(who, 'sms-otp').submit('form', { phone: aPhone() })
    assert.deepEqual(wrongOf(another), { form: 'method.too-many' })
    assert.equal(national.jobsDone.length, sent, 'no code is sent in vain')
  })

  it('is nobody else’s: neither another account in the same browser nor another browser finds it', async () => {
    const [who, other] = [await anAccount(national), await anAccount(national)]
    const { flowId, visitor, code } = await connecting(who)
    const form = { flowId, version: 1, step: 'prove', fields: { otp: code() } }
    const others = engine(flowOf(other, 'totp'), national.parts)
    assert.deepEqual(await others.look(flowId, visitor.browser), { kind: 'gone' })
    assert.deepEqual(await others.advance({ ...form, visitor }), { kind: 'gone' })
    assert.deepEqual(await others.advance({ ...form, step: 'form', fields: {}, visitor }), { kind: 'gone' })
    const own = engine(flowOf(who, 'totp'), national.parts)
    assert.deepEqual(await own.advance({ ...form, visitor: somebody() }), { kind: 'gone' })
    assert.deepEqual(await engine(flowOf(who, 'sms-otp'), national.parts).look(flowId, visitor.browser), {
      kind: 'gone',
    })
    assert.deepEqual([...(await handlesOf(who, 'totp')), ...(await handlesOf(other, 'totp'))], [])
  })

  it('stops when the account is locked or recovered meanwhile', async () => {
    const [locked, recovered] = [await anAccount(national), await anAccount(national)]
    const both = [await connecting(locked), await connecting(recovered)]
    const now = national.parts.clock()
    await accountsStore(national.db, national.parts).lock(locked.accountId, { reason: 'objection', now })
    await national.db
      .transaction()
      .execute(tx =>
        allowObjection(national.parts, tx, { accountId: recovered.accountId, event: 'password-recovered' }),
      )
    for (const { confirm } of both) assert.equal(stepOf(await confirm()), 'not-now')
    assert.deepEqual([...(await handlesOf(locked, 'totp')), ...(await handlesOf(recovered, 'totp'))], [])
  })

  it('is taken back whole by an objection: the app and the codes made with it', async () => {
    const who = await anAccount(national)
    await (await connecting(who)).confirm()
    const code = String(toldOf(who)[0]?.payload.code).replaceAll('-', '')
    const found = await objectionsStore(national.db, national.parts).find(code, national.parts.clock())
    await national.db.transaction().execute(tx => object(national.parts, tx, found ?? assert.fail()))
    assert.deepEqual(
      (await handlesOf(who)).map(({ method }) => method),
      ['sms-otp'],
    )
    assert.equal((await accountsStore(national.db, national.parts).find(who.accountId))?.status, 'locked')
  })

  it('leaves the earlier codes when the app objected to came after them', async () => {
    const who = await anAccount(national)
    await (await connecting(who)).confirm()
    national.later(73 * 3600)
    await (await connecting(who)).confirm()
    const code = String(toldOf(who)[1]?.payload.code).replaceAll('-', '')
    const found = await objectionsStore(national.db, national.parts).find(code, national.parts.clock())
    await national.db.transaction().execute(tx => object(national.parts, tx, found ?? assert.fail()))
    assert.equal((await handlesOf(who, 'totp')).length, 1)
    assert.equal((await handlesOf(who, 'recovery-code')).length, 10)
  })
})
