import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Flow, Visitor } from '@motcua/sign-in/flow/flow.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import type { NationalTables } from '../../db/tables.ts'
import { claimsOf } from '../../oidc/claims.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import type { InsuredAnswer, InsuredQuestion } from '../../upstream/social-insurance.ts'
import { recoverPassword } from '../recover-password/recover.ts'
import { signInByPassword } from '../sign-in/password.ts'
import { going, PASSWORD, stepOf, wrongOf } from '../test-account.ts'
import type { RegisterFlow } from './by-registry.ts'
import { registerByMobile } from './mobile.ts'
import { registerBySocialInsurance } from './social-insurance.ts'

const passwords = { password: PASSWORD, confirmation: PASSWORD }
const international = (phone: string) => `+84${phone.slice(1)}`

describe('registration by social insurance', () => {
  let national: TestNational
  let people = 0
  let asked: InsuredQuestion[] = []
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(() => answers(({ idNumber }) => ({ kind: 'match', idNumbers: [idNumber], phone: 'on-record' })))

  function answers(answer: (question: InsuredQuestion) => InsuredAnswer): void {
    asked = []
    national.outside.insured = question => {
      asked.push(question)
      return answer(question)
    }
  }

  /** Somebody who has not registered yet; `old` is their identity card of before. */
  function person() {
    const six = String(++people).padStart(6, '0')
    const numbers = { idNumber: `030190${six}`, socialInsuranceNumber: `3010${six}`, phone: `0912${six}` }
    const typed = { ...numbers, fullName: 'Nguyễn Thị Thử', dateOfBirth: '12/08/1990', email: '' }
    return { typed, old: `141${six}`, phone: international(numbers.phone) }
  }
  type Person = ReturnType<typeof person>

  /** Every flow here is another visitor's, a minute later. */
  function visit<State extends { step: string }, End>(flow: Flow<State, End, NationalTables>, visitor?: Visitor) {
    national.later(61)
    return going(national, flow, visitor ?? aVisitor(`visitor ${++people}`))
  }

  async function state(who: Person, changes: Record<string, string> = {}, visitor?: Visitor) {
    const registering = visit(registerBySocialInsurance(national.parts), visitor)
    const fields = { ...who.typed, ...(await national.captcha()), ...changes }
    return { ...registering, standing: await registering.submit('details', fields) }
  }

  async function register(who: Person, changes: Record<string, string> = {}) {
    const { submit } = await state(who, changes)
    await submit('otp', { action: 'confirm', otp: national.code(who.phone) })
    return submit('password', passwords)
  }

  async function signIn(who: Person, username: string) {
    const { submit } = visit(signInByPassword(national.parts))
    await submit('password', { username, password: PASSWORD, ...(await national.captcha()) })
    return stepOf(await submit('prove', { action: 'confirm', otp: national.code(who.phone) }))
  }

  /** Whether a code goes out to whoever forgot the password. */
  async function canRecover(who: Person): Promise<boolean> {
    const sent = national.jobsDone.length
    const { submit } = visit(recoverPassword(national.parts))
    const standing = await submit('who', { username: who.typed.idNumber, ...(await national.captcha()) })
    assert.equal(stepOf(standing), 'otp', 'it looks alike whether or not a code goes out')
    return national.jobsDone.length > sent
  }

  const accountOf = (number: string) => accountsStore(national.db, national.parts).findByNumber('person', number)

  async function kept() {
    const tables = ['accounts', 'account_numbers', 'account_attributes', 'handles', 'passwords'] as const
    const counts = tables.map(table => national.db.selectFrom(table).selectAll().execute())
    return { rows: (await Promise.all(counts)).map(rows => rows.length), sent: national.jobsDone.length }
  }

  it('opens an IAL2 account with what social insurance confirmed, and signs the person in', async () => {
    const who = person()
    assert.equal(stepOf(await register(who, { email: 'thu@vidu.vn' })), 'signed-in')
    const { fullName, idNumber, socialInsuranceNumber } = who.typed
    assert.deepEqual(asked, [
      { idNumber, fullName, dateOfBirth: '1990-08-12', phone: who.phone, socialInsuranceNumber },
    ])
    const account = await accountOf(idNumber)
    assert.equal(account?.identityAssuranceLevel, 2)
    const known = Object.entries(account?.attributes ?? {}).map(([name, { source, verified }]) => {
      return `${name}: ${source}, ${verified}`
    })
    assert.deepEqual(known.sort(), [
      'citizenIdNumber: social-insurance, true',
      'dateOfBirth: social-insurance, true',
      'email: self-asserted, false',
      'fullName: social-insurance, true',
      'phone: social-insurance, true',
    ])
    assert.equal(await canRecover(who), true)
  })

  it('forgets the social insurance number as soon as it is confirmed', async () => {
    const who = person()
    const { standing } = await state(who)
    assert.ok(standing.kind === 'at' && standing.state.step === 'otp')
    assert.ok(!JSON.stringify(standing.state).includes(who.typed.socialInsuranceNumber))
  })

  it('knows who typed the old number by the number in force too: both sign in, and no second account is opened', async () => {
    const who = person()
    answers(() => ({ kind: 'match', idNumbers: [who.typed.idNumber], phone: 'on-record' }))
    assert.equal(stepOf(await register(who, { idNumber: who.old })), 'signed-in')
    const account = await accountOf(who.old)
    assert.equal((await accountOf(who.typed.idNumber))?.id, account?.id)
    assert.ok(account?.attributes.citizenIdNumber?.verified && account.attributes.identityCardNumber?.verified)
    const claims = claimsOf(account)
    assert.deepEqual([claims.SoDinhDanh, claims.SoCMND], [who.typed.idNumber, who.old])
    for (const number of [who.typed.idNumber, who.old]) {
      assert.equal(await signIn(who, number), 'signed-in', number)
      assert.equal(stepOf((await state(who, { idNumber: number })).standing), 'already-registered', number)
      const mobile = visit(registerByMobile(national.parts))
      const fields = { ...who.typed, idNumber: number, ...(await national.captcha()) }
      assert.equal(stepOf(await mobile.submit('details', fields)), 'already-registered', number)
    }
  })

  it('shows, of two old numbers, the one social insurance names first', async () => {
    const who = person()
    const [newer, older] = [who.old, who.old.replace('141', '142')]
    answers(() => ({ kind: 'match', idNumbers: [who.typed.idNumber, newer, older], phone: 'on-record' }))
    await register(who, { idNumber: older })
    assert.equal((await accountOf(older))?.attributes.identityCardNumber?.value, newer)
  })

  it('finds the account by the number that social insurance returns, sends no code and keeps nothing', async () => {
    const who = person()
    await register(who)
    answers(() => ({ kind: 'match', idNumbers: [who.typed.idNumber], phone: 'on-record' }))
    const before = await kept()
    const again = await state(who, { idNumber: who.old })
    assert.deepEqual(again.standing, { kind: 'ended', as: { kind: 'already-registered' } })
    assert.deepEqual(await kept(), before)
    assert.equal(await accountOf(who.old), undefined)
  })

  for (const answer of ['mismatch', 'unavailable'] as const) {
    it(`says that social insurance answered ${answer} and not which datum, and keeps nothing`, async () => {
      answers(() => ({ kind: answer }))
      const before = await kept()
      const { standing } = await state(person())
      assert.deepEqual(wrongOf(standing), { form: `insurance.${answer}` })
      assert.equal(stepOf(standing), 'details')
      assert.deepEqual(await kept(), before)
    })
  }

  it('takes a phone that social insurance does not hold as merely stated, until an operator confirms it', async () => {
    const who = person()
    answers(({ idNumber }) => ({ kind: 'match', idNumbers: [idNumber], phone: 'none-on-record' }))
    assert.equal(stepOf(await register(who)), 'signed-in')
    const account = await accountOf(who.typed.idNumber)
    assert.ok(account)
    const { value, source, verified } = account.attributes.phone ?? {}
    assert.deepEqual({ value, source, verified }, { value: who.phone, source: 'self-asserted', verified: false })
    assert.equal(claimsOf(account).SoDienThoai, undefined)
    const phones = () => handlesStore(national.db, national.parts).list(account.id, 'sms-otp')
    assert.deepEqual(
      (await phones()).map(phone => phone.verified),
      [false],
    )
    assert.equal(await canRecover(who), false)
    assert.equal(await signIn(who, who.typed.idNumber), 'signed-in', 'it does receive the codes for signing in')
    await confirmByOperator(who)
    assert.equal((await phones())[0]?.verified, true)
    assert.equal(claimsOf((await accountOf(who.typed.idNumber)) ?? account).SoDienThoai, who.typed.phone)
    assert.equal(await canRecover(who), true)
  })

  /** *Mất số điện thoại nhận OTP* with the very same number: the operator is asked whose it is. */
  async function confirmByOperator(who: Person): Promise<void> {
    const { submit } = visit(signInByPassword(national.parts))
    await submit('password', { username: who.typed.idNumber, password: PASSWORD, ...(await national.captcha()) })
    await submit('prove', { action: 'lost-phone' })
    await submit('new-phone', { phone: who.typed.phone, ...(await national.captcha()) })
    const end = await submit('new-phone-code', { action: 'confirm', otp: national.code(who.phone) })
    assert.equal(stepOf(end), 'phone-changed')
  }

  const malformed: [string, string, string][] = [
    ['nine digits', '301000001', 'wrong-length'],
    ['letters', '30100000x1', 'not-digits'],
    ['nothing', ' ', 'empty'],
    ['a megabyte', '3'.repeat(1_000_000), 'wrong-length'],
  ]
  for (const [what, socialInsuranceNumber, reason] of malformed) {
    it(`refuses ${what} as a social insurance number beside its field, and asks nobody`, async () => {
      const { standing } = await state(person(), { socialInsuranceNumber })
      assert.deepEqual(wrongOf(standing), { socialInsuranceNumber: `social-insurance-number.${reason}` })
      assert.deepEqual(asked, [])
    })
  }

  it('tells all that is wrong at once, in the order of the page', async () => {
    const wrong = { idNumber: '1', socialInsuranceNumber: '', phone: '1', captcha: '' }
    const { standing } = await state(person(), wrong)
    assert.deepEqual(Object.keys(wrongOf(standing)), Object.keys(wrong))
  })

  it('refuses a wrong captcha before social insurance is asked', async () => {
    const { standing } = await state(person(), { captcha: 'zzzzzz' })
    assert.deepEqual(wrongOf(standing), { captcha: 'captcha.wrong' })
    assert.deepEqual(asked, [])
  })

  for (const name of ['socialInsuranceNumber', 'idNumber', 'phone'] as const) {
    it(`asks at most five times an hour about one ${name}, whatever else is stated`, async () => {
      answers(() => ({ kind: 'mismatch' }))
      const one = person()
      const said: (string | undefined)[] = []
      for (let turn = 0; turn < 6; turn++) {
        said.push(wrongOf((await state(person(), { [name]: one.typed[name] })).standing).form)
      }
      assert.deepEqual(said, [...Array(5).fill('insurance.mismatch'), 'insurance.too-many'])
      assert.equal(asked.length, 5)
      assert.equal(stepOf(await mobileOf(one)), 'otp', 'the operators may still be asked')
    })
  }

  async function mobileOf(who: Person, visitor?: Visitor) {
    const { submit } = visit(registerByMobile(national.parts), visitor)
    return submit('details', { ...who.typed, ...(await national.captcha()) })
  }

  it('counts what one place asks over all registries', async () => {
    answers(() => ({ kind: 'mismatch' }))
    const place = aVisitor('who asks too much')
    for (let turn = 0; turn < 10; turn++) {
      await state(person(), {}, place)
      await mobileOf(person(), place)
    }
    const victim = person()
    for (const standing of [(await state(victim, {}, place)).standing, await mobileOf(victim, place)]) {
      assert.deepEqual(wrongOf(standing), { form: 'lookup.too-many-today' })
    }
    assert.deepEqual(wrongOf((await state(victim)).standing), { form: 'insurance.mismatch' })
  })

  it('opens one account for 200 registrations at once by two registries and under two numbers', async () => {
    const who = person()
    const { idNumber, fullName } = who.typed
    const known = { fullName, dateOfBirth: '1990-08-12', phone: who.phone, goTo: '/tai-khoan' }
    const statedAs = [
      { idNumber, idNumbers: [idNumber], phoneSource: 'mobile-operator' },
      { idNumber: who.old, idNumbers: [idNumber, who.old], phoneSource: 'social-insurance' },
      { idNumber: who.old, idNumbers: [who.old, idNumber], phoneSource: 'social-insurance' },
    ] as const
    const race = async (turn: number): Promise<string> => {
      const [mobile, insured, reversed] = statedAs
      const stated = [mobile, insured, mobile, reversed][turn % 4] ?? mobile
      const by = stated === mobile ? registerByMobile : registerBySocialInsurance
      const applicant = { ...known, ...stated, idNumbers: [...stated.idNumbers] }
      const flow: RegisterFlow = { ...by(national.parts), first: { step: 'password', applicant } }
      return stepOf(await going(national, flow, aVisitor(`racer ${turn}`)).submit('password', passwords))
    }
    const ends = await Promise.all(Array.from({ length: 200 }, (_, turn) => race(turn)))
    assert.equal(ends.filter(end => end === 'signed-in').length, 1)
    assert.equal(ends.filter(end => end === 'already-registered').length, 199)
    const accounts = await national.db.selectFrom('account_numbers').select('account_id').execute()
    const winner = (await accountOf(idNumber))?.id
    assert.ok(winner)
    assert.ok(accounts.filter(row => row.account_id === winner).length <= 2)
  })
})
