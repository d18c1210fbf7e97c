import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  type Answer,
  aPerson,
  formOf,
  locationOf,
  ORIGIN,
  register,
  type TestPortal,
  testPortal,
} from './test-portal.ts'

const OPEN_PAGES = [
  ...['/', '/tro-giup', '/khieu-nai', '/dieu-khoan', '/chinh-sach-chia-se-thong-tin', '/thu-tuc', '/dang-nhap'],
  ...['/dang-ky', '/dang-ky?doi-tuong=enterprise', '/dang-ky?doi-tuong=agency', '/dang-ky/thue-bao-di-dong'],
  '/dang-ky/bao-hiem-xa-hoi',
  ...['/quen-mat-khau', '/dang-nhap?ve=%2Fthu-tuc', '/khieu-nai/gui', '/khieu-nai/tra-cuu'],
  ...['/quay-giao-dich', '/quay-giao-dich?tinh=30'],
]
const BY_SIM = ['/dang-ky/sim-ky-so/cong-dan', '/dang-ky/sim-ky-so/doanh-nghiep', '/dang-nhap/sim']
const REGISTERING = ['/dang-ky/thue-bao-di-dong', '/dang-ky/bao-hiem-xa-hoi']
const FLOWS = [...REGISTERING, '/dang-nhap', '/quen-mat-khau', '/khieu-nai/gui']
const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN }

describe('the pages of the portal', () => {
  let portal: TestPortal
  before(async () => {
    portal = await testPortal()
  })
  after(() => portal.stop())

  function isWhole(answer: Answer, status: number, what: string): void {
    assert.equal(answer.statusCode, status, what)
    assert.match(String(answer.headers['content-type']), /^text\/html; charset=utf-8/, what)
    assert.match(String(answer.headers['content-security-policy']), /^default-src 'none'; .*form-action 'self'/, what)
    assert.equal(answer.headers['x-content-type-options'], 'nosniff', what)
    assert.equal(answer.headers['x-frame-options'], 'DENY', what)
    assert.equal(answer.headers['referrer-policy'], 'same-origin', what)
    assert.equal(answer.headers['cache-control'], 'no-store', what)
    assert.match(answer.body, /<h1/, what)
    assert.doesNotMatch(answer.body, /undefined|\[object|NaN|\{[a-z]+\}| at .*\.ts:\d/, what)
  }

  for (const [language, title] of [
    ['vi', 'Một Cửa'],
    ['en', 'Sign in'],
  ] as const) {
    it(`are whole in ${language}, to strangers and to people who are signed in`, async () => {
      const by = portal.browser()
      await by.get(`/ngon-ngu?sang=${language}`)
      const pages = async (paths: string[]) => {
        for (const path of paths) {
          const answer = await by.get(path)
          isWhole(answer, 200, `${path} in ${language}`)
          assert.match(answer.body, new RegExp(`<html lang="${language}"`), path)
          assert.doesNotMatch(String(answer.headers['content-security-policy']), /form-action 'self' [^;]/, path)
        }
      }
      await pages([...OPEN_PAGES, ...BY_SIM])
      assert.match((await by.get('/dang-nhap')).body, new RegExp(title))
      await register({ portal, by })
      await pages([...OPEN_PAGES, '/tai-khoan'])
    })
  }

  it('ask strangers who want their account to sign in, and then return', async () => {
    const answer = await portal.browser().get('/tai-khoan?x=1')
    assert.equal(locationOf(answer), `/dang-nhap?ve=${encodeURIComponent('/tai-khoan?x=1')}`)
  })

  it('keep the way back through errors, to registration and back to signing in', async () => {
    const by = portal.browser()
    const wanted = '/thu-tuc?q=khai%20sinh'
    const page = await by.get(`/dang-nhap?ve=${encodeURIComponent(wanted)}`)
    const wrong = await by.submit(page, { username: '', password: '' })
    assert.equal(wrong.statusCode, 422)
    assert.equal(formOf(wrong).hidden.ve, wanted)
    const again = await by.submit(wrong, { username: '1', password: '' })
    const [, chooser = ''] = /href="(\/dang-ky\?ve=[^"]*)"/.exec(again.body) ?? []
    const shown = await by.get(chooser)
    assert.ok(shown.body.includes(`href="/dang-nhap?ve=${encodeURIComponent(wanted)}"`))
    const links = [...shown.body.matchAll(/href="(\/dang-ky\/[^"]*)"/g)].map(([, href = '']) => href)
    // By a certificate one registers on a road of its own (flows/register/certificate).
    const ways = links.filter(href => !href.includes('ky-so'))
    assert.deepEqual([links.length, ways.length], [4, 2])
    for (const href of links) assert.ok(href.endsWith(`ve=${encodeURIComponent(wanted)}`), href)
    for (const from of ways) {
      const { end } = await register({ portal, by: portal.browser(), from })
      assert.equal(locationOf(end), wanted, from)
    }
  })

  it('never lead to another site', async () => {
    const bad = ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/%0d%0aa:b\r\n']
    for (const ve of bad) {
      const by = portal.browser()
      const query = `ve=${encodeURIComponent(ve)}`
      assert.equal(locationOf(await by.get(`/ngon-ngu?sang=vi&${query}`)), '/')
      assert.doesNotMatch((await by.get(`/dang-ky?${query}`)).body, /(href|action)="(?!\/(?!\/)|#|tel:)/)
      const { end } = await register({ portal, by, from: `/dang-ky/thue-bao-di-dong?${query}` })
      assert.equal(locationOf(end), '/tai-khoan')
    }
  })

  it('set cookies that scripts and other sites cannot use, and secure ones under https', async () => {
    const by = portal.browser()
    const { end } = await register({ portal, by })
    const https = await testPortal({ config: { publicUrl: 'https://cong.test' } })
    const answers = [end, await by.get('/ngon-ngu?sang=en'), await portal.browser().get('/dang-nhap')]
    for (const cookie of answers.flatMap(answer => answer.cookies)) {
      assert.deepEqual([cookie.httpOnly, cookie.sameSite, cookie.path, cookie.secure], [true, 'Lax', '/', undefined])
      assert.match(cookie.name, /^test-(session|browser|language)$/)
    }
    const secure = await https.server.inject('/dang-nhap')
    assert.equal(secure.cookies[0]?.secure, true)
    assert.match(String(secure.headers['strict-transport-security']), /max-age=\d{8}/)
    await https.stop()
  })

  it('name styles and scripts that carry no headers of documents; drawings, which may be opened, carry them', async () => {
    const { body } = await portal.browser().get('/dang-nhap')
    const named = [...new Set([...body.matchAll(/"(\/giao-dien\/[^"]+)"/g)].map(([, path = '']) => path))]
    assert.ok(named.length >= 5, named.join())
    for (const path of named) {
      const { headers, statusCode } = await portal.server.inject(path)
      assert.equal(statusCode, 200, path)
      assert.equal(headers['x-content-type-options'], 'nosniff', path)
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin', path)
      assert.equal(headers['content-security-policy'] !== undefined, path.endsWith('.svg'), path)
    }
  })

  it('end a session with a button, and not from another site', async () => {
    const by = portal.browser()
    await register({ portal, by })
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const form = { 'content-type': FORM['content-type'], ...headers }
      const forged = await by.send({ method: 'POST', url: '/dang-xuat', headers: form, payload: '' })
      isWhole(forged, 403, JSON.stringify(headers))
    }
    assert.equal((await by.get('/tai-khoan')).statusCode, 200)
    assert.equal((await by.get('/dang-xuat')).statusCode, 404)
    assert.equal(locationOf(await by.post('/dang-xuat', {})), '/')
    assert.equal((await by.get('/tai-khoan')).statusCode, 303)
    assert.equal(locationOf(await by.post('/dang-xuat', {})), '/')
  })

  it('let a reloaded outcome of a sign-in be, while its session lives and after', async () => {
    const by = portal.browser()
    const { end } = await register({ portal, by })
    const flow = String(end.raw.req.url)
    assert.equal(locationOf(await by.get(flow)), '/tai-khoan')
    assert.equal((await by.get('/tai-khoan')).statusCode, 200)
    await by.post('/dang-xuat', {})
    assert.equal(locationOf(await by.get(flow)), '/tai-khoan')
    assert.equal((await by.get('/tai-khoan')).statusCode, 303)
  })

  describe('answer bad input clearly:', () => {
    it('422 with the values kept, but for secrets and codes', async () => {
      const by = portal.browser()
      const typed = { idNumber: '0301', fullName: '"><script>x', dateOfBirth: '29/02/2001', phone: '1', email: 'a@' }
      const answer = await by.submit(await by.get(FLOWS[0] ?? ''), typed)
      isWhole(answer, 422, 'registration')
      for (const kept of ['value="0301"', 'value="29/02/2001"', 'value="a@"', '&gt;&lt;script&gt;x']) {
        assert.ok(answer.body.includes(kept), kept)
      }
      const secret = await by.submit(await by.get('/dang-nhap'), { username: '030190000001', password: 'Bi-Mat-2026' })
      isWhole(secret, 422, 'sign-in')
      assert.ok(secret.body.includes('value="030190000001"') && !secret.body.includes('Bi-Mat-2026'))
    })

    it('409 for who is registered, without a code sent', async () => {
      const who = aPerson()
      await register({ portal, by: portal.browser(), who })
      const sent = portal.national.jobsDone.length
      const by = portal.browser()
      const { international: _same, ...typed } = who
      const answer = await by.submit(await by.get(FLOWS[0] ?? ''), { ...typed, ...(await portal.national.captcha()) })
      isWhole(answer, 409, 'registered')
      for (const way of ['/dang-nhap', '/quen-mat-khau', '/quay-giao-dich', '/khieu-nai']) {
        assert.ok(answer.body.includes(`href="${way}"`), way)
      }
      assert.equal(portal.national.jobsDone.length, sent)
    })

    it('410 for a flow that is lost, another browser’s or nobody’s, with a way to begin anew', async () => {
      for (const path of FLOWS) {
        const by = portal.browser()
        const page = await by.get(path)
        const { action } = formOf(page)
        await by.submit(page, { username: '030190777777', ...(await portal.national.captcha()) })
        for (const url of [action, `${path}/00000000-0000-4000-8000-000000000000`, `${path}/x`, `${path}/%00`]) {
          const answers = [await portal.browser().get(url), await portal.browser().post(url, { step: 'otp', v: '1' })]
          for (const answer of answers) {
            isWhole(answer, 410, url)
            assert.ok(answer.body.includes(`href="${path}"`), url)
          }
        }
      }
    })

    it('413 for a body of a megabyte, 415 for another kind of body, 400 for a broken one', async () => {
      for (const path of FLOWS) {
        const by = portal.browser()
        const { action: url } = formOf(await by.get(path))
        const sent = async (type: string, payload: string) =>
          by.send({ method: 'POST', url, headers: { ...FORM, 'content-type': type }, payload })
        isWhole(await sent(FORM['content-type'], `fullName=${'a'.repeat(1_000_000)}`), 413, url)
        isWhole(await sent('text/csv', 'a,b'), 415, url)
        isWhole(await sent('application/json', '{"a":'), 400, url)
        isWhole(await sent('application/json', '{"step":["password"],"__proto__":{"a":1}}'), 400, url)
      }
    })

    it('something below 500 for headers, cookies and fields that are rubbish or repeated', async () => {
      const by = portal.browser()
      await register({ portal, by })
      const rubbish = ['\u0001', '%00', '%', 'x'.repeat(4000), '=;=;', '"', '\u00ff\u00fe', '{}', '../../etc']
      for (const path of [...OPEN_PAGES, '/tai-khoan', '/sso/x', '/oauth2/authorize']) {
        for (const value of rubbish) {
          const cookie = `test-session=${value}; test-browser=${value}; test-language=${value}; test-op=${value}`
          const headers = { cookie, 'user-agent': value, accept: value, 'accept-language': value, referer: value }
          const answer = await portal.server.inject({ url: path, headers })
          assert.ok(answer.statusCode < 500, `${path} ${JSON.stringify(value)} ${answer.statusCode}`)
        }
      }
      for (const path of FLOWS) {
        const repeated = 'step=x&step=password&step=who&v=1&v=2&username=a&username=b&ve=/a&ve=//b&captcha_refresh=1'
        const fields = [
          'step=otp&v=1',
          'step=__proto__',
          'step=constructor&v=1',
          repeated,
          '%00=%00',
          'a[b][c]=1',
          '&&&=',
        ]
        for (const payload of fields) {
          const { action: url } = formOf(await by.get(path))
          const answer = await by.send({ method: 'POST', url, headers: FORM, payload })
          assert.ok(answer.statusCode < 500, `${path} ${payload} ${answer.statusCode}`)
        }
      }
    })

    it('404 for what is not there, 404 for GET and POST at the wrong address', async () => {
      for (const path of ['/khong-co', '/dang-nhap/a/b', '/.env', '/tai-khoan/x', '/%E0%A4%A', '/giao-dien/x/y']) {
        const answer = await portal.browser().get(path)
        assert.ok([400, 404].includes(answer.statusCode), `${path} ${answer.statusCode}`)
        assert.match(String(answer.headers['content-security-policy']), /default-src 'none'/)
      }
      for (const path of OPEN_PAGES.filter(path => path !== '/khieu-nai/tra-cuu')) {
        isWhole(await portal.browser().post(path.split('?')[0] ?? '', {}), 404, path)
      }
    })
  })

  it('lead on after each step by redirect, so that going back or reloading sends nothing twice', async () => {
    const by = portal.browser()
    const { international, ...typed } = aPerson()
    const details = await by.get(FLOWS[0] ?? '')
    const posted = await by.submit(details, { ...typed, ...(await portal.national.captcha()) })
    assert.equal(posted.statusCode, 303)
    const sent = portal.national.jobsDone.length
    for (let n = 0; n < 2; n++) isWhole(await by.get(locationOf(posted) ?? ''), 200, 'the code page')
    assert.equal(portal.national.jobsDone.length, sent)
    const again = await by.submit(details, { ...typed, ...(await portal.national.captcha()) })
    assert.equal(again.statusCode, 422, 'the details once more, a moment later: the code is on its way')
    assert.ok(portal.national.code(international))
  })

  it('answer monitors: alive, ready, and figures to this machine only', async () => {
    const from = (url: string, remoteAddress = '127.0.0.1') => portal.server.inject({ url, remoteAddress })
    assert.equal((await from('/healthz')).statusCode, 200)
    assert.deepEqual((await from('/readyz')).json(), { ready: true })
    assert.match((await from('/metrics')).body, /http_request_duration_seconds_count/)
    assert.equal((await from('/metrics', '192.0.2.1')).statusCode, 404)
  })
})
