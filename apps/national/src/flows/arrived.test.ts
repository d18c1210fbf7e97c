import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { giveSim, phones } from '../methods/signing-sim/test-sim.ts'
import { person, testToken } from '../methods/usb-token/test-token.ts'
import { type Browser, locationOf, type TestPortal, testPortal } from '../test-portal.ts'
import { anAccount } from './test-account.ts'

describe('a signature that comes to a waiting page', () => {
  let portal: TestPortal
  let people = 0
  before(async () => {
    portal = await testPortal()
  })
  after(() => portal.stop())

  async function anOwner() {
    const { accountId, idNumber } = await anAccount(portal.national)
    const phone = `+8490${String(++people).padStart(7, '0')}`
    const sim = testToken(portal.national, { subject: person(idNumber) })
    await giveSim(portal.national, { accountId, phone, sim })
    return { phone, sim }
  }

  async function useUp(counter: string, max: number): Promise<void> {
    for (let tries = 0; tries < max; tries++) await portal.national.parts.limits.use(counter, { max, seconds: 3600 })
  }

  /** Asks the phone on the page at `path`, which confirms; where the waiting page then is. */
  async function signed(by: Browser, path: string): Promise<string> {
    const { phone, sim } = await anOwner()
    const waiting = await by.follow(await by.submit(await by.get(path), { phone }))
    const address = /data-onwards="([^"]*)"/.exec(waiting.body)?.[1]
    assert.ok(address, waiting.body.slice(0, 300))
    await phones(portal.national).confirm(phone, sim)
    return address
  }

  it('signs its browser in by an answer that nobody keeps, and no other browser', async () => {
    const by = portal.browser()
    const address = await signed(by, '/dang-nhap/sim')
    const stranger = await portal.browser().get(address)
    assert.deepEqual([stranger.statusCode, stranger.headers['cache-control']], [410, 'no-store'])
    for (const answer of [await by.get(address), await by.get(address)]) {
      assert.deepEqual([answer.statusCode, locationOf(answer)], [303, '/tai-khoan'])
      assert.equal(answer.headers['cache-control'], 'no-store')
    }
    const { headers } = await by.post('/dang-xuat', {})
    assert.ok(headers['set-cookie'])
    const late = await by.get(address)
    assert.equal(late.headers['set-cookie'], undefined)
    assert.match((await by.follow(late)).body, /Đăng nhập/)
  })

  const { place, ways } = {
    place: '203.0.113.9',
    ways: {
      '/dang-nhap/sim': {
        counter: 'sign-in-signing-sim',
        max: () => portal.national.parts.rules.password.perPlace.max,
      },
      '/dang-ky/sim-ky-so/cong-dan': {
        counter: 'register-certificate',
        max: () => portal.national.parts.rules.certificateRegistrationsPerPlace.max,
      },
    },
  }
  for (const [path, { counter, max }] of Object.entries(ways))
    it(`is told once at ${path} that its place has tried too often, and looked at no more`, async () => {
      const by = portal.browser(place)
      const address = await signed(by, path)
      await useUp(`${counter}:${place}`, max())
      const told = await by.get(address)
      assert.equal(told.statusCode, 422)
      assert.ok(!told.body.includes('data-asks'))
      assert.match(told.body, /Quá nhiều lần/)
      assert.equal((await by.get(`${address}/da-den`)).body, '{"arrived":false}')
      const trail = () => portal.national.db.selectFrom('audit').selectAll().execute()
      const before = await trail()
      assert.equal((await by.get(address)).statusCode, 200)
      assert.deepEqual(await trail(), before)
    })
})
