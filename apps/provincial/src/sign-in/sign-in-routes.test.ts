import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { aBrowser } from '../test-browser.ts'
import { testPortal } from '../test-portal.ts'
import { aPerson, type TestProvincial, testProvincial } from '../test-provincial.ts'

const PASSWORD = 'Lua-Chin-Vang-2026'

describe('signing in with an account of this portal', () => {
  let province: TestProvincial
  let server: FastifyInstance
  let people = 500
  before(async () => {
    province = await testProvincial()
    server = await testPortal(province)
  })
  after(async () => {
    await server.close()
    await province.stop()
  })

  const error = (body: string) => /<div class="summary".*?<li>(.*?)<\/li>/s.exec(body)?.[1]?.replace(/<[^>]*>/g, '')
  async function somebody() {
    const number = ++people
    const person = aPerson(number)
    const loginName = `nguoi${number}`
    const id = await province.localAccount(person, { password: PASSWORD, loginName })
    return { id, person, loginName, username: String(person.idNumbers[0]) }
  }
  /** A place of their own, so that one test's failures are not counted in another. */
  async function atForm(ve?: string) {
    const browser = aBrowser(server, `10.0.${people % 250}.${Math.floor(Math.random() * 250)}`)
    const page = await browser.get(ve === undefined ? '/dang-nhap' : `/dang-nhap?ve=${encodeURIComponent(ve)}`)
    return { browser, page }
  }

  it('takes the login name in any case, or the ID number with spaces', async () => {
    const { loginName, username } = await somebody()
    for (const name of [loginName.toUpperCase(), `${username.slice(0, 3)} ${username.slice(3)}`]) {
      const { browser, page } = await atForm()
      const inside = await browser.submit(page, { username: name, password: PASSWORD }, '/dang-nhap/')
      assert.equal(inside.headers.location, '/tai-khoan')
      assert.equal((await browser.get('/tai-khoan')).statusCode, 200)
    }
  })

  it('sets cookies that no script reads and no other site sends, named after the deployment', async () => {
    const { username } = await somebody()
    const { browser, page } = await atForm()
    const inside = await browser.submit(page, { username, password: PASSWORD }, '/dang-nhap/')
    const session = inside.cookies.find(one => one.name === 'hai-duong-session')
    assert.deepEqual([session?.httpOnly, session?.sameSite, session?.domain], [true, 'Lax', undefined])
    assert.ok(page.cookies.find(one => one.name === 'hai-duong-browser')?.httpOnly)
  })

  it('goes back to exactly what was wanted, and to nowhere else', async () => {
    const { username } = await somebody()
    const wanted = '/nop-ho-so?MaTTHCDP=1.001193.000.00.00.H23&MaCoQuanThucHien=H23.20.26'
    for (const [ve, goTo] of [
      [wanted, wanted],
      ['//evil.example/', '/tai-khoan'],
    ] as const) {
      const { browser, page } = await atForm(ve)
      const inside = await browser.submit(page, { username, password: PASSWORD }, '/dang-nhap/')
      assert.equal(inside.headers.location, goTo)
    }
    // Also when the hidden field itself was tampered with.
    const { browser, page } = await atForm()
    const tampered = { username, password: PASSWORD, ve: 'https://evil.example/' }
    assert.equal((await browser.submit(page, tampered, '/dang-nhap/')).headers.location, '/tai-khoan')
  })

  it('answers an unknown name, a name without a password and a wrong password alike', async () => {
    const { username } = await somebody()
    const without = aPerson(++people)
    await province.localAccount(without)
    for (const name of [
      username,
      String(without.idNumbers[0]),
      'khong.ai',
      '999999999999',
      `'; drop table accounts --`,
    ]) {
      const { browser, page } = await atForm()
      const refused = await browser.submit(page, { username: name, password: 'Sai-Mat-Khau-1' }, '/dang-nhap/')
      assert.equal(refused.statusCode, 422)
      assert.equal(error(refused.body), 'Tên đăng nhập hoặc mật khẩu không đúng.')
      assert.equal(refused.body.includes('Sai-Mat-Khau-1'), false)
    }
  })

  it('says which field is empty', async () => {
    const { browser, page } = await atForm()
    const empty = await browser.submit(page, { username: ' ', password: '' }, '/dang-nhap/')
    assert.match(empty.body, /id="username-error"/)
    assert.match(empty.body, /id="password-error"/)
  })

  it('asks for a captcha from the third failure, closes the place at the tenth, and opens it after 15 minutes', async () => {
    const { username } = await somebody()
    const { browser, page } = await atForm()
    let last = page
    for (let n = 0; n < 3; n++) last = await browser.submit(last, { username, password: `Sai-${n}` }, '/dang-nhap/')
    assert.match(last.body, /name="captchaId"/)
    const forgot = await browser.submit(last, { username, password: PASSWORD }, '/dang-nhap/')
    assert.match(forgot.body, /id="captcha-error"/)
    for (let n = 3; n < 10; n++) {
      last = await browser.submit(
        last,
        { username, password: `Sai-${n}`, ...(await province.captcha()) },
        '/dang-nhap/',
      )
    }
    last = await browser.submit(last, { username, password: PASSWORD, ...(await province.captcha()) }, '/dang-nhap/')
    assert.match(String(error(last.body)), /Thử lại sau 15 phút/)
    const elsewhere = await atForm()
    const inside = await elsewhere.browser.submit(elsewhere.page, { username, password: PASSWORD }, '/dang-nhap/')
    assert.equal(inside.statusCode, 303, 'another place is not locked out with it')
  })

  it('lets nobody into a locked account and ends its sessions’ use', async () => {
    const { id, username } = await somebody()
    const { browser, page } = await atForm()
    await browser.submit(page, { username, password: PASSWORD }, '/dang-nhap/')
    await province.db.updateTable('accounts').set({ status: 'locked' }).where('id', '=', id).execute()
    assert.equal((await browser.get('/tai-khoan')).statusCode, 303)
    const again = await atForm()
    const refused = await again.browser.submit(again.page, { username, password: PASSWORD }, '/dang-nhap/')
    assert.equal(refused.statusCode, 403)
    assert.match(refused.body, /Tài khoản đang bị khóa/)
  })

  it('gives a new session at each sign-in and ends the one before', async () => {
    const { username } = await somebody()
    const { browser, page } = await atForm()
    await browser.submit(page, { username, password: PASSWORD }, '/dang-nhap/')
    const first = browser.cookies.get('hai-duong-session')
    await browser.submit(await browser.get('/dang-nhap'), { username, password: PASSWORD }, '/dang-nhap/')
    assert.notEqual(browser.cookies.get('hai-duong-session'), first)
    browser.cookies.set('hai-duong-session', String(first))
    assert.equal((await browser.get('/tai-khoan')).statusCode, 303)
  })

  it('refuses forms sent by another site, rubbish cookies and a megabyte of form', async () => {
    const { username } = await somebody()
    const { browser, page } = await atForm()
    const forged = await server.inject({
      ...{ method: 'POST', url: '/dang-xuat', payload: '' },
      headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
    })
    assert.equal(forged.statusCode, 403)
    browser.cookies.set('hai-duong-session', '%00'.repeat(500))
    assert.equal((await browser.get('/tai-khoan')).statusCode, 303)
    const huge = await browser.submit(page, { username, password: 'x'.repeat(1024 * 1024) }, '/dang-nhap/')
    assert.equal(huge.statusCode, 413)
  })

  it('offers the national way on its own page, keeping where one wants to be', async () => {
    const { page } = await atForm('/tai-khoan')
    assert.ok(page.body.includes('Đăng nhập bằng Cổng DVC Quốc gia'))
    assert.ok(page.body.includes('/sso/di?ve=%2Ftai-khoan'))
  })
})
