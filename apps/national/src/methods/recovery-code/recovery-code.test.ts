import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { shownRecoveryCode } from '../../accounts/recovery-codes.ts'
import { signInByPassword } from '../../flows/sign-in/password.ts'
import { anAccount, going, PASSWORD, stepOf, type TestAccount, wrongOf } from '../../flows/test-account.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import { withApp, withCodes } from '../test-handles.ts'

describe('signing in with a recovery code', () => {
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
    await withApp(national, who.accountId)
    return { who, codes: await withCodes(national, who.accountId) }
  }

  async function asked(who: TestAccount, visitor: Visitor = somebody()) {
    const signing = going(national, signInByPassword(national.parts), visitor)
    national.later(61)
    await signing.submit('password', { username: who.idNumber, password: PASSWORD })
    await signing.submit('prove', { action: 'other' })
    assert.equal(stepOf(await signing.submit('choose', { choice: 'recovery-code' })), 'prove')
    return { ...signing, give: (code: string) => signing.submit('prove', { code }) }
  }

  const left = async ({ accountId }: TestAccount) =>
    (await handlesStore(national.db, national.parts).list(accountId, 'recovery-code')).map(({ value }) => value)

  it('opens a session of two factors, uses that code up and no other, and is in the trail', async () => {
    const { who, codes } = await someone()
    const [code = '', ...others] = codes
    assert.equal(stepOf(await (await asked(who)).give(shownRecoveryCode(code).toLowerCase())), 'signed-in')
    assert.deepEqual((await left(who)).toSorted(), others.toSorted())
    const sessions = await national.db
      .selectFrom('sessions')
      .selectAll()
      .where('account_id', '=', who.accountId)
      .execute()
    assert.deepEqual(
      sessions.map(({ methods }) => methods),
      ['pwd otp'],
    )
    const trail = national.db.selectFrom('audit').select('event').where('account_id', '=', who.accountId)
    assert.ok((await trail.execute()).some(({ event }) => event === 'recovery-code-used'))
    assert.deepEqual(wrongOf(await (await asked(who)).give(code)), { code: 'recovery-code.wrong' })
  })

  it('of four flows that send one at once lets one in', async () => {
    const { who, codes } = await someone()
    const [first = '', code = ''] = codes
    const visitor = somebody()
    await (await asked(who, visitor)).give(first)
    const all: Awaited<ReturnType<typeof asked>>[] = []
    for (let n = 0; n < 4; n++) all.push(await asked(who, visitor))
    const ends = await Promise.all(all.map(({ give }) => give(code)))
    assert.equal(ends.filter(end => stepOf(end) === 'signed-in').length, 1)
    for (const end of ends.filter(one => stepOf(one) !== 'signed-in'))
      assert.match(String(Object.values(wrongOf(end))), /^recovery-code\.(used|wrong)$/)
    assert.equal((await left(who)).length, 8)
  })

  it('does not take another account’s, an altered or a malformed one', async () => {
    const [{ who, codes }, other] = [await someone(), await someone()]
    const { give } = await asked(who)
    const [code = ''] = codes
    for (const [typed, key] of [
      [other.codes[0] ?? '', 'wrong'],
      [`${code.slice(0, 7)}${code.endsWith('Z') ? 'Y' : 'Z'}`, 'wrong'],
      ['', 'empty'],
      [code.slice(1), 'malformed'],
      ['x'.repeat(60_000), 'malformed'],
    ] as const)
      assert.deepEqual(wrongOf(await give(typed)), { code: `recovery-code.${key}` }, typed.slice(0, 20))
    assert.equal(stepOf(await give(code)), 'signed-in')
    assert.equal((await left(other.who)).length, 10)
  })

  it('is closed to a place after ten wrong ones, and not to the owner in a browser the account knows', async () => {
    const { who, codes } = await someone()
    const [first = '', second = ''] = codes
    const owner = somebody()
    assert.equal(stepOf(await (await asked(who, owner)).give(first)), 'signed-in')
    const place = 'the place of the attack'
    for (let flow = 0; flow < 2; flow++) {
      const { give } = await asked(who, { ...somebody(), place })
      const keys: (string | undefined)[] = []
      for (let n = 0; n < 5; n++) keys.push(wrongOf(await give(`2222333${n + 2}`)).code)
      assert.equal(keys.at(-1), 'recovery-code.used-up')
    }
    const { give } = await asked(who, { ...somebody(), place })
    assert.deepEqual(wrongOf(await give(second)), { code: 'recovery-code.too-many-wrong' })
    assert.equal(stepOf(await (await asked(who, { ...owner, place })).give(second)), 'signed-in')
  })

  it('is offered last, with how many are left', async () => {
    const { who } = await someone()
    const method = national.parts.methods.at(-1)
    assert.equal(method?.id, 'recovery-code')
    const handles = await handlesStore(national.db, national.parts).list(who.accountId, 'recovery-code')
    assert.equal(method?.line(handles.slice(3), 'vi').text, 'Còn 7 mã')
  })
})
