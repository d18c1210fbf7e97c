import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Standing, Visitor } from '@motcua/sign-in/flow/flow.ts'
import { accountsStore } from './accounts/accounts-store.ts'
import { confirmSubscriber } from './flows/confirm-subscriber.ts'
import { objectFlow } from './flows/object/object.ts'
import { recoverPassword } from './flows/recover-password/recover.ts'
import { registerByMobile } from './flows/register/mobile.ts'
import { signInByPassword } from './flows/sign-in/password.ts'
import { anAccount, going, PASSWORD, stepOf, type TestAccount, wrongOf } from './flows/test-account.ts'
import { aVisitor, type TestNational } from './test-national.ts'
import { type TestPortal, testPortal } from './test-portal.ts'

type Stands = Standing<{ step: string }, { kind: string }>

/** What many submissions came to: the step or end reached, or what was said instead, counted. */
async function tally(submissions: Promise<Stands>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const standing of await Promise.all(submissions)) {
    const [wrong] = Object.values(wrongOf(standing))
    const what = wrong ?? stepOf(standing)
    counts[what] = (counts[what] ?? 0) + 1
  }
  return counts
}

let browsers = 0
/** A browser of its own, in a place of its own unless told otherwise. */
const somebody = (place = `203.0.${++browsers >> 8}.${browsers & 255}`): Visitor => ({
  ...aVisitor(`browser ${++browsers}`),
  place,
})

/** The flows as attackers and owners go through them. */
function doors(national: TestNational) {
  const { parts } = national
  const sent = (phone: string) =>
    national.jobsDone.filter(job => job.name === 'sms.otp' && job.payload.to === phone).length
  const recovering = (visitor = somebody()) => going(national, recoverPassword(parts), visitor)
  const recover = async (who: { idNumber: string }, visitor = somebody()) => {
    const flow = recovering(visitor)
    return { ...flow, standing: await flow.submit('who', { username: who.idNumber, ...(await national.captcha()) }) }
  }
  const password = async (who: { idNumber: string }, visitor: Visitor, given = PASSWORD) => {
    const flow = going(national, signInByPassword(parts), visitor)
    const fields = { username: who.idNumber, password: given, ...(await national.captcha()) }
    return { ...flow, standing: await flow.submit('password', fields) }
  }
  const signIn = async (who: TestAccount, visitor: Visitor) => {
    const { submit, standing } = await password(who, visitor)
    if (stepOf(standing) !== 'prove') return standing
    return submit('prove', { action: 'confirm', otp: national.code(who.phone) })
  }
  const register = async (details: Record<string, string>, visitor = somebody()) => {
    const fixed = { fullName: 'Nguyễn Thị Thử', dateOfBirth: '12/08/1990', email: '' }
    const fields = { ...fixed, ...details, ...(await national.captcha()) }
    return going(national, registerByMobile(parts), visitor).submit('details', fields)
  }
  return { sent, recover, password, signIn, register }
}

describe('attacks that know a person’s number', () => {
  let portal: TestPortal
  let national: TestNational
  let open: ReturnType<typeof doors>
  before(async () => {
    portal = await testPortal()
    national = portal.national
    open = doors(national)
  })
  after(() => portal.stop())

  /** An account whose owner has signed in with a browser before. */
  async function anOwner(place?: string) {
    const [who, browser] = [await anAccount(national), somebody(place)]
    assert.equal(stepOf(await open.signIn(who, browser)), 'signed-in')
    national.later(3600)
    return { who, browser }
  }

  const standings = (flows: Promise<{ standing: Stands }>[]) => flows.map(async flow => (await flow).standing)
  const many = <T>(times: number, each: (n: number) => T): T[] => Array.from({ length: times }, (_, n) => each(n))

  it('send five codes an hour from one place and eight from many, and the owner still gets one', async () => {
    const { who, browser } = await anOwner()
    const before = open.sent(who.phone)
    const here = somebody().place
    for (let minute = 0; minute < 10; minute++) {
      await Promise.all(many(2, () => open.recover(who, somebody(here))))
      national.later(61)
    }
    assert.equal(open.sent(who.phone) - before, 5)
    await Promise.all(many(50, () => open.recover(who)))
    assert.equal(open.sent(who.phone) - before, 8)
    const attack = many(50, () => open.recover(who))
    const { submit, standing } = await open.recover(who, browser)
    assert.deepEqual([stepOf(standing), open.sent(who.phone) - before], ['otp', 9])
    const otp = national.code(who.phone)
    assert.equal(stepOf(await submit('otp', { action: 'confirm', otp })), 'password')
    await Promise.all(attack)
  })

  it('guess at most 24 codes a day over all flows and addresses, and the owner still gets in and recovers', async () => {
    const { who, browser } = await anOwner()
    const looked: Record<string, number> = {}
    for (let hour = 0; hour < 3; hour++) {
      const flows = await Promise.all(many(8, () => open.recover(who)))
      const right = new Set(national.jobsDone.map(job => String(job.payload.code)))
      const wrong = ['000000', '111111', '222222', '333333', '444444', '555555'].filter(code => !right.has(code))
      for (const otp of wrong.slice(0, 5))
        for (const [what, count] of Object.entries(
          await tally(flows.map(({ submit }) => submit('otp', { action: 'confirm', otp }))),
        ))
          looked[what] = (looked[what] ?? 0) + count
      national.later(3600)
    }
    assert.deepEqual(looked, { 'otp.wrong': 24, 'otp.too-many-wrong': 96 })
    const { submit } = await open.recover(who, browser)
    assert.equal(stepOf(await submit('otp', { action: 'confirm', otp: national.code(who.phone) })), 'password')
    assert.equal(stepOf(await open.signIn(who, browser)), 'signed-in')
    assert.equal(stepOf(await open.signIn(who, somebody())), 'signed-in', 'recovery uses up no sign-in')
  })

  it('guess passwords at once until the place is locked, and the owner at that very place still gets in', async () => {
    const { who, browser } = await anOwner()
    const attack = tally(standings(many(60, () => open.password(who, somebody(browser.place), 'Sai-Mat-Khau-1'))))
    const owner = open.signIn(who, browser)
    assert.deepEqual(await attack, { 'password.wrong': 10, 'password.locked': 50 })
    assert.equal(stepOf(await owner), 'signed-in')
    national.later(61)
    assert.equal(stepOf(await open.signIn(who, browser)), 'signed-in')
    assert.equal(stepOf(await open.password(who, somebody()).then(({ standing }) => standing)), 'prove')
  })

  it('with the password too use up the codes that strangers get, and the owner still signs in', async () => {
    const { who, browser } = await anOwner()
    const attack = await tally(standings(many(40, () => open.password(who, somebody()))))
    assert.deepEqual(attack, { prove: 8, 'otp.too-many-sent': 32 })
    assert.equal(stepOf(await open.signIn(who, browser)), 'signed-in')
  })

  it('begin twenty recoveries an hour from one place', async () => {
    const here = somebody().place
    const all = await tally(
      standings(many(60, n => open.recover({ idNumber: `0301908${String(n).padStart(5, '0')}` }, somebody(here)))),
    )
    assert.deepEqual(all, { otp: 20, 'recover.too-many': 40 })
  })

  it('try twenty objection codes an hour from one place', async () => {
    const here = somebody().place
    const tries = many(50, async () => {
      const fields = { code: 'K7Q2-M9XP-4T', ...(await national.captcha()) }
      return going(national, objectFlow(national.parts), somebody(here)).submit('code', fields)
    })
    assert.deepEqual(await tally(tries), { 'objection-code.unknown': 20, 'objection.too-many': 30 })
  })

  it('answer one captcha in fifty flows at once, and it is good for one', async () => {
    const captcha = await national.captcha()
    const tries = many(50, n => {
      const fields = { username: `0301909${String(n).padStart(5, '0')}`, ...captcha }
      return going(national, recoverPassword(national.parts), somebody()).submit('who', fields)
    })
    assert.deepEqual(await tally(tries), { otp: 1, 'captcha.used': 49 })
  })

  it('ask the registry about one person or phone five times an hour, about many twenty times a day', async () => {
    const asked = async (registering: Promise<Stands>[]) => {
      const before = national.outside.asked
      await Promise.all(registering)
      return national.outside.asked - before
    }
    const number = (n: number) => String(n).padStart(4, '0')
    national.outside.registry = { kind: 'mismatch' }
    const person = many(60, n => open.register({ idNumber: '030190770001', phone: `090177${number(n)}` }))
    assert.equal(await asked(person), 5)
    const phone = many(60, n => open.register({ idNumber: `03019078${number(n)}`, phone: '0901780001' }))
    assert.equal(await asked(phone), 5)
    const here = somebody().place
    const place = many(60, n =>
      open.register({ idNumber: `03019079${number(n)}`, phone: `090179${number(n)}` }, somebody(here)),
    )
    assert.equal(await asked(place), 20)
    national.outside.registry = { kind: 'match' }
  })

  it('ask about a person in the name of a stranger, and the owner’s own question is still put', async () => {
    const { who } = await anOwner()
    const account = await accountsStore(national.db, national.parts).find(who.accountId)
    assert.ok(account)
    await Promise.all(many(20, () => open.register({ idNumber: who.idNumber, phone: `0${who.phone.slice(3)}` })))
    const { place } = somebody()
    const confirmed = await confirmSubscriber(national.parts, { account, phone: who.phone, place })
    assert.deepEqual(confirmed, { kind: 'match' })
  })
})

describe('pumping SMS', () => {
  let portal: TestPortal
  before(async () => {
    portal = await testPortal()
  })
  after(() => portal.stop())

  it('stops at the ceiling of a block of numbers, says so, counts it, and holds up no other block or purpose', async () => {
    const { national } = portal
    const open = doors(national)
    const sms = () => national.jobsDone.filter(job => job.name === 'sms.otp').length
    const register = (n: number, block: string) =>
      open.register({
        idNumber: `0301906${String(n).padStart(5, '0')}`,
        phone: `${block}${String(n).padStart(5, '0')}`,
      })
    const { who, browser } = { who: await anAccount(national), browser: somebody() }
    for (let round = 0; round < 8; round++)
      await Promise.all(Array.from({ length: 40 }, (_, n) => register(round * 40 + n, '09110')))
    assert.equal(sms(), 300)
    const [by, captcha] = [portal.browser(), await national.captcha()]
    const form = await by.get('/dang-ky/thue-bao-di-dong')
    const details = { idNumber: '030190699999', fullName: 'Nguyễn Thị Thử', dateOfBirth: '12/08/1990', email: '' }
    const refused = await by.submit(form, { ...details, phone: '0911099999', ...captcha })
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /tạm dừng gửi. Bạn không làm gì sai. Thử lại sau 60 phút/)
    assert.equal(stepOf(await register(500, '09111')), 'otp')
    assert.equal(stepOf(await open.signIn(who, browser)), 'signed-in', `${who.phone} is of the same block`)
    const metrics = await portal.server.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })
    assert.match(metrics.body, /^motcua_otp_ceiling_total\{ceiling="prefix"\} 21$/m)
    assert.match(metrics.body, /^motcua_otp_sends_total\{outcome="sms-ceiling"\} 21$/m)
  })
})
