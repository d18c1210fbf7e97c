import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Issued } from '@motcua/pki/test-authority.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { openByCertificate } from '../../accounts/open-by-certificate.ts'
import { certifiedOf } from '../../certificates/judge-certificate.ts'
import { handleOfCertificate } from '../../certificates/registered.ts'
import { withApp } from '../../methods/test-handles.ts'
import { enterprise, giveToken, type Naming, person, signedBy, testToken } from '../../methods/usb-token/test-token.ts'
import { methodOf } from '../../steps/prove.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import { objectFlow } from '../object/object.ts'
import { recoverPassword } from '../recover-password/recover.ts'
import { anAccount, going, PASSWORD, stepOf, type TestAccount, wrongOf } from '../test-account.ts'
import { signInByMethod } from './by-method.ts'

describe('a certificate that was renewed', () => {
  let national: TestNational
  let people = 0
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(() => national.later(3601))

  const somebody = () => aVisitor(`visitor ${++people}`)
  const tokensOf = (accountId: string) => handlesStore(national.db, national.parts).list(accountId, 'usb-token')

  /** Who has a phone for codes, and a token that ends in so many days. */
  async function anOwner(left: number, naming: Naming = {}) {
    const who = await anAccount(national)
    const old = testToken(national, { days: [-300, left], subject: person(who.idNumber), ...naming })
    await giveToken(national, { accountId: who.accountId, token: old })
    return { who, old, renewed: testToken(national, { subject: person(who.idNumber) }) }
  }

  const signing = () =>
    going(national, signInByMethod(national.parts, methodOf(national.parts, 'usb-token')), somebody())

  async function signInWith(token: Issued) {
    const going = signing()
    const at = await going.submit('begin', {})
    assert.ok(at.kind === 'at' && at.state.step === 'prove')
    return { ...going, at: await going.submit('prove', { token: signedBy(token, at.state.pending) }) }
  }

  const code = ({ phone }: TestAccount) => ({ action: 'confirm', otp: national.code(phone) })

  async function noticesOf(accountId: string) {
    return (await national.told()).filter(({ account_id }) => account_id === accountId).map(({ kind }) => kind)
  }

  it('is let in once another method confirms it, and told of, and good from then on', async () => {
    const { who, renewed } = await anOwner(30)
    const { submit, at } = await signInWith(renewed)
    assert.equal(stepOf(at), 'confirm')
    assert.equal((await tokensOf(who.accountId)).length, 1)
    assert.equal(stepOf(await submit('confirm', code(who))), 'signed-in')
    assert.equal((await tokensOf(who.accountId)).length, 2)
    const session = national.db.selectFrom('sessions').select('methods').where('account_id', '=', who.accountId)
    assert.match((await session.executeTakeFirst())?.methods ?? '', /^sc pin mfa /)
    assert.ok((await noticesOf(who.accountId)).includes('certificate-renewed'))
    national.later(61)
    assert.equal(stepOf((await signInWith(renewed)).at), 'signed-in')
  })

  it('is not let in without the right code', async () => {
    const { who, renewed } = await anOwner(30)
    const { submit } = await signInWith(renewed)
    assert.deepEqual(wrongOf(await submit('confirm', { action: 'confirm', otp: '000000' })), { otp: 'otp.wrong' })
    assert.equal((await tokensOf(who.accountId)).length, 1)
  })

  it('is accepted alone where the account has no other method', async () => {
    const taxCode = '0101243150'
    const old = testToken(national, { days: [-300, 20], subject: enterprise(taxCode) })
    const certified = certifiedOf(old.certificate, 'national')
    const opening = {
      holder: { kind: 'enterprise', taxCode, name: 'Công ty TNHH Thử Nghiệm' } as const,
      handle: { ...handleOfCertificate(old.certificate.fingerprint, certified), method: 'usb-token' },
    }
    const opened = await national.db.transaction().execute(tx => openByCertificate(national.parts, tx, opening))
    assert.ok(opened.kind === 'opened')
    const { at } = await signInWith(testToken(national, { subject: enterprise(taxCode) }))
    assert.equal(stepOf(at), 'signed-in')
    assert.equal((await tokensOf(opened.accountId)).length, 2)
  })

  it('takes the place of one that has expired already', async () => {
    const { renewed } = await anOwner(-100)
    assert.equal(stepOf((await signInWith(renewed)).at), 'confirm')
  })

  const strangers: Record<string, (who: TestAccount) => { old?: Naming; new?: Naming; left?: number }> = {
    'comes long before the old one ends': () => ({ left: 91 }),
    'ends no later, as a lost one that was taken from the account': () => ({ new: { days: [-200, 30] } }),
    'began no later, although it ends later': () => ({ new: { days: [-400, 300] } }),
    'names somebody else': () => ({ new: { subject: person('030190888888') } }),
    'has the number and another name': ({ idNumber }) => ({ new: { subject: person(idNumber, 'Trần Văn Lạ') } }),
    'comes after one that named somebody else': () => ({ old: { subject: person('030190777777') } }),
  }
  for (const [name, changes] of Object.entries(strangers)) {
    it(`is only unknown where it ${name}`, async () => {
      const who = await anAccount(national)
      const { old, left = 30, ...changed } = changes(who)
      const subject = person(who.idNumber)
      const token = testToken(national, { days: [-300, left], subject, ...old })
      await giveToken(national, { accountId: who.accountId, token })
      const { at } = await signInWith(testToken(national, { subject, ...changed.new }))
      assert.equal(stepOf(at), 'prove')
      assert.deepEqual(wrongOf(at), { form: 'usb.unknown' })
    })
  }

  it('is only unknown where it names another CCCD, although the CMND beside it is the account’s', async () => {
    const who = await anAccount(national)
    const [number, also] = ['162952540', ['CMND:162952540']]
    await accountsStore(national.db, national.parts).claimNumber(who.accountId, { kind: 'person', number })
    const old = testToken(national, { days: [-300, 20], subject: person(who.idNumber, undefined, also) })
    await giveToken(national, { accountId: who.accountId, token: old })
    const renewed = testToken(national, { subject: person('030190555555', undefined, also) })
    assert.deepEqual(wrongOf((await signInWith(renewed)).at), { form: 'usb.unknown' })
  })

  it('is not let in twice by one code, of two certificates at once', async () => {
    const { who, renewed } = await anOwner(30)
    const app = await withApp(national, who.accountId)
    const others = [renewed, testToken(national, { subject: person(who.idNumber) })]
    const waiting = []
    for (const token of others) {
      const { submit } = await signInWith(token)
      national.later(61)
      await submit('confirm', { action: 'other' })
      assert.equal(stepOf(await submit('choose', { choice: 'totp' })), 'confirm')
      waiting.push(submit)
    }
    const otp = app.code()
    const ends = await Promise.all(waiting.map(submit => submit('confirm', { otp })))
    assert.deepEqual(ends.map(stepOf).sort(), ['confirm', 'signed-in'])
    assert.equal((await tokensOf(who.accountId)).length, 2)
  })

  it('is only unknown where its holder’s account never had one', async () => {
    const who = await anAccount(national)
    const { at } = await signInWith(testToken(national, { subject: person(who.idNumber) }))
    assert.deepEqual(wrongOf(at), { form: 'usb.unknown' })
  })

  it('may be confirmed by any other method, but not by the old token', async () => {
    const { who, renewed } = await anOwner(30)
    const { submit } = await signInWith(renewed)
    assert.equal(stepOf(await submit('confirm', { action: 'other' })), 'choose')
    assert.deepEqual(wrongOf(await submit('choose', { choice: 'usb-token' })), { choice: 'prove.choose' })
    const [phone] = await handlesStore(national.db, national.parts).list(who.accountId, 'sms-otp')
    national.later(61)
    assert.equal(stepOf(await submit('choose', { choice: `sms-otp:${phone?.id}` })), 'confirm')
    assert.equal(stepOf(await submit('confirm', code(who))), 'signed-in')
  })

  it('is kept once, when two confirm it at once', async () => {
    const { who, renewed } = await anOwner(30)
    const one = await signInWith(renewed)
    const first = code(who)
    national.later(61)
    const other = await signInWith(renewed)
    const second = code(who)
    const ends = await Promise.all([one.submit('confirm', first), other.submit('confirm', second)])
    assert.deepEqual(ends.map(stepOf).sort(), ['begin', 'signed-in'])
    assert.equal((await tokensOf(who.accountId)).length, 2)
  })

  it('is not taken when the old one was removed meanwhile', async () => {
    const { who, renewed } = await anOwner(30)
    const { submit } = await signInWith(renewed)
    const [old] = await tokensOf(who.accountId)
    await handlesStore(national.db, national.parts).remove(who.accountId, old?.id ?? '')
    assert.deepEqual(wrongOf(await submit('confirm', code(who))), { form: 'certificate.no-longer-yours' })
    assert.deepEqual(await tokensOf(who.accountId), [])
  })

  it('does not open an account that is locked by an objection', async () => {
    const { who, renewed } = await anOwner(30)
    const lock = { reason: 'objection', now: national.time.now } as const
    await accountsStore(national.db, national.parts).lock(who.accountId, lock)
    const { submit } = await signInWith(renewed)
    assert.equal(stepOf(await submit('confirm', code(who))), 'locked')
    assert.equal((await tokensOf(who.accountId)).length, 1)
  })

  it('is not taken for 72 hours after a recovery', async () => {
    const who = await anAccount(national)
    const recovering = going(national, recoverPassword(national.parts), somebody())
    await recovering.submit('who', { username: who.idNumber, ...(await national.captcha()) })
    await recovering.submit('otp', code(who))
    const done = await recovering.submit('password', { password: `${PASSWORD}-x`, confirmation: `${PASSWORD}-x` })
    assert.equal(done.kind, 'ended')
    const subject = person(who.idNumber)
    await giveToken(national, { accountId: who.accountId, token: testToken(national, { days: [-300, 30], subject }) })
    national.later(61)
    const { submit } = await signInWith(testToken(national, { subject }))
    assert.deepEqual(wrongOf(await submit('confirm', code(who))), { form: 'certificate.not-now' })
    assert.equal((await tokensOf(who.accountId)).length, 1)
  })

  it('goes when its owner says that it was not them', async () => {
    const { who, renewed } = await anOwner(30)
    const { submit } = await signInWith(renewed)
    await submit('confirm', code(who))
    const told = (await national.told()).filter(({ account_id }) => account_id === who.accountId)
    const renewal = told.find(({ kind }) => kind === 'certificate-renewed')
    const { objectionCode } = JSON.parse(renewal?.words ?? '{}')
    const objecting = going(national, objectFlow(national.parts), somebody())
    await objecting.submit('code', { code: objectionCode, ...(await national.captcha()) })
    await objecting.submit('confirm', {})
    assert.equal((await tokensOf(who.accountId)).length, 1)
    assert.equal((await accountsStore(national.db, national.parts).find(who.accountId))?.lock?.reason, 'objection')
  })
})
