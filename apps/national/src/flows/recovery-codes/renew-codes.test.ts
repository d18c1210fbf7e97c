import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { allowObjection, object } from '../../accounts/objections.ts'
import { objectionsStore } from '../../accounts/objections-store.ts'
import { withApp, withCodes } from '../../methods/test-handles.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import { anAccount, going, stepOf, type TestAccount } from '../test-account.ts'
import { renewCodes } from './renew-codes.ts'

describe('making recovery codes anew', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(() => national.later(3600))

  async function someone() {
    const who = await anAccount(national)
    await withApp(national, who.accountId)
    return { who, codes: await withCodes(national, who.accountId) }
  }

  const renew = ({ accountId }: TestAccount) =>
    going(national, renewCodes(national.parts, accountId), aVisitor(accountId.slice(0, 30))).submit('confirm', {})
  const codesOf = async ({ accountId }: TestAccount) =>
    (await handlesStore(national.db, national.parts).list(accountId, 'recovery-code')).map(({ value }) => value)

  it('gives ten new ones, and the old ones are worth nothing', async () => {
    const { who, codes } = await someone()
    const end = await renew(who)
    assert.ok(end.kind === 'ended' && end.as.kind === 'renewed')
    assert.deepEqual((await codesOf(who)).toSorted(), end.as.codes.toSorted())
    assert.deepEqual(
      codes.filter(code => end.kind === 'ended' && end.as.kind === 'renewed' && end.as.codes.includes(code)),
      [],
    )
  })

  it('gives the same ten to a form that is sent twice at once', async () => {
    const { who } = await someone()
    const pause = () => new Promise<void>(resolve => setTimeout(resolve, 20))
    const { advance } = engine(renewCodes(national.parts, who.accountId), { ...national.parts, pause })
    const form = { flowId: crypto.randomUUID(), version: 0, step: 'confirm', fields: {}, visitor: aVisitor() }
    const [one, two] = await Promise.all([advance(form), advance(form)])
    assert.deepEqual(one, two)
    assert.ok(one.kind === 'ended' && one.as.kind === 'renewed')
    assert.deepEqual((await codesOf(who)).toSorted(), one.as.codes.toSorted())
  })

  it('is not for who has nothing that they stand in for, nor while a recovery may be objected to', async () => {
    const who = await anAccount(national)
    assert.equal(stepOf(await renew(who)), 'not-now')
    assert.deepEqual(await codesOf(who), [])
    const { who: held, codes } = await someone()
    const change = { accountId: held.accountId, event: 'password-recovered' } as const
    await national.db.transaction().execute(tx => allowObjection(national.parts, tx, change))
    assert.equal(stepOf(await renew(held)), 'not-now')
    assert.deepEqual((await codesOf(held)).toSorted(), codes.toSorted())
  })

  it('is told to the holder, whose objection brings the old ones back', async () => {
    const { who, codes } = await someone()
    await renew(who)
    const told = national.jobsDone.findLast(({ payload }) => payload.to === who.phone)
    assert.deepEqual([told?.payload.kind, told?.payload.values], ['method-added', { method: 'Mã khôi phục' }])
    const code = String(told?.payload.code).replaceAll('-', '')
    const found = await objectionsStore(national.db, national.parts).find(code, national.parts.clock())
    await national.db.transaction().execute(tx => object(national.parts, tx, found ?? assert.fail()))
    assert.deepEqual((await codesOf(who)).toSorted(), codes.toSorted())
  })
})
