import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { aBrowser, type Browser, unescaped } from '../test-browser.ts'
import { testPortal } from '../test-portal.ts'
import { anArrival, aPerson, filledIn, ISSUER, type TestProvincial, testProvincial } from '../test-provincial.ts'
import type { NationalPerson } from './claims.ts'
import type { Completion } from './national-identity.ts'

const DEEP_LINK = '/nop-ho-so?MaTTHCDP=1.001193.000.00.00.H23&MaCoQuanThucHien=H23.20.26&vnconnect=1'
const PASSWORD = 'Lua-Chin-Vang-2026'
let people = 100

describe('single sign-on by the national portal', () => {
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
  beforeEach(() => {
    province.national.stage.reachable = 'yes'
  })

  const says = (completion: Completion) => {
    province.national.stage.completion = completion
  }
  const vouchesFor = (person: NationalPerson, subject = anArrival(person).subject) => {
    const { issuer, idToken } = anArrival(person)
    says({ kind: 'identified', identified: { issuer, subject, person, idToken } })
  }
  const title = (body: string) => unescaped(/<h1[^>]*>(.*?)<\/h1>/s.exec(body)?.[1] ?? '')

  /** Leaves for the national portal by this address; answers the callback that brings the browser back. */
  async function leave(browser: Browser, by = DEEP_LINK): Promise<string> {
    const left = await browser.get(by)
    assert.equal(left.statusCode, 303)
    const address = new URL(String(left.headers.location))
    assert.equal(address.origin, ISSUER)
    return `/sso/ve?code=abc&state=${address.searchParams.get('state')}`
  }

  async function registered(person: NationalPerson): Promise<Browser> {
    const browser = aBrowser(server)
    vouchesFor(person)
    const back = await browser.get(await leave(browser))
    const form = await browser.get(String(back.headers.location))
    const done = await browser.submit(form, filledIn({ email: `p${people}@vidu.vn` }), '/dang-ky/')
    assert.equal(done.headers.location, DEEP_LINK)
    return browser
  }

  it('walks from the deep link over registration to the reception page, filled in', async () => {
    const person = aPerson(++people)
    const browser = await registered(person)
    const reception = await browser.get(DEEP_LINK)
    assert.equal(reception.statusCode, 200)
    for (const shown of [
      person.fullName,
      ...person.idNumbers,
      '12/08/1990',
      'Đăng ký khai sinh',
      'UBND phường Lê Thanh Nghị',
    ]) {
      assert.ok(reception.body.includes(shown), `${shown} is on the page`)
    }
    assert.equal(/<button[^>]*type="submit"[^>]*>[^<]*Nộp/.test(reception.body), false)
  })

  it('shows the registration form with the verified data read-only, and works without scripts', async () => {
    const person = aPerson(++people, { email: 'co.san@vidu.vn' })
    const browser = aBrowser(server)
    vouchesFor(person)
    const back = await browser.get(await leave(browser))
    const form = await browser.get(String(back.headers.location))
    assert.equal(title(form.body), 'Đăng ký tài khoản')
    for (const name of ['fullName', 'idNumber', 'dateOfBirth', 'phone']) {
      const input = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(form.body)?.[0] ?? ''
      assert.match(input, /readonly/, `${name} is read-only`)
    }
    assert.ok(form.body.includes('co.san@vidu.vn'))
    const refilled = await browser.submit(form, filledIn({ province: '22', choose: '1' }), '/dang-ky/')
    const again = await browser.get(String(refilled.headers.location))
    assert.ok(again.body.includes('Thành phố Hạ Long'))
    assert.ok(again.body.includes('12 Lê Thanh Nghị'))
  })

  it('goes straight to the reception page once linked, with a new session', async () => {
    const person = aPerson(++people)
    await registered(person)
    const browser = aBrowser(server)
    const back = await browser.get(await leave(browser))
    assert.equal(back.headers.location, DEEP_LINK)
    assert.equal((await browser.get(DEEP_LINK)).statusCode, 200)
  })

  it('asks for the local password once where an account has the number, then goes straight in', async () => {
    const person = aPerson(++people)
    await province.localAccount(person, { password: PASSWORD })
    vouchesFor(person)
    const browser = aBrowser(server)
    const back = await browser.get(await leave(browser))
    assert.match(String(back.headers.location), /^\/lien-ket\?phieu=/)
    const form = await browser.get(String(back.headers.location))
    assert.equal(title(form.body), 'Liên kết tài khoản')
    assert.equal(form.body.includes(String(person.idNumbers[0])), false)
    const wrong = await browser.submit(form, { password: 'Sai-Mat-Khau-1' }, '/lien-ket/')
    assert.equal(wrong.statusCode, 422)
    const right = await browser.submit(wrong, { password: PASSWORD }, '/lien-ket/')
    assert.equal(right.headers.location, DEEP_LINK)
    const other = aBrowser(server)
    assert.equal((await other.get(await leave(other))).headers.location, DEEP_LINK)
  })

  it('hands no claim to the browser: neither address nor page carries what the national portal said', async () => {
    const person = aPerson(++people)
    await province.localAccount(person, { password: PASSWORD })
    vouchesFor(person)
    const browser = aBrowser(server)
    const back = await browser.get(await leave(browser))
    const cookies = [...browser.cookies.values()].join()
    for (const secret of [anArrival(person).subject, anArrival(person).idToken, String(person.phone)]) {
      assert.equal(`${back.headers.location}${cookies}${back.body}`.includes(secret), false)
    }
  })

  it('takes a callback once: replayed it explains and offers to start again', async () => {
    const person = aPerson(++people)
    await registered(person)
    const browser = aBrowser(server)
    const callback = await leave(browser)
    assert.equal((await browser.get(callback)).statusCode, 303)
    const replayed = await browser.get(callback)
    assert.equal(replayed.statusCode, 400)
    assert.ok(replayed.body.includes('/sso/di'))
  })

  it('takes a callback from the browser that left only, and a foreign one does not spend it', async () => {
    const person = aPerson(++people)
    await registered(person)
    const [owner, thief] = [aBrowser(server), aBrowser(server)]
    const callback = await leave(owner)
    await thief.get('/')
    const foreign = await thief.get(callback)
    assert.equal(foreign.statusCode, 400)
    assert.equal(thief.cookies.has('hai-duong-session'), false)
    assert.equal((await owner.get(callback)).headers.location, DEEP_LINK)
  })

  it('does not choose between two states', async () => {
    const browser = aBrowser(server)
    const callback = await leave(browser)
    const doubled = await browser.get(`${callback}&state=${'x'.repeat(43)}`)
    assert.equal(doubled.statusCode, 400)
    assert.equal(title(doubled.body), 'Không tiếp tục được lần đăng nhập này')
  })

  it('does not take a callback an hour late', async () => {
    const browser = aBrowser(server)
    const callback = await leave(browser)
    province.later(60 * 60 + 1)
    assert.equal((await browser.get(callback)).statusCode, 400)
  })

  const garbage = [
    '/sso/ve',
    '/sso/ve?',
    '/sso/ve?code=abc',
    '/sso/ve?state=',
    '/sso/ve?state=abc&code=abc',
    `/sso/ve?state=${'x'.repeat(43)}&state=${'y'.repeat(43)}`,
    `/sso/ve?state=${'x'.repeat(9000)}`,
    '/sso/ve?state=%00%FF&code=%E0%A4%A',
    '/sso/ve?error=access_denied',
    '/lien-ket?phieu=%3Cscript%3E',
  ]
  for (const address of garbage) {
    it(`explains itself at ${address.slice(0, 40)}`, async () => {
      const answer = await aBrowser(server).get(address)
      assert.ok(answer.statusCode < 500, String(answer.statusCode))
      assert.equal(title(answer.body), 'Không tiếp tục được lần đăng nhập này')
      assert.equal(answer.body.includes('<script>'), false)
    })
  }

  const outcomes: [Completion, number, string][] = [
    [{ kind: 'declined' }, 403, 'Bạn đã không đồng ý đăng nhập'],
    [{ kind: 'refused', because: 'forged' }, 400, 'Xác thực không thành công'],
    [{ kind: 'too-weak' }, 403, 'Cần đăng nhập bằng hai bước'],
    [{ kind: 'unusable', because: 'not-a-citizen' }, 403, 'Chưa nhận tài khoản tổ chức'],
    [{ kind: 'unusable', because: 'incomplete' }, 422, 'Không lấy được thông tin người dùng từ DVCQG'],
    [{ kind: 'unavailable' }, 503, 'Cổng Dịch vụ công quốc gia chưa trả lời'],
  ]
  for (const [completion, status, heading] of outcomes) {
    it(`says what happened when the national portal’s answer is ${Object.values(completion).join(' ')}`, async () => {
      const browser = aBrowser(server)
      const callback = await leave(browser)
      says(completion)
      const answer = await browser.get(callback)
      assert.equal(answer.statusCode, status)
      assert.equal(title(answer.body), heading)
      assert.equal(browser.cookies.has('hai-duong-session'), false)
      // The way on leads back to the procedure, not to nowhere.
      assert.ok(unescaped(answer.body).includes(`/sso/di?ve=${encodeURIComponent(DEEP_LINK)}`))
    })
  }

  it('says so when the national portal is down as one leaves', async () => {
    province.national.stage.reachable = 'no'
    const answer = await aBrowser(server).get(DEEP_LINK)
    assert.equal(answer.statusCode, 503)
    assert.ok(answer.body.includes('/dang-nhap?ve='))
  })

  it('does not take over the live session of somebody else: it is left first, then one goes on', async () => {
    const [here, arriving] = [aPerson(++people, { fullName: 'Người Đang Ngồi' }), aPerson(++people)]
    const other = await registered(arriving)
    assert.ok(other.cookies.has('hai-duong-session'))
    const browser = await registered(here)
    const before = browser.cookies.get('hai-duong-session')
    vouchesFor(arriving)
    const stopped = await browser.get(await leave(browser, `/sso/di?ve=${encodeURIComponent('/tai-khoan')}`))
    assert.equal(stopped.statusCode, 409)
    assert.ok(stopped.body.includes('Người Đang Ngồi'))
    assert.equal(browser.cookies.get('hai-duong-session'), before)
    const left = await browser.submit(stopped, {}, '/sso/roi-phien')
    assert.equal(left.headers.location, '/tai-khoan')
    assert.ok((await browser.get('/tai-khoan')).body.includes(String(arriving.idNumbers[0])))
  })

  it('is gone on with once, however often that is asked at once', async () => {
    const [here, arriving] = [aPerson(++people), aPerson(++people)]
    await registered(arriving)
    const browser = await registered(here)
    vouchesFor(arriving)
    const stopped = await browser.get(await leave(browser, `/sso/di?ve=${encodeURIComponent('/tai-khoan')}`))
    // All have read the ticket by the time the slow sign-out of the first lets go.
    const { signOutUrl } = province.parts.national
    province.parts.national.signOutUrl = async idToken => {
      await setTimeout(200)
      return signOutUrl(idToken)
    }
    const answers = await Promise.all([1, 2, 3, 4].map(() => browser.submit(stopped, {}, '/sso/roi-phien')))
    province.parts.national.signOutUrl = signOutUrl
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [303, 400, 400, 400])
  })

  it('lets nobody into a locked account', async () => {
    const person = aPerson(++people)
    const browser = await registered(person)
    await province.db.updateTable('accounts').set({ status: 'locked' }).execute()
    assert.equal((await browser.get('/tai-khoan')).statusCode, 303)
    const answer = await browser.get(await leave(browser))
    await province.db.updateTable('accounts').set({ status: 'active' }).execute()
    assert.equal(answer.statusCode, 403)
    assert.equal(title(answer.body), 'Tài khoản đang bị khóa')
  })

  it('signs out here and shows the way to sign out of the national portal too', async () => {
    const person = aPerson(++people)
    const browser = await registered(person)
    const session = String(browser.cookies.get('hai-duong-session'))
    const out = await browser.post('/dang-xuat', {})
    assert.equal(browser.cookies.has('hai-duong-session'), false)
    assert.ok(unescaped(out.body).includes(`${ISSUER}/oidc/logout?id_token_hint=${anArrival(person).idToken}`))
    assert.equal((await browser.post('/dang-xuat', {})).body.includes('id_token_hint'), false)
    browser.cookies.set('hai-duong-session', session)
    assert.equal((await browser.get('/tai-khoan')).statusCode, 303, 'the session itself has ended')
  })

  it('goes back to nowhere but its own pages', async () => {
    const person = aPerson(++people)
    await registered(person)
    for (const evil of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      const browser = aBrowser(server)
      const back = await browser.get(await leave(browser, `/sso/di?ve=${encodeURIComponent(evil)}`))
      assert.equal(back.headers.location, '/tai-khoan')
    }
  })
})
