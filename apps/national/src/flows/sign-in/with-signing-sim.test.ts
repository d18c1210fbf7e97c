import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Issued } from '@motcua/pki/test-authority.ts'
import type { Standing } from '@motcua/sign-in/flow/flow.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { openByCertificate } from '../../accounts/open-by-certificate.ts'
import { removeHandle } from '../../accounts/remove-handle.ts'
import { certifiedOf } from '../../certificates/judge-certificate.ts'
import { handleOfCertificate } from '../../certificates/registered.ts'
import { giveSim, phones, type TestPhones } from '../../methods/signing-sim/test-sim.ts'
import { enterprise, type Naming, person, testToken } from '../../methods/usb-token/test-token.ts'
import { methodOf } from '../../steps/prove.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import { objectFlow } from '../object/object.ts'
import { recoverPassword } from '../recover-password/recover.ts'
import { anAccount, going, PASSWORD, stepOf, type TestAccount, wrongOf } from '../test-account.ts'
import { signInByMethod } from './by-method.ts'
import { signInByPassword } from './password.ts'

const NEW = 'Trang-Ram-Thang-Tam-15'

describe('an account with a signing SIM', () => {
  let national: TestNational
  let at: TestPhones
  let people = 0
  before(async () => {
    national = await testNational()
    at = phones(national)
  })
  after(() => national.stop())
  beforeEach(() => national.later(7300))

  const somebody = () => aVisitor(`visitor ${++people}`)
  const aNumber = () => `+8497${String(++people).padStart(7, '0')}`
  const simsOf = (accountId: string) => handlesStore(national.db, national.parts).list(accountId, 'signing-sim')
  const statusOf = async ({ accountId }: TestAccount) =>
    (await accountsStore(national.db, national.parts).find(accountId))?.status
  const noticesOf = async (accountId: string) =>
    (await national.told()).filter(({ account_id }) => account_id === accountId).map(({ kind }) => kind)

  async function anOwner(naming: Naming = {}) {
    const who = await anAccount(national)
    const phone = aNumber()
    const sim = testToken(national, { subject: person(who.idNumber), days: [-100, 600], ...naming })
    await giveSim(national, { accountId: who.accountId, phone, sim })
    return { who, phone, sim, renewed: testToken(national, { subject: person(who.idNumber) }) }
  }

  async function anEnterprise(taxCode: string) {
    const phone = aNumber()
    const sim = testToken(national, { subject: enterprise(taxCode), days: [-100, 600] })
    const certified = { ...certifiedOf(sim.certificate, 'national'), phone }
    const handle = { ...handleOfCertificate(sim.certificate.fingerprint, certified), method: 'signing-sim' }
    const holder = { kind: 'enterprise', taxCode, name: 'Công ty TNHH Thử Nghiệm' } as const
    const opened = await national.db
      .transaction()
      .execute(tx => openByCertificate(national.parts, tx, { holder, handle }))
    assert.ok(opened.kind === 'opened')
    return { phone, sim, accountId: opened.accountId }
  }

  /** The number typed, the PIN entered on the phone, and the page that goes on. */
  async function signInWith(phone: string, sim: Issued) {
    const signing = going(national, signInByMethod(national.parts, methodOf(national.parts, 'signing-sim')), somebody())
    await signing.submit('begin', { phone })
    await at.confirm(phone, sim)
    return { ...signing, at: await signing.submit('prove', {}) }
  }

  /** To which of the account's phones the renewal sends its code. */
  async function phonesAsked({ at: standing }: Awaited<ReturnType<typeof signInWith>>, { accountId }: TestAccount) {
    assert.ok(standing.kind === 'at' && standing.state.step === 'confirm', JSON.stringify(standing))
    const { handleId } = standing.state.proving
    const own = await handlesStore(national.db, national.parts).list(accountId, 'sms-otp')
    return own.filter(({ id }) => id === handleId).map(({ value }) => value)
  }

  const code = ({ phone }: TestAccount) => ({ action: 'confirm', otp: national.code(phone) })

  async function withPassword(who: TestAccount) {
    const signing = going(national, signInByPassword(national.parts), somebody())
    return { ...signing, at: await signing.submit('password', { username: who.idNumber, password: PASSWORD }) }
  }

  async function sessionsOf(accountId: string): Promise<string[]> {
    const rows = await national.db
      .selectFrom('sessions')
      .select('methods')
      .where('account_id', '=', accountId)
      .execute()
    return rows.map(({ methods }) => methods)
  }

  it('is not kept out by how often others at its place declined or did not answer', async () => {
    const visitor = somebody()
    const flow = signInByMethod(national.parts, methodOf(national.parts, 'signing-sim'))
    for (let count = 0; count < 12; count++) {
      const { phone } = await anOwner()
      const signing = going(national, flow, visitor)
      await signing.submit('begin', { phone })
      await at.end(phone, { kind: 'declined' })
      assert.deepEqual(wrongOf(await signing.submit('prove', {})), { form: 'sim.declined' })
    }
    const { phone, sim } = await anOwner()
    const signing = going(national, flow, visitor)
    await signing.submit('begin', { phone })
    await at.confirm(phone, sim)
    assert.equal((await signing.submit('prove', {})).kind, 'ended')
  })

  it('lets its holder in without a name or password, citizen and enterprise', async () => {
    const { who, phone, sim } = await anOwner()
    assert.equal(stepOf((await signInWith(phone, sim)).at), 'signed-in')
    assert.deepEqual(await sessionsOf(who.accountId), ['sc pin mca mfa'])
    const company = await anEnterprise('0104359717')
    assert.equal(stepOf((await signInWith(company.phone, company.sim)).at), 'signed-in')
    assert.equal((await sessionsOf(company.accountId)).length, 1)
  })

  describe('whose SIM was replaced', () => {
    it('asks for another method first, keeps the new one in place of the old, and is told', async () => {
      const { who, phone, renewed } = await anOwner()
      const { submit, at: standing } = await signInWith(phone, renewed)
      assert.equal(stepOf(standing), 'confirm')
      assert.equal((await simsOf(who.accountId)).length, 1)
      assert.equal(stepOf(await submit('confirm', code(who))), 'signed-in')
      const [kept, ...others] = await simsOf(who.accountId)
      assert.deepEqual([kept?.value, others], [renewed.certificate.fingerprint, []])
      assert.ok((await noticesOf(who.accountId)).includes('certificate-renewed'))
      national.later(60)
      assert.equal(stepOf((await signInWith(phone, renewed)).at), 'signed-in')
    })

    it('asks for no code to the very number, which the new SIM would read, where there is anything else', async () => {
      const who = await anAccount(national)
      const sim = testToken(national, { subject: person(who.idNumber), days: [-100, 600] })
      await giveSim(national, { accountId: who.accountId, phone: who.phone, sim })
      const renewed = testToken(national, { subject: person(who.idNumber) })
      const alone = await signInWith(who.phone, renewed)
      assert.deepEqual(await phonesAsked(alone, who), [who.phone])
      const other = { accountId: who.accountId, method: 'sms-otp', value: aNumber(), createdAt: national.time.now }
      await handlesStore(national.db, national.parts).add(national.parts.random, other)
      national.later(3700)
      const renewing = await signInWith(who.phone, renewed)
      assert.deepEqual(await phonesAsked(renewing, who), [other.value])
      const [own] = await handlesStore(national.db, national.parts).list(who.accountId, 'sms-otp')
      await renewing.submit('confirm', { action: 'other' })
      const wrong = await renewing.submit('choose', { choice: `sms-otp:${own?.id}` })
      assert.deepEqual(wrongOf(wrong), { choice: 'prove.choose' })
    })

    it('is not let in again once its holder removed it', async () => {
      const { who, phone, renewed } = await anOwner()
      const { submit } = await signInWith(phone, renewed)
      await submit('confirm', code(who))
      const [handle] = await simsOf(who.accountId)
      assert.ok(handle)
      await national.db.transaction().execute(tx => removeHandle(national.parts, tx, handle))
      national.later(3700)
      assert.deepEqual(wrongOf((await signInWith(phone, renewed)).at), { form: 'sim.unknown' })
    })

    it('gives its place back when its holder says that it was not them', async () => {
      const { who, phone, sim, renewed } = await anOwner()
      const { submit } = await signInWith(phone, renewed)
      await submit('confirm', code(who))
      const renewal = (await national.told()).findLast(({ kind }) => kind === 'certificate-renewed')
      const { objectionCode } = JSON.parse(renewal?.words ?? '{}')
      const objecting = going(national, objectFlow(national.parts), somebody())
      await objecting.submit('code', { code: objectionCode, ...(await national.captcha()) })
      assert.equal(stepOf(await objecting.submit('confirm', {})), 'objected')
      assert.deepEqual(
        (await simsOf(who.accountId)).map(({ value }) => value),
        [sim.certificate.fingerprint],
      )
    })

    it('takes it at once where there is no other method, and leaves a trace', async () => {
      const { phone, accountId } = await anEnterprise('0100109106')
      const renewed = testToken(national, { subject: enterprise('0100109106') })
      assert.equal(stepOf((await signInWith(phone, renewed)).at), 'signed-in')
      assert.equal((await simsOf(accountId)).length, 1)
      const renewals = national.db.selectFrom('audit').select('id').where('event', '=', 'certificate-renewed')
      assert.equal((await renewals.where('account_id', '=', accountId).execute()).length, 1)
    })

    for (const [name, changes] of Object.entries({
      'a SIM of another number': { elsewhere: true },
      'a certificate that began earlier': { naming: { days: [-200, 600] } satisfies Naming },
      'another person’s certificate on this number': { naming: { subject: person('030190777001') } satisfies Naming },
    } as Record<string, { elsewhere?: true; naming?: Naming }>)) {
      it(`does not take ${name} for it`, async () => {
        const { who, phone } = await anOwner()
        const sim = testToken(national, { subject: person(who.idNumber), ...changes.naming })
        const { at: standing } = await signInWith(changes.elsewhere ? aNumber() : phone, sim)
        assert.deepEqual(wrongOf(standing), { form: 'sim.unknown' })
        assert.equal((await simsOf(who.accountId)).length, 1)
        assert.deepEqual(await sessionsOf(who.accountId), [])
      })
    }
  })

  describe('that is proved with a password first', () => {
    async function atSim(who: TestAccount) {
      const signing = await withPassword(who)
      const [sim] = await simsOf(who.accountId)
      await signing.submit('prove', { action: 'other' })
      return { ...signing, at: await signing.submit('choose', { choice: `signing-sim:${sim?.id}` }) }
    }

    it('takes the SIM as the second factor', async () => {
      const { who, phone, sim } = await anOwner()
      const { submit, at: standing } = await atSim(who)
      assert.equal(stepOf(standing), 'prove')
      await at.confirm(phone, sim)
      assert.equal(stepOf(await submit('prove', {})), 'signed-in')
      assert.deepEqual(await sessionsOf(who.accountId), ['pwd sc pin mca mfa'])
    })

    it('does not take the SIM of somebody else', async () => {
      const [{ who, phone }, other] = [await anOwner(), await anOwner()]
      const { submit } = await atSim(who)
      await at.confirm(phone, other.sim)
      assert.deepEqual(wrongOf(await submit('prove', {})), { form: 'sim.foreign' })
    })
  })

  describe('whose password was forgotten', () => {
    async function recovering(who: TestAccount) {
      const going_ = going(national, recoverPassword(national.parts), somebody())
      await going_.submit('who', { username: who.idNumber, ...(await national.captcha()) })
      return { ...going_, at: await going_.submit('otp', code(who)) }
    }

    it('asks for the SIM too, so that recovery is not weaker than the account', async () => {
      const { who, phone, sim } = await anOwner()
      const { submit, at: standing } = await recovering(who)
      assert.notEqual(stepOf(standing), 'password')
      const step = stepOf(standing)
      assert.equal(stepOf(await submit('password', { password: NEW, confirmation: NEW })), step)
      await at.confirm(phone, sim)
      assert.equal(stepOf(await submit(step, {})), 'password')
      assert.equal(stepOf(await submit('password', { password: NEW, confirmation: NEW })), 'recovered')
    })

    it('goes on for nobody whose SIM declines', async () => {
      const { who, phone } = await anOwner()
      const { submit, at: standing } = await recovering(who)
      await at.end(phone, { kind: 'declined' })
      assert.deepEqual(wrongOf((await submit(stepOf(standing), {})) as Standing<{ step: string }, unknown>), {
        form: 'sim.declined',
      })
    })
  })

  describe('that is locked', () => {
    const lock = (who: TestAccount, reason: 'inactivity' | 'desk') =>
      accountsStore(national.db, national.parts).lock(who.accountId, { reason, now: national.time.now })

    it('opens to the SIM when it was not used for long, and not when the desk locked it', async () => {
      for (const [reason, step, status] of [
        ['inactivity', 'signed-in', 'active'],
        ['desk', 'locked', 'locked'],
      ] as const) {
        const { who, phone, sim } = await anOwner()
        await lock(who, reason)
        assert.equal(stepOf((await signInWith(phone, sim)).at), step)
        assert.equal(await statusOf(who), status)
      }
    })

    it('does not open to the SIM after an objection: an approval elsewhere may have been led astray', async () => {
      const { who, phone, sim } = await anOwner()
      const { submit } = await withPassword(who)
      assert.equal(stepOf(await submit('prove', code(who))), 'signed-in')
      const told = national.jobsDone.findLast(
        ({ payload }) => payload.kind === 'new-device' && payload.to === who.phone,
      )
      assert.ok(told)
      const objecting = going(national, objectFlow(national.parts), somebody())
      await objecting.submit('code', { code: String(told.payload.code), ...(await national.captcha()) })
      await objecting.submit('confirm', {})
      assert.equal(stepOf((await signInWith(phone, sim)).at), 'locked')
      assert.equal(await statusOf(who), 'locked')
    })
  })
})
