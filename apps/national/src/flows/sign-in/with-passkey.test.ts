import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { type TestAuthenticator, testAuthenticator } from '../../methods/passkey/test-authenticator.ts'
import { askedFor, givePasskey } from '../../methods/passkey/test-passkey.ts'
import { methodOf } from '../../steps/prove.ts'
import { aVisitor, ORIGIN, type TestNational, testNational } from '../../test-national.ts'
import { objectFlow } from '../object/object.ts'
import { recoverPassword } from '../recover-password/recover.ts'
import { removeMethod } from '../remove-method/remove-method.ts'
import { anAccount, going, PASSWORD, stepOf, type TestAccount, wrongOf } from '../test-account.ts'
import { signInByMethod } from './by-method.ts'
import { signInByPassword } from './password.ts'

const NEW = 'Trang-Ram-Thang-Tam-15'

describe('an account with a passkey', () => {
  let national: TestNational
  let people = 0
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(() => national.later(3601))

  const somebody = () => aVisitor(`visitor ${++people}`)
  const phonesOf = ({ accountId }: TestAccount) => handlesStore(national.db, national.parts).list(accountId, 'sms-otp')

  async function anOwner() {
    const who = await anAccount(national)
    return { who, ...(await givePasskey(national, { accountId: who.accountId })) }
  }

  async function withPassword(who: TestAccount, password = PASSWORD) {
    const signing = going(national, signInByPassword(national.parts), somebody())
    return { ...signing, at: await signing.submit('password', { username: who.idNumber, password }) }
  }

  /** From the page of codes to that of the passkey. */
  async function atPasskey(who: TestAccount) {
    const signing = await withPassword(who)
    await signing.submit('prove', { action: 'other' })
    const at = await signing.submit('choose', { choice: 'passkey' })
    assert.ok(at.kind === 'at' && at.state.step === 'prove', JSON.stringify(at))
    return { ...signing, asked: askedFor(national, at.state.proving.pending) }
  }

  async function byPasskeyAlone(device: TestAuthenticator) {
    const flow = signInByMethod(national.parts, methodOf(national.parts, 'passkey'))
    const { submit } = going(national, flow, somebody())
    const at = await submit('begin', {})
    assert.ok(at.kind === 'at' && at.state.step === 'prove')
    return submit('prove', { passkey: device.get(askedFor(national, at.state.pending)) })
  }

  describe('signing in by password', () => {
    it('may use it instead of a code, and is asked for it first the next time', async () => {
      const { who, device } = await anOwner()
      const sent = national.jobsDone.length
      const { submit, asked } = await atPasskey(who)
      assert.equal(stepOf(await submit('prove', { passkey: device.get(asked) })), 'signed-in')
      const session = national.db.selectFrom('sessions').select('methods').where('account_id', '=', who.accountId)
      assert.equal((await session.executeTakeFirst())?.methods, 'pwd hwk user mfa')
      assert.equal(national.jobsDone.slice(sent).filter(({ name }) => name === 'sms.otp').length, 1)
      const { at } = await withPassword(who)
      assert.ok(at.kind === 'at' && at.state.step === 'prove')
      assert.equal(at.state.proving.method, 'passkey')
    })

    it('does not let in by the passkey of somebody else', async () => {
      const [{ who }, other] = [await anOwner(), await anOwner()]
      const { submit, asked } = await atPasskey(who)
      const passkey = other.device.get({ ...asked, allowCredentials: [] })
      assert.deepEqual(wrongOf(await submit('prove', { passkey })), { form: 'passkey.foreign' })
    })

    it('is refused in words when the passkey was removed meanwhile', async () => {
      const { who, device, handle } = await anOwner()
      const { submit, asked } = await atPasskey(who)
      await handlesStore(national.db, national.parts).remove(who.accountId, handle.id)
      assert.deepEqual(wrongOf(await submit('prove', { passkey: device.get(asked) })), { form: 'prove.gone' })
    })
  })

  describe('that lost its phone', () => {
    const NUMBER = '0987654321'

    async function lost(who: TestAccount) {
      const signing = await withPassword(who)
      const at = await signing.submit('prove', { action: 'lost-phone' })
      assert.ok(at.kind === 'at' && at.state.step === 'prove-strongly', JSON.stringify(at))
      return { ...signing, asked: askedFor(national, at.state.proving.pending) }
    }

    it('is asked for the passkey before the new number', async () => {
      const { who, device } = await anOwner()
      const { submit, asked } = await lost(who)
      assert.equal(stepOf(await submit('prove-strongly', { passkey: device.get(asked) })), 'new-phone')
      await submit('new-phone', { phone: NUMBER, ...(await national.captcha()) })
      const end = await submit('new-phone-code', { action: 'confirm', otp: national.code('+84987654321') })
      assert.equal(stepOf(end), 'phone-changed')
      assert.deepEqual(
        (await phonesOf(who)).map(({ value }) => value),
        ['+84987654321'],
      )
    })

    it('comes to the new number once, when two answers at once show the same count', async () => {
      const { who, device } = await anOwner()
      const one = await lost(who)
      national.later(61)
      const other = await lost(who)
      const steps = [one, other].map(async ({ submit, asked }) =>
        stepOf(await submit('prove-strongly', { passkey: device.get(asked, { counter: 3 }) })),
      )
      assert.deepEqual((await Promise.all(steps)).sort(), ['new-phone', 'prove-strongly'])
    })

    it('does not come to the new number without it', async () => {
      const { who, device } = await anOwner()
      const { submit, asked } = await lost(who)
      for (const fields of [
        {},
        { passkey: '{}' },
        { passkey: device.get(asked, { verified: false }) },
        { action: 'other' },
      ])
        assert.equal(stepOf(await submit('prove-strongly', fields)), 'prove-strongly')
      assert.equal(
        stepOf(await submit('new-phone', { phone: NUMBER, ...(await national.captcha()) })),
        'prove-strongly',
      )
      assert.deepEqual(
        (await phonesOf(who)).map(({ value }) => value),
        [who.phone],
      )
    })
  })

  describe('that forgot its password', () => {
    async function recovering(who: TestAccount) {
      const recovery = going(national, recoverPassword(national.parts), somebody())
      await recovery.submit('who', { username: who.idNumber, ...(await national.captcha()) })
      const at = await recovery.submit('otp', { action: 'confirm', otp: national.code(who.phone) })
      assert.ok(at.kind === 'at' && at.state.step === 'prove', JSON.stringify(at))
      return { ...recovery, asked: askedFor(national, at.state.proving.pending) }
    }
    const words = { password: NEW, confirmation: NEW }

    it('is asked for the passkey after the code, and then for the new password', async () => {
      const { who, device } = await anOwner()
      const { submit, asked } = await recovering(who)
      assert.equal(stepOf(await submit('prove', { passkey: device.get(asked) })), 'password')
      assert.equal(stepOf(await submit('password', words)), 'recovered')
      assert.equal(stepOf((await withPassword(who, NEW)).at), 'prove')
    })

    it('gets no new password without it', async () => {
      const [{ who }, other] = [await anOwner(), await anOwner()]
      const { submit, asked } = await recovering(who)
      const foreign = other.device.get({ ...asked, allowCredentials: [] })
      for (const fields of [{}, { passkey: foreign }, { action: 'other' }])
        assert.equal(stepOf(await submit('prove', fields)), 'prove')
      assert.equal(stepOf(await submit('password', words)), 'prove')
      assert.equal(stepOf((await withPassword(who)).at), 'prove')
    })
  })

  describe('that somebody else got into, and its holder objected', () => {
    /** Somebody signs in with password and code, on a device the account does not know. */
    async function thiefSignsIn(who: TestAccount) {
      const { submit } = await withPassword(who)
      assert.equal(stepOf(await submit('prove', { action: 'confirm', otp: national.code(who.phone) })), 'signed-in')
    }

    async function object(who: TestAccount, to = 'new-device') {
      const told = national.jobsDone.findLast(({ payload }) => payload.kind === to && payload.to === who.phone)
      assert.ok(told, 'the holder was told')
      const { submit } = going(national, objectFlow(national.parts), somebody())
      await submit('code', { code: String(told.payload.code), ...(await national.captcha()) })
      await submit('confirm', {})
      const account = await accountsStore(national.db, national.parts).find(who.accountId)
      assert.equal(account?.lock?.reason, 'objection')
    }

    const statusOf = async ({ accountId }: TestAccount) =>
      (await accountsStore(national.db, national.parts).find(accountId))?.status

    it('is opened by the passkey it had before', async () => {
      const { who, device } = await anOwner()
      national.later(60)
      await thiefSignsIn(who)
      await object(who)
      assert.equal(stepOf(await byPasskeyAlone(device)), 'signed-in')
      assert.equal(await statusOf(who), 'active')
    })

    it('is opened by password and the passkey it had before, and by no code', async () => {
      const { who, device } = await anOwner()
      national.later(60)
      await thiefSignsIn(who)
      await object(who)
      national.later(61)
      const { submit, at } = await withPassword(who)
      assert.ok(at.kind === 'at' && at.state.step === 'prove', JSON.stringify(at))
      assert.equal(at.state.proving.method, 'passkey')
      const passkey = device.get(askedFor(national, at.state.proving.pending))
      assert.equal(stepOf(await submit('prove', { passkey })), 'signed-in')
      assert.equal(await statusOf(who), 'active')
    })

    it('gets back the passkey that they removed, and is opened by it', async () => {
      const { who, device, handle } = await anOwner()
      national.later(60)
      await thiefSignsIn(who)
      const removing = removeMethod(national.parts, { handleId: handle.id, accountId: who.accountId })
      assert.equal(stepOf(await going(national, removing, somebody()).submit('confirm', {})), 'removed')
      assert.deepEqual(wrongOf(await byPasskeyAlone(device)), { form: 'passkey.unknown' })
      await object(who, 'method-removed')
      assert.equal(stepOf(await byPasskeyAlone(device)), 'signed-in')
      assert.equal(await statusOf(who), 'active')
    })

    it('stays locked before a passkey that came after', async () => {
      const who = await anAccount(national)
      await thiefSignsIn(who)
      national.later(60)
      const device = testAuthenticator(ORIGIN)
      await givePasskey(national, { accountId: who.accountId, device })
      await object(who)
      const standing = await byPasskeyAlone(device)
      assert.ok(standing.kind === 'ended' && standing.as.kind === 'locked', JSON.stringify(standing))
      assert.equal(standing.as.reason, 'objection')
      assert.equal(await statusOf(who), 'locked')
    })
  })
})
