import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import type { Standing, Visitor } from '@motcua/sign-in/flow/flow.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import type { RegisterEnd, RegisterState } from './by-registry.ts'
import { registerByMobile } from './mobile.ts'

const PASSWORD = 'Lua-Chin-Vang-2026'
type Stands = Standing<RegisterState, RegisterEnd>

const wrongFields: [string, Record<string, string>, string, string][] = [
  ['letters in the CCCD', { idNumber: '03019000A517' }, 'idNumber', 'id-number.not-digits'],
  ['an unknown province', { idNumber: '999190004517' }, 'idNumber', 'id-number.unknown-place'],
  [
    'a year of birth that contradicts the CCCD',
    { dateOfBirth: '12/08/1991' },
    'dateOfBirth',
    'date-of-birth.contradicts-id-number',
  ],
  ['29/02/2001', { dateOfBirth: '29/02/2001', idNumber: '141230888' }, 'dateOfBirth', 'date-of-birth.no-such-day'],
  ['an old prefix', { phone: '01281140880' }, 'phone', 'phone.old-prefix'],
  ['no name', { fullName: ' ' }, 'fullName', 'full-name.empty'],
  ['a malformed e-mail', { email: 'a@' }, 'email', 'email.malformed'],
  ['a megabyte of name', { fullName: 'a'.repeat(1_000_000) }, 'fullName', 'full-name.too-long'],
]

describe('registration by mobile subscription', () => {
  let national: TestNational
  let people = 0
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())

  /** Somebody who has not registered yet, with everything the form asks. */
  function person() {
    people++
    const six = String(people).padStart(6, '0')
    return {
      idNumber: `030190${six}`,
      fullName: 'Nguyễn Thị Thử',
      dateOfBirth: '12/08/1990',
      phone: `0900${six}`,
      email: '',
    }
  }

  function flow(visitor: Visitor = aVisitor(`visitor ${people}`)) {
    const { advance, look } = engine(registerByMobile(national.parts), national.parts)
    const flowId = crypto.randomUUID()
    let version = 0
    async function submit(step: string, fields: Record<string, string>): Promise<Stands> {
      const standing = await advance({ flowId, version, step, fields, visitor })
      if (standing.kind === 'at') version = standing.version
      return standing
    }
    return { flowId, visitor, submit, look: () => look(flowId, visitor.browser) }
  }

  async function at(step: 'otp' | 'password', who = person()) {
    const registering = flow()
    await registering.submit('details', { ...who, ...(await national.captcha()) })
    if (step === 'password') await registering.submit('otp', { action: 'confirm', otp: code(who) })
    return { ...registering, who }
  }

  const international = (phone: string) => `+84${phone.slice(1)}`
  const code = (who: { phone: string }) => national.code(international(who.phone))
  const errorsOf = (standing: Stands) => (standing.kind === 'at' ? standing.errors : {})
  const stepOf = (standing: Stands) => (standing.kind === 'at' ? standing.state.step : standing.kind)
  const passwords = { password: PASSWORD, confirmation: PASSWORD }

  it('opens an IAL2 account with verified data and signs the person in', async () => {
    const { submit, who } = await at('password')
    const end = await submit('password', passwords)
    assert.equal(end.kind, 'ended')
    const account = await accountsStore(national.db, national.parts).findByNumber('person', who.idNumber)
    assert.equal(account?.identityAssuranceLevel, 2)
    assert.deepEqual(account?.attributes.fullName?.verified, true)
    assert.deepEqual(account?.attributes.phone?.source, 'mobile-operator')
    assert.equal(await count('sessions', account?.id), 1)
    assert.equal(await count('acceptances', account?.id), 2)
  })

  it('asks nobody and sends nothing while a field is wrong, and keeps the captcha unspent', async () => {
    const captcha = await national.captcha()
    const { submit } = flow()
    const asked = national.outside.asked
    const wrong = await submit('details', { ...person(), ...captcha, idNumber: '03019000451' })
    assert.deepEqual(errorsOf(wrong).idNumber, { key: 'id-number.wrong-length', values: { length: 11 } })
    assert.equal(national.outside.asked, asked)
    assert.equal(stepOf(await submit('details', { ...person(), ...captcha })), 'otp')
  })

  for (const [what, fields, field, key] of wrongFields) {
    it(`refuses ${what} beside its field`, async () => {
      const standing = await flow().submit('details', { ...person(), ...(await national.captcha()), ...fields })
      assert.equal(errorsOf(standing)[field]?.key, key)
    })
  }

  it('tells an empty captcha together with what else is wrong', async () => {
    const wrong = await flow().submit('details', { ...person(), phone: '' })
    assert.deepEqual(Object.keys(errorsOf(wrong)).sort(), ['captcha', 'phone'])
  })

  it('refuses a wrong captcha, and one that was used before', async () => {
    const captcha = await national.captcha()
    const wrong = await flow().submit('details', { ...person(), ...captcha, captcha: 'zzzzzz' })
    assert.equal(errorsOf(wrong).captcha?.key, 'captcha.wrong')
    const reused = await flow().submit('details', { ...person(), ...captcha })
    assert.equal(errorsOf(reused).captcha?.key, 'captcha.used')
  })

  for (const answer of ['mismatch', 'unavailable'] as const) {
    it(`says which source did not agree when the registry answers ${answer}, and keeps nothing`, async () => {
      national.outside.registry = { kind: answer }
      const standing = await flow().submit('details', { ...person(), ...(await national.captcha()) })
      national.outside.registry = { kind: 'match' }
      assert.equal(errorsOf(standing).form?.key, `subscriber.${answer}`)
      assert.equal(stepOf(standing), 'details')
    })
  }

  it('sends no code while the SMS centre is down and says so', async () => {
    national.outside.sms = 'down'
    const standing = await flow().submit('details', { ...person(), ...(await national.captcha()) })
    national.outside.sms = 'up'
    assert.equal(errorsOf(standing).form?.key, 'otp.unavailable')
  })

  it('tells somebody who has an account so, without sending a code', async () => {
    const { submit, who } = await at('password')
    await submit('password', passwords)
    const sent = national.jobsDone.length
    const again = await flow().submit('details', { ...who, ...(await national.captcha()) })
    assert.deepEqual(again, { kind: 'ended', as: { kind: 'already-registered' } })
    assert.equal(national.jobsDone.length, sent)
  })

  it('asks the registry at most five times an hour about one person', async () => {
    const who = person()
    const keys: (string | undefined)[] = []
    for (let attempt = 0; attempt < 6; attempt++) {
      national.outside.registry = { kind: 'mismatch' }
      const standing = await flow().submit('details', { ...who, ...(await national.captcha()) })
      keys.push(errorsOf(standing).form?.key)
    }
    national.outside.registry = { kind: 'match' }
    assert.deepEqual(keys.slice(0, 5), Array(5).fill('subscriber.mismatch'))
    assert.equal(keys[5], 'lookup.too-many')
  })

  it('lets a place that asked about too many people use up nobody else’s questions', async () => {
    const asker = aVisitor('who asks too much')
    const ask = async (who: ReturnType<typeof person>, visitor?: Visitor) =>
      errorsOf(await flow(visitor).submit('details', { ...who, ...(await national.captcha()) })).form?.key
    national.outside.registry = { kind: 'mismatch' }
    const others: unknown[] = []
    for (let n = 0; n < 20; n++) others.push(await ask(person(), asker))
    const victim = person()
    const refused: unknown[] = []
    for (let n = 0; n < 6; n++) refused.push(await ask(victim, asker))
    const own = await ask(victim, aVisitor('the person themselves'))
    national.outside.registry = { kind: 'match' }
    assert.deepEqual(others, Array(20).fill('subscriber.mismatch'))
    assert.deepEqual(refused, Array(6).fill('lookup.too-many-today'))
    assert.equal(own, 'subscriber.mismatch')
  })

  it('takes a wrong code as a try, an expired one not, and a right one once', async () => {
    const { submit, who } = await at('otp')
    const right = code(who)
    const wrong = right === '000000' ? '111111' : '000000'
    assert.deepEqual(errorsOf(await submit('otp', { action: 'confirm', otp: wrong })).otp, {
      key: 'otp.wrong',
      values: { triesLeft: 4 },
    })
    assert.equal(stepOf(await submit('otp', { action: 'confirm', otp: right })), 'password')
    const late = await at('otp')
    national.later(301)
    assert.equal(errorsOf(await late.submit('otp', { action: 'confirm', otp: code(late.who) })).otp?.key, 'otp.expired')
  })

  it('counts ten different guesses at once as one', async () => {
    const { flowId, visitor, who, look } = await at('otp')
    const { advance } = engine(registerByMobile(national.parts), { ...national.parts, pause: sleep })
    const right = code(who)
    const guesses = Array.from({ length: 10 }, (_, n) => String(n).repeat(6)).filter(guess => guess !== right)
    await Promise.all(
      guesses.map(otp => advance({ flowId, version: 1, step: 'otp', fields: { action: 'confirm', otp }, visitor })),
    )
    const standing = await look()
    assert.equal(standing.kind === 'at' && standing.state.step === 'otp' && standing.state.pending.wrongTries, 1)
  })

  it('does not let another browser use the code', async () => {
    const { flowId, who } = await at('otp')
    const { advance } = engine(registerByMobile(national.parts), national.parts)
    const fields = { action: 'confirm', otp: code(who) }
    const stranger = aVisitor('stranger')
    assert.deepEqual(await advance({ flowId, version: 1, step: 'otp', fields, visitor: stranger }), { kind: 'gone' })
  })

  it('resends after a minute and not before, and the code before stays valid', async () => {
    const { submit, who } = await at('otp')
    const first = code(who)
    assert.equal(errorsOf(await submit('otp', { action: 'resend' })).form?.key, 'otp.too-soon')
    national.later(61)
    assert.equal(stepOf(await submit('otp', { action: 'resend' })), 'otp')
    assert.notEqual(code(who), first)
    assert.equal(stepOf(await submit('otp', { action: 'confirm', otp: first })), 'password')
  })

  it('refuses the sixth message in an hour', async () => {
    const { submit } = await at('otp')
    const keys: (string | undefined)[] = []
    for (let resend = 0; resend < 5; resend++) {
      national.later(61)
      keys.push(errorsOf(await submit('otp', { action: 'resend' })).form?.key)
    }
    assert.deepEqual(keys, [undefined, undefined, undefined, undefined, 'otp.too-many-sent'])
  })

  it('refuses a password with anything of the person in it', async () => {
    const { submit, who } = await at('password')
    for (const [password, key] of [
      [`Kx#${who.idNumber}`, 'contains-login-name'],
      ['Thithu#8372k', 'contains-name'],
      [`Kx#${who.phone}`, 'contains-number'],
      ['Kx#12081990', 'contains-date-of-birth'],
    ] as const) {
      const at = await submit('password', { password, confirmation: password })
      const refused = at.kind === 'at' && at.errors
      assert.deepEqual(refused, { password: { key: `new-password.${key}` } })
    }
  })

  it('starts over when the details are submitted again from a later step', async () => {
    const { submit } = await at('password')
    const other = person()
    const standing = await submit('details', { ...other, ...(await national.captcha()) })
    assert.equal(
      standing.kind === 'at' && standing.state.step === 'otp' && standing.state.applicant.idNumber,
      other.idNumber,
    )
  })

  it('registers once when the last form is sent twice at once, and answers both alike', async () => {
    const { flowId, visitor, who } = await at('password')
    const { advance } = engine(registerByMobile(national.parts), { ...national.parts, pause: sleep })
    const form = { flowId, version: 2, step: 'password', fields: passwords, visitor }
    const [one, two] = await Promise.all([advance(form), advance(form)])
    assert.deepEqual(one, two)
    const account = await accountsStore(national.db, national.parts).findByNumber('person', who.idNumber)
    assert.equal(await count('sessions', account?.id), 1)
  })

  it('opens one account for 200 simultaneous registrations of one person, and answers the others clearly', async () => {
    const who = person()
    const applicant = {
      ...{ idNumber: who.idNumber, idNumbers: [who.idNumber], phoneSource: 'mobile-operator' as const },
      fullName: who.fullName,
      dateOfBirth: '1990-08-12',
      phone: international(who.phone),
      goTo: '/tai-khoan',
    }
    const started = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const visitor = aVisitor(`racer ${n}`)
        const racing = engine(
          { ...registerByMobile(national.parts), first: { step: 'password', applicant } },
          national.parts,
        )
        return racing.advance({ flowId: crypto.randomUUID(), version: 0, step: 'password', fields: passwords, visitor })
      }),
    )
    const ends = started.map(one => (one.kind === 'ended' ? one.as.kind : one.kind))
    assert.equal(ends.filter(end => end === 'signed-in').length, 1)
    assert.equal(ends.filter(end => end === 'already-registered').length, 199)
  })

  async function count(table: 'sessions' | 'acceptances', accountId: string | undefined): Promise<number> {
    const rows = await national.db
      .selectFrom(table)
      .select('account_id')
      .where('account_id', '=', accountId ?? '')
      .execute()
    return rows.length
  }
})

function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, Math.min(milliseconds, 20)))
}
