import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { tellHolder } from '../../accounts/tell-holder.ts'
import { type TestNational, testNational } from '../../test-national.ts'
import type { ProviderIdentity } from '../../upstream/identity-provider.ts'
import { objectFlow } from '../object/object.ts'
import { anAccount, going, PASSWORD, stepOf, type TestAccount, wrongOf } from '../test-account.ts'
import { aPersonThere, aVisit, opened, somebody } from './test-visit.ts'

describe('linking an account with an identity provider', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())

  const handlesOf = async ({ accountId }: TestAccount, method = 'vnpost') =>
    handlesStore(national.db, national.parts).list(accountId, method)
  const sessionsOf = ({ accountId }: TestAccount) =>
    national.db.selectFrom('sessions').selectAll().where('account_id', '=', accountId).execute()

  /** Somebody with an account comes back from the provider. */
  async function atPassword(
    account: TestAccount,
    changes: Partial<ProviderIdentity> = {},
    visitor: Visitor = somebody(),
  ) {
    national.later(61)
    const person = aPersonThere({ idNumber: account.idNumber, ...changes })
    const visit = aVisit(national, { visitor })
    assert.equal(stepOf(await visit.as(person, { ve: '/thu-tuc' })), 'password')
    return { ...visit, person }
  }

  async function atProof(account: TestAccount, changes: Partial<ProviderIdentity> = {}) {
    const visit = await atPassword(account, changes)
    assert.equal(stepOf(await visit.submit('password', { password: PASSWORD })), 'prove')
    const prove = () => visit.submit('prove', { action: 'confirm', otp: national.code(account.phone) })
    return { ...visit, prove }
  }

  it('takes its password and its second factor, and from then on the provider’s word', async () => {
    const account = await anAccount(national, { email: 'link@thu.example' })
    const { person, prove } = await atProof(account)
    assert.deepEqual(await handlesOf(account), [], 'nothing is linked before the second factor')
    const before = national.jobsDone.length
    const standing = await prove()
    assert.ok(standing.kind === 'ended' && standing.as.kind === 'signed-in')
    assert.equal(standing.as.goTo, '/thu-tuc')
    const [session] = await sessionsOf(account)
    assert.equal(session?.methods, 'pwd sms fed mfa')
    const told = national.jobsDone.slice(before).filter(({ payload }) => payload.kind === 'method-added')
    assert.deepEqual(told.map(({ payload }) => payload.to).sort(), [account.phone, 'link@thu.example'])
    assert.deepEqual(told[0]?.payload.values, { method: 'Bưu điện Việt Nam' })
    const events = await national.db
      .selectFrom('audit')
      .select('event')
      .where('account_id', '=', account.accountId)
      .orderBy('id')
      .execute()
    assert.deepEqual(events.map(({ event }) => event).slice(-2), ['signed-in', 'method-added'])
    assert.equal(stepOf(await aVisit(national).as(person)), 'signed-in')
  })

  it('changes nothing of what the account knew of its person', async () => {
    const account = await anAccount(national)
    const before = await accountsStore(national.db, national.parts).find(account.accountId)
    const { prove } = await atProof(account)
    await prove()
    assert.deepEqual(await accountsStore(national.db, national.parts).find(account.accountId), before)
  })

  it('refuses an empty, a wrong and a right password as sign-in does', async () => {
    const account = await anAccount(national)
    const visit = await atPassword(account)
    assert.deepEqual(wrongOf(await visit.submit('password', {})), { password: 'password.empty' })
    for (let tries = 0; tries < 3; tries++) {
      const wrong = await visit.submit('password', { password: `Sai-Mat-Khau-${tries}` })
      assert.deepEqual(wrongOf(wrong), { form: 'password.wrong' })
    }
    assert.deepEqual(wrongOf(await visit.submit('password', { password: PASSWORD })), { captcha: 'captcha.empty' })
    const captcha = await national.captcha()
    assert.equal(stepOf(await visit.submit('password', { password: PASSWORD, ...captcha })), 'prove')
    assert.deepEqual(await handlesOf(account), [])
  })

  it('takes no code that is wrong, and offers no lost phone here', async () => {
    const account = await anAccount(national)
    const { submit } = await atProof(account)
    const wrong = national.code(account.phone) === '000000' ? '111111' : '000000'
    assert.deepEqual(wrongOf(await submit('prove', { action: 'confirm', otp: wrong })), { otp: 'otp.wrong' })
    assert.equal(stepOf(await submit('prove', { action: 'lost-phone' })), 'prove')
    assert.equal(stepOf(await submit('prove', { action: 'other' })), 'choose')
    assert.deepEqual(wrongOf(await submit('choose', { choice: 'vnpost' })), { choice: 'prove.choose' })
    assert.deepEqual(await handlesOf(account), [])
    assert.deepEqual(await sessionsOf(account), [])
  })

  it('finds the account by the number of the card before, too', async () => {
    const account = await anAccount(national)
    const visit = aVisit(national)
    const standing = await visit.as(aPersonThere({ previousIdNumber: account.idNumber }))
    assert.ok(standing.kind === 'at' && standing.state.step === 'password')
    assert.equal(standing.state.loginName, account.idNumber)
  })

  it('sends to the counter who has two accounts under two numbers, or one without a password', async () => {
    const [one, other] = [await anAccount(national), await anAccount(national)]
    const both = aPersonThere({ idNumber: one.idNumber, previousIdNumber: other.idNumber })
    assert.equal(stepOf(await aVisit(national).as(both)), 'two-accounts')
    const { person } = await opened(national)
    const { subject: _other, ...same } = person
    assert.equal(stepOf(await aVisit(national, { id: 'vneid' }).as({ ...same, subject: 'at VNeID' })), 'no-password')
  })

  it('meets a password without a second factor with words', async () => {
    const { person } = await opened(national, aPersonThere({ phone: undefined }))
    const account = await accountsStore(national.db, national.parts).findByNumber('person', person.idNumber)
    const hashed = await national.parts.passwords.hash(PASSWORD)
    assert.ok(account && hashed.kind === 'hashed')
    await passwordsStore(national.db).set(account.id, { hash: hashed.hash, now: national.parts.clock() })
    const visit = aVisit(national, { id: 'vneid' })
    assert.equal(stepOf(await visit.as({ ...person, subject: 'at VNeID too' })), 'password')
    assert.deepEqual(wrongOf(await visit.submit('password', { password: PASSWORD })), { form: 'prove.no-other' })
  })

  it('is held for 72 hours after a recovery, also when that comes between password and code', async () => {
    const account = await anAccount(national)
    const recovered = () =>
      national.db.transaction().execute(tx =>
        tellHolder(national.parts, tx, {
          ...{ kind: 'password-recovered', accountId: account.accountId, language: 'vi' },
          undo: { kind: 'password' },
        }),
      )
    const { prove } = await atProof(account)
    await recovered()
    assert.equal(stepOf(await prove()), 'held')
    const visit = await atPassword(account)
    assert.equal(stepOf(await visit.submit('password', { password: PASSWORD })), 'held')
    assert.deepEqual([await handlesOf(account), await sessionsOf(account)], [[], []])
    national.later(72 * 3600)
    const later = await atProof(account)
    assert.equal(stepOf(await later.prove()), 'signed-in')
  })

  it('is over when the password changes between password and code', async () => {
    const account = await anAccount(national)
    const { prove } = await atProof(account)
    national.later(1)
    await passwordsStore(national.db).set(account.accountId, { hash: 'another', now: national.parts.clock() })
    assert.equal(stepOf(await prove()), 'overtaken')
    assert.deepEqual(await handlesOf(account), [])
  })

  it('gives nobody what another account has linked meanwhile', async () => {
    const [account, faster] = [await anAccount(national), await anAccount(national)]
    const { person, prove } = await atProof(account)
    const value = `https://vnpost.test ${person.subject}`
    await handlesStore(national.db, national.parts).add(national.parts.random, {
      ...{ accountId: faster.accountId, method: 'vnpost', value, identifies: true, createdAt: national.parts.clock() },
    })
    assert.equal(stepOf(await prove()), 'linked-elsewhere')
    assert.deepEqual(await sessionsOf(account), [], 'and the sign-in is undone with it')
  })

  it('is taken back by whoever objects to the notice', async () => {
    const account = await anAccount(national)
    const { person, prove } = await atProof(account)
    const before = national.jobsDone.length
    await prove()
    const notice = national.jobsDone.slice(before).find(({ payload }) => payload.kind === 'method-added')
    const objecting = going(national, objectFlow(national.parts), somebody())
    await objecting.submit('code', { code: String(notice?.payload.code), ...(await national.captcha()) })
    assert.equal(stepOf(await objecting.submit('confirm', {})), 'objected')
    assert.deepEqual(await handlesOf(account), [])
    assert.equal(stepOf(await aVisit(national).as(person)), 'password')
  })
})
