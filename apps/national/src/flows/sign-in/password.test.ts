import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { passwordHasher } from '@motcua/sign-in/password/hashing.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import { anAccount, going, PASSWORD, stepOf, type TestAccount, wrongOf } from '../test-account.ts'
import { signInByPassword } from './password.ts'

describe('sign-in by password', () => {
  let national: TestNational
  let visitors = 0
  const pauses: number[] = []
  before(async () => {
    national = await testNational()
    const { parts } = national
    parts.pause = async milliseconds => void pauses.push(milliseconds)
  })
  after(() => national.stop())

  /** Somebody from a place of their own. */
  const somebody = (name = 'visitor') => aVisitor(`${name} ${++visitors}`)
  const flow = (visitor: Visitor = somebody()) => going(national, signInByPassword(national.parts), visitor)
  const names = ({ idNumber }: { idNumber: string }, password = PASSWORD) => ({ username: idNumber, password })

  /** One try, with a captcha where that is asked. */
  async function tries(who: { idNumber: string }, visitor: Visitor, password = 'Sai-Mat-Khau-1') {
    return flow(visitor).submit('password', { ...names(who, password), ...(await national.captcha()) })
  }

  async function enter(who: TestAccount, visitor: Visitor = somebody()) {
    national.later(61)
    const { submit } = flow(visitor)
    await submit('password', { ...names(who), ...(await national.captcha()) })
    return submit('prove', { action: 'confirm', otp: national.code(who.phone) })
  }

  const sessionsOf = (who: TestAccount) =>
    national.db.selectFrom('sessions').selectAll().where('account_id', '=', who.accountId).execute()

  it('takes password and code, and opens a session that says both', async () => {
    const who = await anAccount(national)
    const standing = await enter(who)
    assert.ok(standing.kind === 'ended' && standing.as.kind === 'signed-in')
    assert.equal(standing.as.goTo, '/tai-khoan')
    const [session, ...more] = await sessionsOf(who)
    assert.equal(session?.methods, 'pwd sms')
    assert.deepEqual(more, [])
  })

  it('goes where the visitor wanted to be, and nowhere else', async () => {
    const cases: [string, string][] = [
      ['/thu-tuc?q=khai%20sinh', '/thu-tuc?q=khai%20sinh'],
      ['/sso/abcdefgh', '/sso/abcdefgh'],
      ...[
        ...['//evil.example', '/\\evil.example', '\\\\evil.example', 'https://evil.example', 'evil.example'],
        ...['javascript:alert(1)', '/%0d%0aset-cookie:a=b\r\n', '/\t/evil.example', '/ /evil.example', ''],
        ...['/\u0000', '/é', `/${'x'.repeat(3000)}`, 'data:text/html,x', '///evil.example', '/\\/evil.example'],
      ].map((bad): [string, string] => [bad, '/tai-khoan']),
    ]
    const who = await anAccount(national)
    for (const [ve, goTo] of cases) {
      national.later(3600)
      const { submit } = flow()
      const at = await submit('password', { ...names(who), ...(await national.captcha()), ve })
      assert.ok(at.kind === 'at' && at.state.step === 'prove', JSON.stringify(at))
      assert.equal(at.state.who.goTo, goTo, JSON.stringify(ve))
    }
  })

  it('writes refused tries into the trail, of a person by account, of nobody without', async () => {
    const who = await anAccount(national)
    const visitor = somebody()
    await tries(who, visitor)
    const { submit } = flow(visitor)
    await submit('password', { ...names(who), ...(await national.captcha()) })
    await submit('prove', { action: 'confirm', otp: national.code(who.phone) === '000000' ? '111111' : '000000' })
    const refused = national.db.selectFrom('audit').selectAll().where('event', '=', 'sign-in-refused')
    const reasons = (await refused.where('account_id', '=', who.accountId).orderBy('id').execute()).map(row => {
      const text = national.parts.sealer.unseal(row.details, 'audit.details:sign-in-refused') ?? '{}'
      return JSON.parse(text).reason
    })
    assert.deepEqual(reasons, ['password.wrong', 'otp.wrong'])
    const before = (await refused.where('account_id', 'is', null).execute()).length
    await tries({ idNumber: '030190999999' }, visitor)
    assert.equal((await refused.where('account_id', 'is', null).execute()).length, before + 1)
  })

  it('says what is missing, and counts nothing', async () => {
    const who = await anAccount(national)
    const visitor = somebody()
    for (let n = 0; n < 12; n++) {
      assert.deepEqual(wrongOf(await flow(visitor).submit('password', {})), {
        ...{ username: 'id-number.empty', password: 'password.empty' },
      })
    }
    assert.equal(stepOf(await flow(visitor).submit('password', names(who))), 'prove')
  })

  it('answers an unknown name, a wrong password and a name without a password alike, at the same cost', async () => {
    const who = await anAccount(national)
    const passwordless = await anAccount(national)
    await national.db.deleteFrom('passwords').where('account_id', '=', passwordless.accountId).execute()
    let [queries, hashes] = [0, 0]
    const { parts } = national
    const counting = {
      ...parts,
      db: parts.db.withPlugin({
        transformQuery({ node }) {
          queries++
          return node
        },
        transformResult: async ({ result }) => result,
      }),
      passwords: {
        ...parts.passwords,
        verify(stored: string | undefined, password: string) {
          hashes++
          return parts.passwords.verify(stored, password)
        },
      },
    }
    const seen: unknown[] = []
    for (const idNumber of [who.idNumber, passwordless.idNumber, '030190999999']) {
      ;[queries, hashes] = [0, 0]
      const { flowId: _own, ...standing } = await going(national, signInByPassword(counting), somebody())
        .submit('password', names({ idNumber }, 'Sai-Mat-Khau-1'))
        .then(at => ({ ...at, flowId: '' }))
      seen.push({ standing, queries, hashes })
    }
    assert.deepEqual(seen[1], seen[0])
    assert.deepEqual(seen[2], seen[0])
    assert.deepEqual([hashes, queries > 0], [1, true])
  })

  it('asks for a captcha from the third failure, also when the names differ', async () => {
    const visitor = somebody()
    for (let n = 0; n < 3; n++) {
      const who = await anAccount(national)
      assert.deepEqual(wrongOf(await flow(visitor).submit('password', names(who, 'Sai-1'))), { form: 'password.wrong' })
    }
    const who = await anAccount(national)
    assert.deepEqual(wrongOf(await flow(visitor).submit('password', names(who))), { captcha: 'captcha.empty' })
    const wrong = { ...(await national.captcha()), captcha: 'zzzzzz' }
    assert.deepEqual(wrongOf(await flow(visitor).submit('password', { ...names(who), ...wrong })), {
      ...{ captcha: 'captcha.wrong' },
    })
    const right = await national.captcha()
    assert.equal(stepOf(await flow(visitor).submit('password', { ...names(who), ...right })), 'prove')
  })

  it('forgets no failures at other names here when one name’s password is right', async () => {
    const [own, visitor] = [await anAccount(national), somebody('guesser')]
    for (let n = 0; n < 3; n++) {
      await tries({ idNumber: '001190999001' }, visitor)
      const standing = await enter(own, visitor)
      assert.ok(standing.kind === 'ended' && standing.as.kind === 'signed-in')
    }
    const { submit } = flow(visitor)
    assert.deepEqual(wrongOf(await submit('password', names({ idNumber: '001190999002' }))), {
      captcha: 'captcha.empty',
    })
  })

  it('answers more slowly from the fifth failure', async () => {
    const [who, visitor] = [await anAccount(national), somebody()]
    pauses.length = 0
    for (let n = 0; n < 9; n++) await tries(who, visitor)
    assert.deepEqual(pauses, [1000, 2000, 4000, 8000, 8000])
  })

  it('locks one place at the tenth failure, but neither another place nor a browser it knows', async () => {
    const [who, attacker, owner] = [await anAccount(national), somebody('attacker'), somebody('owner')]
    assert.equal(stepOf(await enter(who, owner)), 'signed-in')
    for (let n = 0; n < 10; n++) assert.deepEqual(wrongOf(await tries(who, attacker)), { form: 'password.wrong' })
    assert.deepEqual(wrongOf(await tries(who, attacker, PASSWORD)), { form: 'password.locked' })
    national.later(61)
    assert.equal(stepOf(await tries(who, somebody('elsewhere'), PASSWORD)), 'prove')
    national.later(61)
    assert.equal(stepOf(await tries(who, { ...owner, place: attacker.place }, PASSWORD)), 'prove')
    national.later(15 * 60)
    assert.equal(stepOf(await tries(who, attacker, PASSWORD)), 'prove', 'open again after a quarter of an hour')
  })

  it('closes to unknown browsers after a hundred failures from anywhere, not to a known one', async () => {
    const [who, owner] = [await anAccount(national), somebody('owner')]
    await enter(who, owner)
    for (let n = 0; n < 100; n++) await tries(who, somebody('one of many'))
    assert.deepEqual(wrongOf(await tries(who, somebody(), PASSWORD)), { form: 'password.closed' })
    national.later(365 * 24 * 3600)
    assert.deepEqual(wrongOf(await tries(who, somebody(), PASSWORD)), { form: 'password.closed' })
    assert.equal(stepOf(await tries(who, owner, PASSWORD)), 'prove')
  })

  it('tells that an account is locked only after the right password', async () => {
    const who = await anAccount(national)
    await national.db
      .updateTable('accounts')
      .set({ status: 'locked', lock_reason: 'desk', locked_at: national.parts.clock() })
      .where('id', '=', who.accountId)
      .execute()
    assert.deepEqual(wrongOf(await tries(who, somebody())), { form: 'password.wrong' })
    const sent = national.jobsDone.length
    assert.equal(stepOf(await tries(who, somebody(), PASSWORD)), 'locked')
    assert.equal(national.jobsDone.length, sent, 'and sends no code')
  })

  for (const [what, change] of [
    ['the password was changed', { password: true, end: 'overtaken' }],
    ['the account was locked', { password: false, end: 'locked' }],
  ] as const) {
    it(`is over when ${what} between password and code`, async () => {
      const who = await anAccount(national)
      const { submit } = flow()
      await submit('password', names(who))
      national.later(1)
      const now = national.parts.clock()
      if (change.password) await passwordsStore(national.db).set(who.accountId, { hash: 'another', now })
      else
        await national.db
          .updateTable('accounts')
          .set({ status: 'locked', lock_reason: 'desk', locked_at: national.parts.clock() })
          .where('id', '=', who.accountId)
          .execute()
      assert.equal(stepOf(await submit('prove', { action: 'confirm', otp: national.code(who.phone) })), change.end)
      assert.deepEqual(await sessionsOf(who), [])
    })
  }

  it('hashes the password anew when it was hashed by older rules', async () => {
    const who = await anAccount(national)
    const parameters = { memoryCost: 512, timeCost: 1, parallelism: 1 }
    const older = await passwordHasher({ concurrency: 1, queue: 1, parameters }).hash(PASSWORD)
    assert.ok(older.kind === 'hashed')
    const passwords = passwordsStore(national.db)
    const changedAt = national.parts.clock()
    await passwords.set(who.accountId, { hash: older.hash, now: changedAt })
    assert.equal(stepOf(await enter(who)), 'signed-in')
    const now = await passwords.find(who.accountId)
    assert.match(String(now?.hash), /m=1024,/)
    assert.equal(now?.changedAt.getTime(), changedAt.getTime())
    assert.equal(stepOf(await enter(who)), 'signed-in')
  })

  it('resends a code after a minute, to the same phone, and both are right', async () => {
    const who = await anAccount(national)
    const { submit } = flow()
    await submit('password', names(who))
    const first = national.code(who.phone)
    assert.deepEqual(wrongOf(await submit('prove', { action: 'resend' })), { form: 'otp.too-soon' })
    national.later(61)
    assert.equal(stepOf(await submit('prove', { action: 'resend' })), 'prove')
    assert.notEqual(national.code(who.phone), first)
    assert.equal(stepOf(await submit('prove', { action: 'confirm', otp: first })), 'signed-in')
  })

  it('refuses wrong codes one by one, and after five even the right one', async () => {
    const who = await anAccount(national)
    const { submit } = flow()
    await submit('password', names(who))
    const right = national.code(who.phone)
    const keys: (string | undefined)[] = []
    for (let n = 0; n < 5; n++) {
      const otp = String(n).repeat(6) === right ? '999999' : String(n).repeat(6)
      keys.push(wrongOf(await submit('prove', { action: 'confirm', otp })).otp)
    }
    assert.deepEqual(keys, ['otp.wrong', 'otp.wrong', 'otp.wrong', 'otp.wrong', 'otp.used-up'])
    assert.deepEqual(wrongOf(await submit('prove', { action: 'confirm', otp: right })), { otp: 'otp.used-up' })
  })

  it('belongs to the browser that began it', async () => {
    const who = await anAccount(national)
    const { submit, flowId } = flow()
    await submit('password', names(who))
    const { advance } = engine(signInByPassword(national.parts), national.parts)
    const fields = { action: 'confirm', otp: national.code(who.phone) }
    const taken = await advance({ flowId, version: 1, step: 'prove', fields, visitor: somebody('thief') })
    assert.deepEqual(taken, { kind: 'gone' })
  })

  it('opens one session when the code is sent twice at once, and answers both alike', async () => {
    const who = await anAccount(national)
    const { submit, flowId, visitor } = flow()
    await submit('password', names(who))
    const { advance } = engine(signInByPassword(national.parts), { ...national.parts, pause: shortly })
    const form = { flowId, version: 1, step: 'prove', fields: { action: 'confirm', otp: national.code(who.phone) } }
    const [one, two] = await Promise.all([advance({ ...form, visitor }), advance({ ...form, visitor })])
    assert.deepEqual(one, two)
    assert.equal((await sessionsOf(who)).length, 1)
  })

  it('lets ten people in at once', async () => {
    const ten = await Promise.all(Array.from({ length: 10 }, () => anAccount(national)))
    national.later(61)
    const ends = await Promise.all(
      ten.map(async who => {
        const { submit } = flow()
        await submit('password', names(who))
        return stepOf(await submit('prove', { action: 'confirm', otp: national.code(who.phone) }))
      }),
    )
    assert.deepEqual(ends, Array(10).fill('signed-in'))
  })

  it('sends nothing and keeps the visitor at the password while messages cannot be sent', async () => {
    const who = await anAccount(national)
    national.outside.sms = 'down'
    const standing = await tries(who, somebody(), PASSWORD)
    national.outside.sms = 'up'
    assert.deepEqual([stepOf(standing), wrongOf(standing)], ['password', { form: 'otp.unavailable' }])
  })
})

function shortly(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 20))
}
