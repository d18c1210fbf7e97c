import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Standing, Visitor } from '@motcua/sign-in/flow/flow.ts'
import { oidcRecordsStore } from '../../oidc/records-store.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import { signInByPassword } from '../sign-in/password.ts'
import { anAccount, going, PASSWORD, stepOf, type TestAccount, wrongOf } from '../test-account.ts'
import { recoverPassword } from './recover.ts'
import type { RecoverEnd, RecoverState } from './state.ts'

const NEW = 'Trang-Ram-Thang-Tam-15'
type Stands = Standing<RecoverState, RecoverEnd>

describe('recovering a password', () => {
  let national: TestNational
  let visitors = 0
  let unknown = 0
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())

  const somebody = (name = 'visitor') => aVisitor(`${name} ${++visitors}`)
  const flow = (visitor: Visitor = somebody()) => going(national, recoverPassword(national.parts), visitor)
  const nobody = () => ({ idNumber: `0301907${String(++unknown).padStart(5, '0')}` })

  async function at(step: 'otp' | 'password', who: { idNumber: string; phone?: string }, visitor = somebody()) {
    national.later(61)
    const recovering = flow(visitor)
    const standing = await recovering.submit('who', { username: who.idNumber, ...(await national.captcha()) })
    if (step === 'otp') return { ...recovering, standing }
    const otp = national.code(who.phone ?? '')
    return { ...recovering, standing: await recovering.submit('otp', { action: 'confirm', otp }) }
  }

  async function recover(who: TestAccount, visitor = somebody(), password = NEW) {
    const { submit } = await at('password', who, visitor)
    return submit('password', { password, confirmation: password })
  }

  async function signIn(who: TestAccount, password: string, visitor = somebody()) {
    national.later(61)
    const signing = going(national, signInByPassword(national.parts), visitor)
    const first = await signing.submit('password', {
      ...{ username: who.idNumber, password, ...(await national.captcha()) },
    })
    if (stepOf(first) !== 'prove') return first
    return signing.submit('prove', { action: 'confirm', otp: national.code(who.phone) })
  }

  it('sets the new password; the old one is refused and the new one lets in', async () => {
    const who = await anAccount(national)
    assert.equal(stepOf(await recover(who)), 'recovered')
    assert.deepEqual(wrongOf(await signIn(who, PASSWORD)), { form: 'password.wrong' })
    assert.equal(stepOf(await signIn(who, NEW)), 'signed-in')
  })

  it('ends every session of the account, and what they gave relying parties, and no other', async () => {
    const [who, other] = [await anAccount(national), await anAccount(national)]
    for (const visitor of [somebody(), somebody()]) await signIn(who, PASSWORD, visitor)
    await signIn(other, PASSWORD)
    const sessions = await national.db.selectFrom('sessions').selectAll().execute()
    const records = oidcRecordsStore(national.db)
    for (const { id } of sessions) {
      const bound = { model: 'Session', payload: '', uid: undefined, grantId: undefined, expiresAt: undefined }
      await records.upsert({ ...bound, id, sessionId: id })
    }
    await recover(who)
    const left = await national.db.selectFrom('sessions').selectAll().where('ended_at', 'is', null).execute()
    assert.ok(!left.some(session => session.account_id === who.accountId))
    assert.ok(left.some(session => session.account_id === other.accountId))
    const kept = await national.db.selectFrom('oidc_records').select('session_id').execute()
    const ofWho = new Set(sessions.filter(one => one.account_id === who.accountId).map(one => one.id))
    assert.equal(ofWho.size, 2)
    assert.ok(!kept.some(record => ofWho.has(String(record.session_id))))
    assert.equal(kept.length, sessions.length - 2)
  })

  it('tells the owner by SMS and by mail, without name, number or link', async () => {
    const who = await anAccount(national, { email: 'thu@vidu.vn' })
    await recover(who)
    const told = national.jobsDone.filter(job => job.name.endsWith('.notice')).slice(-2)
    assert.deepEqual(
      told.map(({ name, payload }) => [name, payload.to, payload.kind]),
      [
        ['sms.notice', who.phone, 'password-recovered'],
        ['mail.notice', 'thu@vidu.vn', 'password-recovered'],
      ],
    )
    const [sms, mail] = told
    assert.deepEqual(Object.keys(sms?.payload ?? {}).sort(), ['at', 'code', 'id', 'kind', 'language', 'to', 'values'])
    assert.match(String(sms?.payload.code), /^\w{4}-\w{4}-\w\w$/)
    assert.equal(mail?.payload.code, undefined, 'nobody confirmed that address')
    assert.deepEqual(sms?.payload.values, {})
  })

  it('opens what wrong passwords had closed, to the browser it is done with and to unknown ones', async () => {
    const [who, owner] = [await anAccount(national), somebody('owner')]
    assert.equal(stepOf(await signIn(who, PASSWORD, owner)), 'signed-in')
    for (let n = 0; n < 10; n++) await signIn(who, 'Sai-Mat-Khau-1', owner)
    for (let n = 0; n < 100; n++) await signIn(who, 'Sai-Mat-Khau-1', somebody())
    assert.deepEqual(wrongOf(await signIn(who, PASSWORD, somebody())), { form: 'password.closed' })
    for (let n = 0; n < 10; n++) await signIn(who, 'Sai-Mat-Khau-1', owner)
    assert.deepEqual(wrongOf(await signIn(who, PASSWORD, owner)), { form: 'password.locked' })
    await recover(who, owner)
    assert.equal(stepOf(await signIn(who, NEW, owner)), 'signed-in')
    assert.equal(stepOf(await signIn(who, NEW, somebody())), 'signed-in')
  })

  it('refuses a new password that breaks the rules or differs, and keeps the step', async () => {
    const who = await anAccount(national)
    const { submit } = await at('password', who)
    const wrong: [string, string, Record<string, string>][] = [
      ['', '', { password: 'new-password.too-short' }],
      ['a', 'a', { password: 'new-password.too-short' }],
      ['lua-chin-vang-2026', 'lua-chin-vang-2026', { password: 'new-password.no-upper-case' }],
      [`A-a-${who.idNumber}`, `A-a-${who.idNumber}`, { password: 'new-password.contains-login-name' }],
      ['Thithu#8372k', 'Thithu#8372k', { password: 'new-password.contains-name' }],
      [`Kx#0${who.phone.slice(3)}`, '', { password: 'new-password.contains-number' }],
      ['Kx#12-8-1990', '', { password: 'new-password.contains-date-of-birth' }],
      [NEW, `${NEW}x`, { confirmation: 'new-password.differs' }],
      [`${NEW}${'x'.repeat(100_000)}`, 'x', { password: 'new-password.too-long' }],
    ]
    for (const [password, confirmation, errors] of wrong) {
      const standing = await submit('password', { password, confirmation })
      assert.deepEqual([stepOf(standing), wrongOf(standing)], ['password', errors])
    }
    assert.equal(stepOf(await submit('password', { password: NEW, confirmation: NEW })), 'recovered')
  })

  it('asks for a captcha always, and for a number that can be one', async () => {
    const { submit } = flow()
    assert.deepEqual(wrongOf(await submit('who', { username: '030190000001' })), { captcha: 'captcha.empty' })
    const noCaptcha = { captcha: 'captcha.empty' }
    const wrong = { username: 'id-number.wrong-length', ...noCaptcha }
    assert.deepEqual(wrongOf(await submit('who', { username: '0301' })), wrong)
    assert.deepEqual(wrongOf(await submit('who', {})), { username: 'id-number.empty', ...noCaptcha })
    const captcha = await national.captcha()
    await submit('who', { username: '030190888888', ...captcha })
    assert.deepEqual(wrongOf(await submit('who', { username: '030190888889', ...captcha })), {
      ...{ captcha: 'captcha.used' },
    })
  })

  it('asks at most twenty times an hour from one place', async () => {
    const visitor = somebody('curious')
    const keys: (string | undefined)[] = []
    for (let n = 0; n < 21; n++) {
      const { standing } = await at('otp', nobody(), visitor)
      keys.push(wrongOf(standing).form)
    }
    assert.deepEqual(keys.slice(0, 20), Array(20).fill(undefined))
    assert.equal(keys[20], 'recover.too-many')
  })

  describe('answers alike for a name with an account, a locked one, and none', () => {
    async function three() {
      const [known, locked] = [await anAccount(national), await anAccount(national)]
      await national.db
        .updateTable('accounts')
        .set({ status: 'locked', lock_reason: 'desk', locked_at: national.parts.clock() })
        .where('id', '=', locked.accountId)
        .execute()
      return [known, locked, nobody()]
    }

    /** What a page could show of where the flow stands. */
    function seen(standing: Stands) {
      if (standing.kind !== 'at' || standing.state.step !== 'otp') return [stepOf(standing), wrongOf(standing)]
      const { pending } = standing.state
      const times = [national.parts.otp.expiresIn(pending), national.parts.otp.resendIn(pending)]
      return [standing.state.step, standing.errors, standing.version, ...times]
    }

    /** Does the same for all three and compares every answer. */
    async function alike(acts: (going: Awaited<ReturnType<typeof at>>) => Promise<Stands[]>) {
      const answers: unknown[][][] = []
      for (const who of await three()) {
        const recovering = await at('otp', who)
        answers.push([seen(recovering.standing), ...(await acts(recovering)).map(seen)])
      }
      assert.deepEqual(answers[1], answers[0])
      assert.deepEqual(answers[2], answers[0])
      return answers[0]
    }

    it('when the code is asked for, and to nobody but the first one is sent', async () => {
      const sent = national.jobsDone.length
      assert.equal((await alike(async () => []))?.[0]?.[0], 'otp')
      assert.equal(national.jobsDone.length, sent + 1)
    })

    it('when a code is wrong, malformed, or wrong too often', async () => {
      const otps = ['', 'abc', '1234567', '000001', '000002', '000003', '000004', '000005', '000006']
      await alike(async ({ submit }) => {
        const standings: Stands[] = []
        for (const otp of otps) standings.push(await submit('otp', { action: 'confirm', otp }))
        return standings
      })
    })

    it('when a code has expired', async () => {
      await alike(async ({ submit }) => {
        national.later(301)
        return [await submit('otp', { action: 'confirm', otp: '000000' })]
      })
    })

    it('when another code is asked for: too soon, in time, and too often', async () => {
      await alike(async ({ submit }) => {
        const standings: Stands[] = [await submit('otp', { action: 'resend' })]
        for (let n = 0; n < 6; n++) {
          national.later(61)
          standings.push(await submit('otp', { action: 'resend' }))
        }
        return standings
      })
    })

    it('when the same name is asked about once more from there at once, and while no message can be sent', async () => {
      const answers: unknown[] = []
      for (const who of await three()) {
        const visitor = somebody()
        await at('otp', who, visitor)
        const again = await flow({ ...visitor, browser: somebody().browser }).submit('who', {
          username: who.idNumber,
          ...(await national.captcha()),
        })
        national.outside.sms = 'down'
        national.later(61)
        const down = await flow().submit('who', { username: who.idNumber, ...(await national.captcha()) })
        national.outside.sms = 'up'
        answers.push([seen(again), seen(down)])
      }
      assert.deepEqual(answers[0], [
        ['who', { form: 'otp.too-soon' }],
        ['who', { form: 'otp.unavailable' }],
      ])
      assert.deepEqual(answers[1], answers[0])
      assert.deepEqual(answers[2], answers[0])
    })
  })

  it('lets twenty people recover at once', async () => {
    const twenty = await Promise.all(Array.from({ length: 20 }, () => anAccount(national)))
    national.later(61)
    const flows = await Promise.all(
      twenty.map(async who => {
        const recovering = flow()
        await recovering.submit('who', { username: who.idNumber, ...(await national.captcha()) })
        await recovering.submit('otp', { action: 'confirm', otp: national.code(who.phone) })
        return recovering
      }),
    )
    const ends = await Promise.all(
      flows.map(async ({ submit }) => stepOf(await submit('password', { password: NEW, confirmation: NEW }))),
    )
    assert.deepEqual(ends, Array(20).fill('recovered'))
  })
})
