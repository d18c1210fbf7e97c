import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Answer, aPerson, formOf, type TestPortal, testPortal } from '../../test-portal.ts'

const PATH = '/dang-ky/thue-bao-di-dong'

describe('what was typed to register', () => {
  let portal: TestPortal
  before(async () => {
    portal = await testPortal()
  })
  after(() => portal.stop())

  const typedIn = ({ body }: Answer, name: string) =>
    new RegExp(`<input[^>]* name="${name}"[^>]* value="([^"]*)"`).exec(body)?.[1]

  it('is there again after a refusal when the page is reloaded or shown in English', async () => {
    const by = portal.browser()
    const { international: _, ...who } = aPerson()
    const refused = await by.submit(await by.get(`${PATH}?ve=/thu-tuc`), { ...who, phone: '12', captcha: 'zzz' })
    assert.equal(refused.statusCode, 422)
    const { action } = formOf(refused)
    const reloaded = await by.get(action)
    assert.equal(reloaded.statusCode, 200)
    assert.equal(typedIn(reloaded, 'idNumber'), who.idNumber)
    assert.equal(typedIn(reloaded, 'phone'), '12')
    assert.equal(formOf(reloaded).hidden.ve, '/thu-tuc')
    assert.ok(!reloaded.body.includes('zzz'), 'a captcha is good once and not shown again')
    const english = await by.follow(await by.get(`/ngon-ngu?sang=en&ve=${encodeURIComponent(action)}`))
    assert.equal(typedIn(english, 'idNumber'), who.idNumber)
  })

  it('can be corrected from the OTP page, and the corrected form goes on', async () => {
    const by = portal.browser()
    const { international, ...who } = aPerson()
    const first = await by.submit(await by.get(PATH), { ...who, ...(await portal.national.captcha()) })
    const otp = await by.follow(first)
    assert.ok(otp.body.includes('?sua=1'))
    const again = await by.get(`${formOf(otp).action}?sua=1`)
    assert.equal(typedIn(again, 'phone'), who.phone)
    const other = aPerson()
    const corrected = { ...who, phone: other.phone, ...(await portal.national.captcha()) }
    const next = await by.follow(await by.submit(again, corrected))
    assert.ok(next.body.includes('name="otp"'))
    assert.notEqual(portal.national.code(other.international), portal.national.code(international))
  })

  it('is not shown to another browser', async () => {
    const by = portal.browser()
    const { international: _, ...who } = aPerson()
    const refused = await by.submit(await by.get(PATH), { ...who, phone: '12' })
    const elsewhere = await portal.browser().get(`${formOf(refused).action}?sua=1`)
    assert.equal(elsewhere.statusCode, 410)
    assert.ok(!elsewhere.body.includes(who.idNumber))
  })
})
