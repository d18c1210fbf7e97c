import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { type TestAuthenticator, type Twist, testAuthenticator } from '../../methods/passkey/test-authenticator.ts'
import { askedFor, givePasskey } from '../../methods/passkey/test-passkey.ts'
import { methodOf } from '../../steps/prove.ts'
import { aVisitor, ORIGIN, type TestNational, testNational } from '../../test-national.ts'
import { anAccount, going, stepOf, wrongOf } from '../test-account.ts'
import { signInByMethod } from './by-method.ts'

describe('sign-in by passkey alone', () => {
  let national: TestNational
  let people = 0
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(() => national.later(3601))

  const somebody = () => aVisitor(`visitor ${++people}`)

  async function anOwner({ counts = false } = {}) {
    const who = await anAccount(national)
    const device = testAuthenticator(ORIGIN, { counts })
    return { who, ...(await givePasskey(national, { accountId: who.accountId, device })) }
  }

  async function begun(visitor: Visitor = somebody(), fields: Record<string, string> = {}) {
    const signing = going(national, signInByMethod(national.parts, methodOf(national.parts, 'passkey')), visitor)
    const at = await signing.submit('begin', fields)
    assert.ok(at.kind === 'at' && at.state.step === 'prove', JSON.stringify(at))
    return { ...signing, asked: askedFor(national, at.state.pending) }
  }

  async function signIn(device: TestAuthenticator, visitor?: Visitor, twist?: Twist) {
    const { submit, asked } = await begun(visitor)
    return submit('prove', { passkey: device.get(asked, twist) })
  }

  const sessions = (accountId: string) =>
    national.db.selectFrom('sessions').selectAll().where('account_id', '=', accountId).execute()
  const trail = () => national.db.selectFrom('audit').selectAll().orderBy('id').execute()

  it('opens a session of two factors, tells of the new device, and remembers the use', async () => {
    const { who, device } = await anOwner()
    const standing = await signIn(device)
    assert.ok(standing.kind === 'ended' && standing.as.kind === 'signed-in', JSON.stringify(standing))
    assert.equal(standing.as.goTo, '/tai-khoan')
    const [session, ...more] = await sessions(who.accountId)
    assert.deepEqual([session?.methods, more], ['hwk user mfa', []])
    assert.ok(national.jobsDone.some(({ payload }) => payload.kind === 'new-device' && payload.to === who.phone))
    const [handle] = await handlesStore(national.db, national.parts).list(who.accountId, 'passkey')
    assert.deepEqual(handle?.lastUsedAt, national.parts.clock())
  })

  it('goes where the visitor wanted to be, and nowhere else', async () => {
    const { device } = await anOwner()
    const cases = {
      '/thu-tuc?q=a': '/thu-tuc?q=a',
      '//evil.example': '/tai-khoan',
      'https://evil.example': '/tai-khoan',
    }
    for (const [ve, goTo] of Object.entries(cases)) {
      const { submit, asked } = await begun(somebody(), { ve })
      const standing = await submit('prove', { passkey: device.get(asked) })
      assert.ok(standing.kind === 'ended' && standing.as.kind === 'signed-in')
      assert.equal(standing.as.goTo, goTo)
    }
  })

  it('opens one session for two answers at once', async () => {
    const { who, device } = await anOwner({ counts: true })
    const { submit, asked } = await begun()
    const [one, other] = [device.get(asked), device.get(asked)]
    const standings = await Promise.all([submit('prove', { passkey: one }), submit('prove', { passkey: other })])
    assert.deepEqual(standings.map(stepOf), ['signed-in', 'signed-in'])
    assert.equal((await sessions(who.accountId)).length, 1)
  })

  it('takes no answer that was given to another visitor’s question', async () => {
    const { device } = await anOwner()
    const [mine, theirs] = [await begun(), await begun()]
    const passkey = device.get(theirs.asked)
    assert.deepEqual(wrongOf(await mine.submit('prove', { passkey })), { form: 'passkey.refused' })
    assert.equal(stepOf(await theirs.submit('prove', { passkey })), 'signed-in')
    const again = await begun()
    assert.deepEqual(wrongOf(await again.submit('prove', { passkey })), { form: 'passkey.refused' })
  })

  it('asks another question after each refused answer', async () => {
    const { device } = await anOwner()
    const { submit, asked } = await begun()
    const refused = await submit('prove', { passkey: device.get(asked, { verified: false }) })
    assert.deepEqual(wrongOf(refused), { form: 'passkey.refused' })
    assert.deepEqual(wrongOf(await submit('prove', { passkey: device.get(asked) })), { form: 'passkey.refused' })
    assert.ok(refused.kind === 'at' && refused.state.step === 'prove')
    const at = await submit('prove', { action: 'again' })
    assert.ok(at.kind === 'at' && at.state.step === 'prove')
    assert.deepEqual(at.errors, {})
    const passkey = device.get(askedFor(national, at.state.pending))
    assert.equal(stepOf(await submit('prove', { passkey })), 'signed-in')
  })

  it('knows nobody by a passkey that was removed', async () => {
    const { who, device, handle } = await anOwner()
    await handlesStore(national.db, national.parts).remove(who.accountId, handle.id)
    assert.deepEqual(wrongOf(await signIn(device)), { form: 'passkey.unknown' })
    assert.deepEqual(await sessions(who.accountId), [])
  })

  it('writes what failed into the trail, of an account only where the key itself told it', async () => {
    const { who, device } = await anOwner({ counts: true })
    await signIn(device)
    const before = (await trail()).length
    await signIn(device, undefined, { origin: 'https://evil.example' })
    await signIn(device, undefined, { counter: 1 })
    const written = (await trail()).slice(before).map(({ event, account_id, details }) => {
      const text = national.parts.sealer.unseal(details, `audit.details:${event}`) ?? '{}'
      return [event, account_id, JSON.parse(text).reason]
    })
    assert.deepEqual(written, [
      ['sign-in-refused', null, 'passkey.refused'],
      ['sign-in-refused', who.accountId, 'passkey.cloned'],
    ])
  })

  describe('limits', () => {
    const bad = { passkey: '{}' }

    it('closes a place after ten failures, however many come at once, and opens it again', async () => {
      const place = somebody()
      const flows = await Promise.all(Array.from({ length: 24 }, () => begun(place)))
      const wrong = (await Promise.all(flows.map(({ submit }) => submit('prove', bad)))).map(at => wrongOf(at).form)
      assert.equal(wrong.filter(key => key === 'passkey.refused').length, 10)
      assert.equal(wrong.filter(key => key === 'prove.too-many').length, 14)
      const { device } = await anOwner()
      assert.deepEqual(wrongOf(await signIn(device, place)), { form: 'prove.too-many' })
      assert.equal(stepOf(await signIn(device)), 'signed-in')
      national.later(3600)
      assert.equal(stepOf(await signIn(device, place)), 'signed-in')
    })

    it('does not count what succeeds', async () => {
      const { place } = somebody()
      for (let n = 0; n < 12; n++) {
        const { device } = await anOwner()
        assert.equal(stepOf(await signIn(device, { ...somebody(), place })), 'signed-in')
      }
    })

    it('lets strangers lock nobody out of a browser that the account knows', async () => {
      const { device } = await anOwner()
      const own = somebody()
      assert.equal(stepOf(await signIn(device, own)), 'signed-in')
      const neighbour = { ...somebody(), place: own.place }
      for (let n = 0; n < 12; n++) await (await begun(neighbour)).submit('prove', bad)
      assert.deepEqual(wrongOf(await signIn(device, neighbour)), { form: 'prove.too-many' })
      assert.equal(stepOf(await signIn(device, own)), 'signed-in')
    })
  })

  describe('locks', () => {
    const accounts = () => accountsStore(national.db, national.parts)

    it('ends before an account that the desk locked, disputed or closed', async () => {
      for (const status of ['desk', 'disputed', 'closed'] as const) {
        const { who, device } = await anOwner()
        if (status === 'desk') await accounts().lock(who.accountId, { reason: 'desk', now: national.parts.clock() })
        else await national.db.updateTable('accounts').set({ status }).where('id', '=', who.accountId).execute()
        const standing = await signIn(device)
        assert.ok(standing.kind === 'ended' && standing.as.kind === 'locked')
        assert.equal(standing.as.reason, status)
        assert.deepEqual(await sessions(who.accountId), [])
      }
    })

    it('opens an account that was locked for lack of use', async () => {
      const { who, device } = await anOwner()
      await accounts().lock(who.accountId, { reason: 'inactivity', now: national.parts.clock() })
      assert.equal(stepOf(await signIn(device)), 'signed-in')
      assert.equal((await accounts().find(who.accountId))?.status, 'active')
    })
  })
})
