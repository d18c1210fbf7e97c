import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { aBrowser, unescaped } from '../test-browser.ts'
import { testPortal } from '../test-portal.ts'
import { aPerson, ISSUER, type TestProvincial, testProvincial } from '../test-provincial.ts'

const CODE = '1.001193.000.00.00.H23'
const AGENCY = 'H23.20.26'

describe('the reception page of a procedure', () => {
  let province: TestProvincial
  let server: FastifyInstance
  before(async () => {
    province = await testProvincial()
    server = await testPortal(province)
  })
  after(async () => {
    await server.close()
    await province.stop()
  })

  const wrong: [string, string, number][] = [
    ['another province’s code', 'MaTTHCDP=1.001193.000.00.00.H49&MaCoQuanThucHien=H49.20.26', 404],
    ['an unknown procedure', `MaTTHCDP=9.999999.000.00.00.H23&MaCoQuanThucHien=${AGENCY}`, 404],
    ['an agency that does not receive it', `MaTTHCDP=${CODE}&MaCoQuanThucHien=H23.11`, 404],
    ['an unknown agency', `MaTTHCDP=${CODE}&MaCoQuanThucHien=H23.99.99`, 404],
    ['no agency', `MaTTHCDP=${CODE}`, 400],
    ['a repeated code', `MaTTHCDP=${CODE}&MaTTHCDP=${CODE}&MaCoQuanThucHien=${AGENCY}`, 400],
    [
      'a contradicting service code',
      `MaTTHCDP=${CODE}&MaCoQuanThucHien=${AGENCY}&MaDVC=2.000488.000.00.00.H23.01`,
      400,
    ],
    ['a wrong vnconnect', `MaTTHCDP=${CODE}&MaCoQuanThucHien=${AGENCY}&vnconnect=2`, 400],
    ['markup', 'MaTTHCDP=%3Cscript%3E&MaCoQuanThucHien=%22%3E', 400],
  ]
  for (const [what, query, status] of wrong) {
    it(`explains a link with ${what}, before anybody is asked to sign in`, async () => {
      const answer = await aBrowser(server).get(`/nop-ho-so?${query}&vnconnect=1`.replace(/(vnconnect=2).*/, '$1'))
      assert.equal(answer.statusCode, status)
      assert.ok(answer.body.includes('href="/thu-tuc"'))
      assert.equal(answer.body.includes('<script>'), false)
    })
  }

  it('sends whoever comes from the national portal there at once, and others to the local page with both ways', async () => {
    const link = `/nop-ho-so?MaTTHCDP=${CODE}&MaCoQuanThucHien=${AGENCY}`
    const national = await aBrowser(server).get(`${link}&vnconnect=1&MaDVC=${CODE}.01&MDT=MzQ1`)
    assert.ok(String(national.headers.location).startsWith(ISSUER))
    const local = await aBrowser(server).get(link)
    assert.equal(local.headers.location, `/dang-nhap?ve=${encodeURIComponent(link)}`)
    const page = await aBrowser(server).get(String(local.headers.location))
    assert.ok(page.body.includes('Đăng nhập bằng Cổng DVC Quốc gia'))
    assert.ok(unescaped(page.body).includes(encodeURIComponent(link)))
  })

  it('asks to choose a procedure first when none is named', async () => {
    assert.equal((await aBrowser(server).get('/nop-ho-so')).headers.location, '/thu-tuc')
  })

  it('says honestly that submitting is not open, instead of a dead button', async () => {
    const person = aPerson(901)
    await province.localAccount(person, { password: 'Lua-Chin-Vang-2026' })
    const browser = aBrowser(server)
    const link = `/nop-ho-so?MaTTHCDP=${CODE}&MaCoQuanThucHien=${AGENCY}`
    const form = await browser.get(`/dang-nhap?ve=${encodeURIComponent(link)}`)
    const inside = { username: String(person.idNumbers[0]), password: 'Lua-Chin-Vang-2026' }
    assert.equal((await browser.submit(form, inside, '/dang-nhap/')).headers.location, link)
    const page = await browser.get(link)
    assert.ok(page.body.includes('Chưa nộp được trực tuyến từ trang này'))
    assert.ok(page.body.includes('Giấy chứng sinh'))
    const main = page.body.slice(page.body.indexOf('<main'), page.body.indexOf('</main>'))
    assert.equal(/<button|<form/.test(main), false)
    for (const input of main.match(/<input[^>]*>/g) ?? []) assert.match(input, /readonly/)
  })

  it('speaks English when asked to', async () => {
    const browser = aBrowser(server)
    await browser.get('/ngon-ngu?sang=en&ve=/')
    assert.ok((await browser.get('/dang-nhap')).body.includes('Sign in with the national portal'))
  })

  it('runs for a second province with nothing of the first', async () => {
    const other = await testPortal(province, 'quang-ninh')
    const home = await aBrowser(other).get('/')
    assert.ok(home.body.includes('Quảng Ninh'))
    assert.equal(home.body.includes('Hải Dương'), false)
    const link = await aBrowser(other).get(
      `/nop-ho-so?MaTTHCDP=1.001193.000.00.00.H49&MaCoQuanThucHien=H49&vnconnect=1`,
    )
    assert.equal(link.statusCode, 404)
    assert.ok((await aBrowser(other).get('/dang-nhap')).cookies.some(one => one.name === 'quang-ninh-browser'))
    await other.close()
  })
})
