import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { giveSim, phones, type TestPhones } from '../../methods/signing-sim/test-sim.ts'
import { enterprise, person, testToken } from '../../methods/usb-token/test-token.ts'
import {
  type Answer,
  aPerson,
  type Browser,
  formOf,
  locationOf,
  register,
  type TestPortal,
  testPortal,
} from '../../test-portal.ts'

describe('the pages of signing in and registering by signing SIM', () => {
  let portal: TestPortal
  let at: TestPhones
  let people = 0
  before(async () => {
    portal = await testPortal()
    at = phones(portal.national)
  })
  after(() => portal.stop())

  const typed = () => `0986${String(++people).padStart(6, '0')}`
  const international = (phone: string) => `+84${phone.slice(1)}`

  async function anOwner() {
    const { national } = portal
    const who = aPerson()
    await register({ portal, by: portal.browser(), who })
    const accountId = await accountsStore(national.db, national.parts).idOfNumber('person', who.idNumber)
    assert.ok(accountId)
    const [phone, sim] = [typed(), testToken(national, { subject: person(who.idNumber) })]
    await giveSim(national, { accountId, phone: international(phone), sim })
    return { phone, sim, idNumber: who.idNumber }
  }

  async function begin(by: Browser, phone: string, path = '/dang-nhap/sim?ve=/thu-tuc') {
    const form = await by.get(path)
    const page = await by.follow(await by.submit(form, { phone }))
    return { page, address: formOf(page).action }
  }

  const arrived = async (by: Browser, address: string) => JSON.parse((await by.get(`${address}/da-den`)).body)
  const codeOn = ({ body }: Answer) => body.replace(/<[^>]*>/g, '')

  it('show the code of the phone, and go on by themselves to where the visitor wanted to be', async () => {
    const [{ phone, sim }, by] = [await anOwner(), portal.browser()]
    const { page, address } = await begin(by, phone)
    await at.follow()
    const code = portal.national.sims.prompt(international(phone)).question.displayed.slice(-4)
    assert.ok(codeOn(page).includes(code))
    assert.deepEqual(await arrived(by, address), { arrived: false })
    assert.equal((await by.get(address)).statusCode, 200)
    await at.confirm(international(phone), sim)
    assert.deepEqual(await arrived(by, address), { arrived: true })
    assert.equal(locationOf(await by.get(address)), '/thu-tuc')
    assert.equal((await by.get('/tai-khoan')).statusCode, 200)
  })

  it('tell a second browser nothing, before its time is over', async () => {
    const [{ phone, sim }, by, other] = [await anOwner(), portal.browser(), portal.browser()]
    const first = await begin(by, phone)
    const second = await begin(other, phone)
    await at.confirm(international(phone), sim)
    assert.deepEqual(await arrived(other, second.address), { arrived: false })
    assert.deepEqual(await arrived(other, first.address), { arrived: true })
    assert.equal((await other.get(first.address)).statusCode, 410)
    assert.equal(locationOf(await by.get(first.address)), '/thu-tuc')
    portal.national.later(120)
    const told = await other.get(second.address)
    assert.equal(told.statusCode, 422)
    assert.match(told.body, /Đã quá 2 phút/)
  })

  it('say why nothing came of it, and ask again', async () => {
    const [{ phone }, by] = [await anOwner(), portal.browser()]
    const { address } = await begin(by, phone)
    await at.end(international(phone), { kind: 'pin-blocked' })
    const told = await by.get(address)
    assert.match(told.body, /PIN ký số của SIM đã bị khóa/)
    portal.national.later(60)
    const again = await by.follow(await by.submit(told, { action: 'again' }))
    await at.follow()
    assert.ok(codeOn(again).includes(portal.national.sims.prompt(international(phone)).question.displayed.slice(-4)))
  })

  it('let a citizen and an enterprise see what the certificate says before they register', async () => {
    for (const [path, subject, name] of [
      ['cong-dan', person('030190888001', 'Lê Minh Phương'), /Lê Minh Phương/],
      ['doanh-nghiep', enterprise('0104359717'), /Công ty TNHH Thử Nghiệm/],
    ] as const) {
      const [by, phone] = [portal.browser(), typed()]
      const { address } = await begin(by, phone, `/dang-ky/sim-ky-so/${path}`)
      await at.confirm(international(phone), testToken(portal.national, { subject }))
      const confirm = await by.follow(await by.get(address))
      assert.equal(confirm.statusCode, 200)
      assert.match(confirm.body, name)
      assert.match(confirm.body, /TEST-CA v1/)
      assert.match(confirm.body, /Lần sau bạn đăng nhập bằng SIM ký số này/)
    }
  })

  it('show a mistyped number again, and lead to correcting one that has no signing SIM', async () => {
    const by = portal.browser()
    const wrong = await by.submit(await by.get('/dang-ky/sim-ky-so/cong-dan'), { phone: '0912' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /aria-invalid="true"[^>]*value="0912"|value="0912"[^>]*aria-invalid="true"/)
    const phone = typed()
    const { address } = await begin(by, phone)
    await at.end(international(phone), { kind: 'no-such-sim' })
    const told = await by.get(address)
    const [, correct = ''] = /class="button primary" href="([^"]*)"/.exec(told.body) ?? []
    assert.equal(correct, `${address}?sua=1`)
    assert.match((await by.get(correct)).body, new RegExp(`value="${phone}"`))
  })

  it('tell the holder of a registered SIM to sign in by it, and whoever has an account to add it', async () => {
    const { phone, sim, idNumber } = await anOwner()
    const another = testToken(portal.national, { subject: person(idNumber) })
    for (const [number, signedBy, words] of [
      [phone, sim, /SIM ký số này đã đăng ký rồi.*href="\/dang-nhap\/sim"/s],
      [typed(), another, /Bạn đã có tài khoản.*phuong-thuc\/them\/signing-sim"/s],
    ] as const) {
      const by = portal.browser()
      const { address } = await begin(by, number, '/dang-ky/sim-ky-so/cong-dan')
      await at.confirm(international(number), signedBy)
      const led = await by.follow(await by.get(address))
      assert.equal(led.statusCode, 409)
      assert.match(led.body, words)
    }
  })

  it('lead agencies back to what they may use, with where they wanted to be', async () => {
    const by = portal.browser()
    const led = await by.get('/dang-ky/sim-ky-so?doi-tuong=agency&ve=%2Fthu-tuc')
    assert.equal(locationOf(await by.get(locationOf(led) ?? '')), '/dang-ky?doi-tuong=agency&ve=%2Fthu-tuc')
    assert.doesNotMatch((await by.get('/dang-ky?doi-tuong=agency')).body, /sim-ky-so/)
    for (const subject of ['citizen', 'enterprise'])
      assert.match((await by.get(`/dang-ky?doi-tuong=${subject}`)).body, /href="\/dang-ky\/sim-ky-so/)
  })
})
