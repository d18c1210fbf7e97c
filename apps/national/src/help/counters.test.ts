import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { provinces } from '@motcua/identifiers/places.ts'
import { type TestPortal, testPortal } from '../test-portal.ts'
import { countersIn } from './counters.ts'

describe('service counters', () => {
  it('are in every province, each with a name, an address in it and a phone that nobody has', () => {
    const all = provinces()
    assert.equal(all.length, 63)
    for (const { code, name } of all) {
      const counters = countersIn(code)
      assert.ok(counters.length >= 1, name)
      for (const counter of counters) {
        assert.ok(counter.address.toLowerCase().endsWith(name.toLowerCase()), `${counter.address} is in ${name}`)
        // Behind the area code no subscriber’s number begins with 000.
        assert.match(counter.phone, /^0\d{2,3} 000/)
      }
      assert.ok(
        counters.some(({ offers }) => offers.includes('level')),
        `IAL3 can be reached in ${name}`,
      )
    }
    const phones = all.flatMap(({ code }) => countersIn(code).map(({ phone }) => phone))
    assert.equal(new Set(phones).size, phones.length)
  })

  it('are nowhere else', () => {
    for (const code of ['', '99', '1', 'constructor', '__proto__', '30 ']) assert.deepEqual(countersIn(code), [])
  })
})

describe('the page of service counters', () => {
  let portal: TestPortal
  before(async () => {
    portal = await testPortal()
  })
  after(() => portal.stop())

  it('lets a province be chosen without scripts, by an address of its own', async () => {
    const by = portal.browser()
    const all = await by.get('/quay-giao-dich')
    assert.equal(all.statusCode, 200)
    assert.match(all.body, /<form action="\/quay-giao-dich#ket-qua" method="get"/)
    assert.equal([...all.body.matchAll(/<option value="\d\d"/g)].length, 63)
    const haiDuong = await by.get('/quay-giao-dich?tinh=30')
    assert.match(haiDuong.body, /<title>Quầy giao dịch: Tỉnh Hải Dương/)
    assert.match(haiDuong.body, /<option value="30" selected>/)
    for (const { name, address, phone } of countersIn('30')) {
      for (const words of [name, address, phone, `href="tel:${phone.replaceAll(' ', '')}"`]) {
        assert.ok(haiDuong.body.includes(words), words)
      }
    }
    for (const words of ['7:30–11:30', 'CCCD hoặc CMT gốc', 'Lấy lại mật khẩu'])
      assert.ok(haiDuong.body.includes(words))
  })

  it('says so when there is no such province, and shows the choice again', async () => {
    for (const code of ['99', 'x', '%00', '30&tinh=99', '"><script>']) {
      const answer = await portal.browser().get(`/quay-giao-dich?tinh=${code}`)
      assert.equal(answer.statusCode, 400, code)
      assert.match(answer.body, /Không có tỉnh này/)
      assert.ok(!answer.body.includes('"><script>'))
    }
    assert.equal((await portal.browser().get('/quay-giao-dich?tinh=')).statusCode, 200)
  })

  it('says that its counters are made up while the portal is a demonstration', async () => {
    const { body } = await portal.browser().get('/quay-giao-dich')
    assert.doesNotMatch(body, /Dữ liệu trình diễn/)
    const demonstration = await testPortal({ config: { labUrl: 'http://localhost:1' } })
    const shown = await demonstration.browser().get('/quay-giao-dich')
    await demonstration.stop()
    assert.match(shown.body, /Dữ liệu trình diễn/)
  })

  it('is led to from help, from recovery and from the foot of every page', async () => {
    const by = portal.browser()
    for (const path of ['/', '/tro-giup', '/quen-mat-khau', '/khieu-nai']) {
      assert.ok((await by.get(path)).body.includes('href="/quay-giao-dich"'), path)
    }
  })
})
