import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { phones, type TestPhones } from '../methods/signing-sim/test-sim.ts'
import { type TestNational, testNational } from '../test-national.ts'
import type { SimFailure, SimSigning } from '../upstream/sim-signing.ts'
import { followPrompts } from './follow.ts'
import { promptsStore } from './prompts-store.ts'
import { type Asks, asks, saidOf } from './test-asking.ts'

describe('prompts to signing SIMs', () => {
  let national: TestNational
  let at: TestPhones
  let people = 0
  before(async () => {
    national = await testNational()
    at = phones(national)
  })
  after(() => national.stop())
  beforeEach(() => national.later(3700))

  const aNumber = () => `+8491${String(++people).padStart(7, '0')}`
  const ask = (asking: Asks) => asks(national, asking)
  const sentTo = (phone: string) => national.sims.prompts.filter(({ question }) => question.phone === phone).length
  const prompts = () => promptsStore(national.db, national.parts)
  const find = (id: string) => prompts().find(id, national.time.now)

  async function stateOf(id: string): Promise<string | undefined> {
    const row = await national.db.selectFrom('sim_prompts').select('state').where('id', '=', id).executeTakeFirst()
    return row?.state
  }

  async function asked(asking: Asks) {
    const one = await ask(asking)
    assert.ok(one.kind === 'asked', saidOf(one))
    return one.prompt
  }

  it('reach a phone once when two browsers ask at once, and the second learns nothing', async () => {
    const phone = aNumber()
    const [one, other] = await Promise.all([asked({ phone }), asked({ phone, by: 'two' })])
    assert.notEqual(one.id, other.id)
    await at.follow()
    assert.equal(sentTo(phone), 1)
    assert.deepEqual((await Promise.all([one, other].map(({ id }) => stateOf(id)))).sort(), ['sent', 'unsent'])
    for (const { code, expiresAt } of [one, other]) {
      assert.match(code, /^\d{4}$/)
      assert.equal(expiresAt.getTime(), national.time.now.getTime() + 120_000)
    }
  })

  for (const isFree of [true, false])
    it(`tell a stranger who asks again, and cancels, the same ${isFree ? 'as ever' : 'while another asks'}`, async () => {
      const phone = aNumber()
      if (!isFree) await asked({ phone, by: 'its owner' })
      const stranger = { phone, by: 'a stranger' }
      const one = await asked(stranger)
      assert.deepEqual((await asked(stranger)).code, one.code)
      assert.equal(saidOf(await ask({ ...stranger, purpose: 'register' })), 'sim.still-open')
      await prompts().cancel(one.id)
      assert.equal(saidOf(await ask(stranger)), 'sim.still-open')
      national.later(60)
      await at.follow()
      assert.equal(saidOf(await ask(stranger)), 'sim.still-open')
      national.later(60)
      assert.notEqual((await asked(stranger)).id, one.id)
    })

  it('reach a phone once however many ask at once', async () => {
    const phone = aNumber()
    const places = Array.from({ length: 20 }, (_, count) => `browser ${count}`)
    const said = await Promise.all(places.map(by => ask({ phone, by })))
    assert.equal(said.filter(each => each.kind === 'asked').length, 8)
    await at.follow()
    await at.follow()
    assert.equal(sentTo(phone), 1)
  })

  it('are one for all pages of a browser that ask the same', async () => {
    const phone = aNumber()
    const [one, again] = [await asked({ phone }), await asked({ phone })]
    assert.deepEqual([again.id, again.code], [one.id, one.code])
  })

  it('tell their own browser what the phone still shows, when it wants something else', async () => {
    const phone = aNumber()
    const one = await asked({ phone })
    const other = await ask({ phone, purpose: 'register' })
    const error = { key: 'sim.still-open', values: { code: one.code, seconds: 120 } }
    assert.deepEqual(other, { kind: 'refused', error })
    await at.follow()
    await prompts().cancel(one.id)
    assert.deepEqual(await ask({ phone }), { kind: 'refused', error })
    await at.end(phone, { kind: 'declined' })
    national.later(60)
    assert.equal(saidOf(await ask({ phone })), 'asked')
  })

  it('never reach the phone when they are cancelled before they are sent', async () => {
    const phone = aNumber()
    const { id } = await asked({ phone })
    await prompts().cancel(id)
    await at.follow()
    assert.equal(sentTo(phone), 0)
    assert.equal(saidOf(await ask({ phone, by: 'two' })), 'asked')
    await at.follow()
    assert.equal(sentTo(phone), 1)
  })

  it('give nothing to use once they are cancelled', async () => {
    const phone = aNumber()
    const { id } = await asked({ phone })
    await at.follow()
    await prompts().cancel(id)
    await at.end(phone, { kind: 'signed', signature: { format: 'cms', signedData: Buffer.from('x') } })
    assert.equal((await find(id))?.isSettled, true)
    assert.equal(await prompts().consume(id), false)
  })

  it('are used up once', async () => {
    const phone = aNumber()
    const { id } = await asked({ phone })
    assert.equal(await prompts().consume(id), false)
    await at.end(phone, { kind: 'signed', signature: { format: 'cms', signedData: Buffer.from('x') } })
    const used = await Promise.all([1, 2, 3].map(() => prompts().consume(id)))
    assert.deepEqual(used.sort(), [false, false, true])
  })

  it('free their number when their time is over, also where nobody followed them', async () => {
    const phone = aNumber()
    await asked({ phone })
    national.later(119)
    const early = await asked({ phone, by: 'two' })
    assert.equal(await stateOf(early.id), 'unsent')
    national.later(1)
    const next = await asked({ phone, by: 'three' })
    assert.equal(await stateOf(next.id), 'waiting')
  })

  it('time out where the phone never answers', async () => {
    const phone = aNumber()
    const { id } = await asked({ phone })
    await at.follow()
    national.later(121)
    await at.follow()
    assert.deepEqual((await find(id))?.outcome, { kind: 'timed-out' })
  })

  it('are looked at after three seconds, and then every two', async () => {
    const phone = aNumber()
    await asked({ phone })
    await at.follow()
    const before = national.sims.asked.standing
    const looks: number[] = []
    for (let seconds = 1; seconds <= 8; seconds++) {
      national.later(1)
      await at.follow()
      looks.push(national.sims.asked.standing - before)
    }
    assert.deepEqual(looks, [0, 0, 1, 1, 2, 2, 3, 3])
  })

  it('are sent once by however many processes follow them', async () => {
    const numbers = Array.from({ length: 30 }, aNumber)
    for (const [count, phone] of numbers.entries()) await asked({ phone, by: `browser ${count}` })
    const others = [phones(national), phones(national)]
    await Promise.all([at, ...others].map(each => each.follow()))
    assert.deepEqual(new Set(numbers.map(sentTo)), new Set([1]))
  })

  it('are never sent twice: what a process was sending when it died is unavailable', async () => {
    const phone = aNumber()
    const { id } = await asked({ phone })
    // Taken, and then nothing more is heard of whoever took it.
    await prompts().claim({ now: national.time.now, lease: new Date(national.time.now.getTime() + 30_000), most: 100 })
    await at.follow()
    national.later(29)
    await at.follow()
    assert.equal((await find(id))?.isSettled, false)
    national.later(2)
    await at.follow()
    assert.equal(sentTo(phone), 0)
    assert.deepEqual((await find(id))?.outcome, { kind: 'unavailable' })
  })

  it('do not wait for the service of another operator', async () => {
    const [slow, quick] = [aNumber(), aNumber()]
    const { promise: hanging, resolve: release } = Promise.withResolvers<SimFailure>()
    const { port } = national.sims
    const simSigning: SimSigning = { ...port, begin: asked => (asked.phone === slow ? hanging : port.begin(asked)) }
    const follower = followPrompts({ ...national.parts, simSigning }, () => undefined)
    const { id } = await asked({ phone: slow })
    await follower.job.run()
    await asked({ phone: quick, by: 'two' })
    await follower.job.run()
    release({ kind: 'unavailable' })
    await follower.idle()
    assert.equal(sentTo(quick), 1)
    assert.deepEqual((await find(id))?.outcome, { kind: 'unavailable' })
  })

  it('survive a service that breaks down on one of them', async () => {
    const [bad, good] = [aNumber(), aNumber()]
    const { port } = national.sims
    const begin: SimSigning['begin'] = async asked => {
      if (asked.phone === bad) throw new Error('broken')
      return port.begin(asked)
    }
    const follower = followPrompts({ ...national.parts, simSigning: { ...port, begin } }, () => undefined)
    const { id } = await asked({ phone: bad })
    await asked({ phone: good, by: 'two' })
    await follower.job.run()
    await follower.idle()
    assert.equal(sentTo(good), 1)
    national.later(31)
    await at.follow()
    assert.deepEqual((await find(id))?.outcome, { kind: 'unavailable' })
  })

  it('go on where the service was not to be heard for a moment, and end where that lasts', async () => {
    const [brief, lasting] = [aNumber(), aNumber()]
    const [one, other] = [await asked({ phone: brief }), await asked({ phone: lasting, by: 'two' })]
    await at.follow()
    for (const phone of [brief, lasting]) national.sims.end(phone, { kind: 'unavailable' })
    await looks(4)
    assert.equal((await find(one.id))?.isSettled, false)
    national.sims.end(brief, { kind: 'outstanding' })
    await looks(4)
    national.sims.end(brief, { kind: 'unavailable' })
    await looks(4)
    national.sims.end(brief, { kind: 'declined' })
    await looks(2)
    assert.deepEqual((await find(one.id))?.outcome, { kind: 'declined' })
    assert.deepEqual((await find(other.id))?.outcome, { kind: 'unavailable' })
  })

  async function looks(count: number): Promise<void> {
    for (let look = 0; look < count; look++) {
      national.later(3)
      await at.follow()
    }
  }

  for (const [what, text] of Object.entries({ 'does not open': undefined, 'is of another form': '{}' }))
    it(`are sent also where one among them ${what}`, async () => {
      const [bad, good] = [aNumber(), aNumber()]
      const { id } = await asked({ phone: bad })
      await asked({ phone: good, by: 'two' })
      const sealed = text === undefined ? 'a.b' : national.parts.sealer.seal(text, `sim_prompts:${id}`)
      await national.db.updateTable('sim_prompts').set({ sealed }).where('id', '=', id).execute()
      await at.follow()
      assert.deepEqual([sentTo(bad), sentTo(good)], [0, 1])
    })

  it('tell how they ended, with whom and after how long', async () => {
    const phone = aNumber()
    await asked({ phone })
    await at.end(phone, { kind: 'pin-blocked' })
    assert.deepEqual(at.ends.at(-1), { operator: 'vinaphone', outcome: 'pin-blocked', seconds: 3 })
  })

  it('are swept some minutes after their end, and stand in the database sealed', async () => {
    const phone = aNumber()
    const { id, code } = await asked({ phone })
    const row = await national.db.selectFrom('sim_prompts').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    assert.doesNotMatch(JSON.stringify(row), new RegExp(`${phone.slice(3)}|"${code}"`))
    national.later(120 + 179)
    await prompts().sweep(national.time.now)
    assert.ok(await find(id))
    national.later(1)
    await prompts().sweep(national.time.now)
    const left = await national.db.selectFrom('sim_prompts').select('id').where('id', '=', id).execute()
    assert.deepEqual(left, [])
  })

  it('are all sent at once, however many', async () => {
    const numbers = Array.from({ length: 120 }, aNumber)
    for (const [count, phone] of numbers.entries()) await asked({ phone, by: `one of many ${count}` })
    await at.follow()
    assert.deepEqual(new Set(numbers.map(sentTo)), new Set([1]))
  })
})
