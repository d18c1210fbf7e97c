import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import * as client from 'openid-client'
import { accountsStore } from '../accounts/accounts-store.ts'
import {
  type Answer,
  aPerson,
  type Browser,
  haiDuong,
  locationOf,
  ORIGIN,
  PASSWORD,
  type Person,
  quangNinh,
  register,
  signIn,
  type TestPortal,
  testPortal,
} from '../test-portal.ts'
import { signOn, type TestRelyingParty, testRelyingParty } from './test-relying-party.ts'

describe('single sign-on', () => {
  let portal: TestPortal
  let hd: TestRelyingParty
  let qn: TestRelyingParty
  before(async () => {
    portal = await testPortal()
    hd = await testRelyingParty(portal.server, haiDuong)
    qn = await testRelyingParty(portal.server, quangNinh)
  })
  after(() => portal.stop())

  async function somebody(details: Partial<Person> = {}) {
    const by = portal.browser()
    const { who } = await register({ portal, by, who: { ...aPerson(), ...details } })
    return { by, who }
  }

  const errorAt = (answer: Answer) => {
    const to = new URL(locationOf(answer) ?? 'none:')
    return to.searchParams.get('error') ?? new URLSearchParams(to.hash.slice(1)).get('error')
  }
  const policyOf = (answer: Answer) => String(answer.headers['content-security-policy'])

  it('is discovered at the addresses of the contract, whatever host a request names', async () => {
    const asked = await portal.server.inject({
      url: '/.well-known/openid-configuration',
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    })
    const { issuer, ...found } = asked.json<Record<string, unknown>>()
    assert.equal(issuer, ORIGIN)
    const expected = {
      authorization_endpoint: `${ORIGIN}/oauth2/authorize`,
      token_endpoint: `${ORIGIN}/oauth2/token`,
      userinfo_endpoint: `${ORIGIN}/oauth2/userinfo`,
      introspection_endpoint: `${ORIGIN}/oauth2/introspect`,
      revocation_endpoint: `${ORIGIN}/oauth2/revoke`,
      jwks_uri: `${ORIGIN}/oauth2/jwks`,
      end_session_endpoint: `${ORIGIN}/oidc/logout`,
    }
    const endpoints = Object.entries(found).filter(([name]) => name.endsWith('_endpoint') || name === 'jwks_uri')
    assert.deepEqual(Object.fromEntries(endpoints), expected)
    assert.deepEqual(found.response_types_supported, ['code'])
    assert.deepEqual(found.subject_types_supported, ['pairwise'])
  })

  it('publishes its keys without their private half', async () => {
    const { keys } = (await portal.server.inject('/oauth2/jwks')).json<{ keys: Record<string, unknown>[] }>()
    assert.equal(keys.length, 1)
    assert.ok(keys[0] && !('d' in keys[0]))
  })

  it('says in the id token who, how and when, and names nobody there', async () => {
    const { by } = await somebody()
    const { answer, checks } = await signOn(hd, by)
    const claims = (await hd.tokens(answer, checks)).claims()
    assert.ok(claims)
    const { sub, exp, iat, auth_time: at, ...rest } = claims
    assert.deepEqual(rest, {
      ...{ iss: ORIGIN, aud: haiDuong.clientId, nonce: checks.expectedNonce, acr: 'LoA2', amr: ['pwd', 'sms'] },
    })
    assert.match(sub, /^[0-9a-f-]{36}$/)
    assert.ok(exp > iat && Math.abs(Number(at) - portal.national.time.now.getTime() / 1000) < 5)
  })

  it('tells at userinfo, by GET and by POST, exactly what was verified', async () => {
    const { by, who } = await somebody({ email: 'thu@vidu.vn' })
    const { answer, checks } = await signOn(hd, by)
    const tokens = await hd.tokens(answer, checks)
    const sub = tokens.claims()?.sub ?? ''
    const expected = {
      ...{ sub, LoaiTaiKhoan: '1', HoVaTen: who.fullName, SoDinhDanh: who.idNumber, NgayThangNamSinh: '19900812' },
      ...{ SoDienThoai: who.phone, TrangThai: 'active', loAs: 'LoA2', IAL: 2 },
    }
    assert.deepEqual(await hd.userinfo(tokens.access_token, sub), expected)
    const headers = { host: new URL(ORIGIN).host, authorization: `Bearer ${tokens.access_token}` }
    const posted = await portal.server.inject({ method: 'POST', url: '/oauth2/userinfo', headers })
    assert.deepEqual(posted.json(), expected)
  })

  it('names a person differently at each relying party and always alike at one', async () => {
    const { by, who } = await somebody()
    const subjects: (string | undefined)[] = []
    for (const rp of [hd, qn]) {
      const { answer, checks } = await signOn(rp, by)
      subjects.push((await rp.tokens(answer, checks)).claims()?.sub)
    }
    const later = portal.browser()
    await signIn({ national: portal.national, by: later, who })
    const again = await signOn(hd, later)
    subjects.push((await hd.tokens(again.answer, again.checks)).claims()?.sub)
    const [atHaiDuong, atQuangNinh, laterAtHaiDuong] = subjects
    assert.notEqual(atHaiDuong, atQuangNinh)
    assert.equal(atHaiDuong, laterAtHaiDuong)
    const account = await accountsStore(portal.national.db, portal.national.parts).findByNumber('person', who.idNumber)
    assert.ok(account && ![account.id, account.technicalId].includes(String(atHaiDuong)))
  })

  it('asks for consent before the first release, and not a second time, also in another session', async () => {
    const { by, who } = await somebody()
    const asked = await by.follow(await by.get((await hd.begin()).address))
    assert.equal(asked.statusCode, 200)
    assert.match(asked.body, /Chuyển thông tin sang Cổng hai-duong/)
    assert.match(policyOf(asked), /form-action 'self' https:\/\/hai-duong\.example;/)
    const back = await by.follow(await by.submit(asked, { decision: 'allow' }))
    assert.ok(locationOf(back)?.startsWith(hd.redirectUri))
    const second = await by.get((await hd.begin()).address)
    assert.ok(locationOf(second)?.startsWith(hd.redirectUri), 'the same session passes without a page')
    const later = portal.browser()
    await signIn({ national: portal.national, by: later, who })
    const third = await later.follow(await later.get((await hd.begin()).address))
    assert.ok(locationOf(third)?.startsWith(hd.redirectUri), 'another session passes without a page')
    const other = await by.follow(await by.get((await qn.begin()).address))
    assert.match(other.body, /Chuyển thông tin sang Cổng quang-ninh/)
  })

  it('answers access_denied at the relying party when the person does not agree', async () => {
    const { by } = await somebody()
    const asked = await by.follow(await by.get((await hd.begin()).address))
    assert.equal(errorAt(await by.follow(await by.submit(asked, { decision: 'refuse' }))), 'access_denied')
  })

  it('asks again when what is agreed to is not what was shown', async () => {
    const { by } = await somebody()
    const asked = await by.follow(await by.get((await hd.begin()).address))
    for (const fields of [{ decision: 'allow', text: 'another' }, { decision: 'yes' }, {}]) {
      const again = await by.submit(asked, fields)
      assert.equal(again.statusCode, 200)
      assert.match(again.body, /Chuyển thông tin/)
    }
  })

  it('keeps two journeys in one browser apart', async () => {
    const { by } = await somebody()
    const first = await by.follow(await by.get((await hd.begin()).address))
    const second = await by.follow(await by.get((await qn.begin()).address))
    const one = await by.follow(await by.submit(first, { decision: 'allow' }))
    assert.ok(locationOf(one)?.startsWith(hd.redirectUri), locationOf(one))
    const two = await by.follow(await by.submit(second, { decision: 'allow' }))
    assert.ok(locationOf(two)?.startsWith(qn.redirectUri), locationOf(two))
  })

  it('lets nobody finish the journey of another browser, or one that has expired', async () => {
    const { by } = await somebody()
    const stranger = (await somebody()).by
    const begun = locationOf(await by.get((await hd.begin()).address)) ?? ''
    assert.equal((await stranger.get(begun)).statusCode, 410)
    assert.equal((await stranger.post(begun, { decision: 'allow' })).statusCode, 410)
    assert.equal((await by.get(`${begun}x`)).statusCode, 410)
    await portal.national.db
      .updateTable('oidc_records')
      .set({ expires_at: new Date(0) })
      .execute()
    const late = await by.get(begun)
    assert.equal(late.statusCode, 410)
    assert.match(late.body, /đã hết hạn/)
  })

  it('signs people in on the way and returns to the journey, from the sign-in page and from registration', async () => {
    const { who } = await somebody()
    const by = portal.browser()
    const page = await by.follow(await by.get((await hd.begin()).address))
    assert.match(page.body, /Đăng nhập để tiếp tục tại <[^>]*>Cổng hai-duong/)
    assert.match(policyOf(page), /form-action 'self' https:\/\/hai-duong\.example;/)
    portal.national.later(61)
    const otp = await by.follow(await by.submit(page, { username: who.idNumber, password: PASSWORD }))
    assert.match(policyOf(otp), /form-action 'self' https:\/\/hai-duong\.example;/)
    const code = portal.national.code(who.international)
    const consent = await by.follow(await by.submit(otp, { action: 'confirm', otp: code }))
    assert.match(consent.body, /Chuyển thông tin sang/)

    const newcomer = portal.browser()
    const gate = await newcomer.follow(await newcomer.get((await hd.begin()).address))
    const chooser = /href="(\/dang-ky\?ve=[^"]*)"/.exec(gate.body)?.[1] ?? ''
    const form = /href="(\/dang-ky\/thue-bao-di-dong\?ve=[^"]*)"/.exec((await newcomer.get(chooser)).body)?.[1] ?? ''
    const { end } = await register({ portal, by: newcomer, from: form })
    assert.match((await newcomer.follow(end)).body, /Chuyển thông tin sang Cổng hai-duong/)
  })

  const wishes: [string, Record<string, string>, (by: Browser) => Promise<unknown>][] = [
    ['prompt=login', { prompt: 'login' }, by => signOn(hd, by)],
    ['prompt=login of somebody who has not been there', { prompt: 'login' }, async () => undefined],
    ['max_age', { max_age: '1800' }, async () => undefined],
  ]
  for (const [what, wish, beforehand] of wishes) {
    it(`asks for the password again for ${what}, and then goes on`, async () => {
      const { by, who } = await somebody()
      await beforehand(by)
      await ageSessions(-3600)
      portal.national.later(61)
      const { address, checks } = await hd.begin(wish)
      const gate = await by.follow(await by.get(address))
      assert.match(gate.body, /name="password"/)
      const otp = await by.follow(await by.submit(gate, { username: who.idNumber, password: PASSWORD }))
      const code = portal.national.code(who.international)
      let back = await by.follow(await by.submit(otp, { action: 'confirm', otp: code }))
      if (back.statusCode === 200) back = await by.follow(await by.submit(back, { decision: 'allow' }))
      assert.ok(locationOf(back)?.startsWith(hd.redirectUri), `${back.statusCode} ${locationOf(back)}`)
      assert.ok((await hd.tokens(back, checks)).claims())
    })
  }

  /** Lets all sessions look as if their people had signed in that long ago. */
  async function ageSessions(seconds: number): Promise<void> {
    const then = new Date(Date.now() + seconds * 1000)
    await portal.national.db.updateTable('sessions').set({ authenticated_at: then }).execute()
  }

  it('answers prompt=none without a page: login_required for strangers, a code for who agreed', async () => {
    const silent = { prompt: 'none' }
    const stranger = portal.browser()
    assert.equal(errorAt(await stranger.get((await hd.begin(silent)).address)), 'login_required')
    const { by } = await somebody()
    await signOn(hd, by)
    assert.ok(new URL(locationOf(await by.get((await hd.begin(silent)).address)) ?? '').searchParams.get('code'))
  })

  describe('refuses', () => {
    it('an unknown client and a redirect URI that is not registered, on a page of its own', async () => {
      const { address } = await hd.begin()
      const { by } = await somebody()
      const cases = {
        client: address.replace('client_id=hai-duong', 'client_id=nobody'),
        elsewhere: address.replace('hai-duong.example', 'evil.example'),
        longer: address.replace('quoc-gia%2Fve', 'quoc-gia%2Fve%2Fx'),
      }
      for (const [what, url] of Object.entries(cases)) {
        assert.notEqual(url, address)
        const answer = await by.get(url)
        assert.equal(answer.statusCode, 400, what)
        assert.equal(locationOf(answer), undefined)
        assert.match(answer.body, /Không thể đăng nhập vào cổng kia/)
        assert.match(policyOf(answer), /default-src 'none'/)
      }
    })

    it('a request without PKCE, with another response type, and with a plain challenge', async () => {
      const { by } = await somebody()
      const { address } = await hd.begin()
      const without = address.replace(/&code_challenge(_method)?=[^&]*/g, '')
      assert.equal(errorAt(await by.get(without)), 'invalid_request')
      const plain = address.replace('code_challenge_method=S256', 'code_challenge_method=plain')
      assert.equal(errorAt(await by.get(plain)), 'invalid_request')
      const token = await hd.begin({ response_type: 'token' })
      assert.match(String(errorAt(await by.get(token.address))), /unsupported_response_type|invalid_request/)
    })

    it('a code used twice, and then also what it gave', async () => {
      const { by } = await somebody()
      const { answer, checks } = await signOn(hd, by)
      const tokens = await hd.tokens(answer, checks)
      const sub = tokens.claims()?.sub ?? ''
      await hd.userinfo(tokens.access_token, sub)
      await assert.rejects(hd.tokens(answer, checks), { error: 'invalid_grant' })
      await assert.rejects(hd.userinfo(tokens.access_token, sub))
    })

    it('all but one of a code’s uses at once, and then also what it gave', async () => {
      const { by } = await somebody()
      const { answer, checks } = await signOn(hd, by)
      const uses = await Promise.allSettled(Array.from({ length: 6 }, () => hd.tokens(answer, checks)))
      const given = uses.flatMap(use => (use.status === 'fulfilled' ? [use.value] : []))
      assert.ok(given.length <= 1, `${given.length} uses gave tokens`)
      const refused = uses.flatMap(use => (use.status === 'rejected' ? [use.reason.error] : []))
      assert.deepEqual(refused, Array(uses.length - given.length).fill('invalid_grant'))
      for (const tokens of given) await assert.rejects(hd.userinfo(tokens.access_token, tokens.claims()?.sub ?? ''))
      const again = await signOn(hd, by)
      const tokens = await hd.tokens(again.answer, again.checks)
      await hd.userinfo(tokens.access_token, tokens.claims()?.sub ?? '')
    })

    it('a code with another verifier, from another client, or after a minute', async () => {
      const { by } = await somebody()
      const one = await signOn(hd, by)
      const wrong = { ...one.checks, pkceCodeVerifier: client.randomPKCECodeVerifier() }
      await assert.rejects(hd.tokens(one.answer, wrong), { error: 'invalid_grant' })
      const two = await signOn(hd, by)
      await assert.rejects(qn.tokens(two.answer, two.checks), { error: 'invalid_grant' })
      const three = await signOn(hd, by)
      portal.national.later(61)
      await assert.rejects(hd.tokens(three.answer, three.checks), { error: 'invalid_grant' })
    })

    it('a relying party that does not prove itself at token, introspection and revocation', async () => {
      const { by } = await somebody()
      const { answer, checks } = await signOn(hd, by)
      const { access_token: token } = await hd.tokens(answer, checks)
      const form = { 'content-type': 'application/x-www-form-urlencoded', host: new URL(ORIGIN).host }
      const credentials = [
        '',
        '&client_id=hai-duong',
        '&client_id=hai-duong&client_secret=wrong',
        '&client_id=nobody&client_secret=x',
      ]
      for (const url of ['/oauth2/token', '/oauth2/introspect', '/oauth2/revoke']) {
        for (const credential of credentials) {
          const payload = `token=${token}&grant_type=authorization_code&code=x${credential}`
          const refused = await portal.server.inject({ method: 'POST', url, headers: form, payload })
          assert.ok([400, 401].includes(refused.statusCode), `${url} ${credential} ${refused.statusCode}`)
          assert.match(refused.body, /invalid_client|invalid_request/)
        }
      }
      assert.equal((await client.tokenIntrospection(hd.config, token)).active, true)
    })
  })

  it('lets a relying party see and revoke its own tokens only', async () => {
    const { by } = await somebody()
    const { answer, checks } = await signOn(hd, by)
    const { access_token: token } = await hd.tokens(answer, checks)
    assert.equal((await client.tokenIntrospection(qn.config, token)).active, false)
    await client.tokenRevocation(qn.config, token)
    assert.equal((await client.tokenIntrospection(hd.config, token)).active, true)
    await client.tokenRevocation(hd.config, token)
    assert.equal((await client.tokenIntrospection(hd.config, token)).active, false)
  })

  it('answers no rubbish with 500', async () => {
    const { by } = await somebody()
    const { address } = await hd.begin()
    const rubbish = ['\u0000', '%', 'x'.repeat(5000), '[]', '{"a":1}', '../..', 'é'.repeat(300)]
    const names = ['client_id', 'redirect_uri', 'scope', 'state', 'nonce', 'code_challenge', 'claims', 'max_age']
    for (const name of [...names, 'prompt', 'id_token_hint', 'request', 'acr_values', 'response_mode', 'ui_locales']) {
      for (const value of rubbish) {
        const url = `${address}&${name}=${encodeURIComponent(value)}`
        const changed = new URL(address, ORIGIN)
        changed.searchParams.set(name, value)
        for (const one of [url, changed.pathname + changed.search]) {
          assert.ok((await by.get(one)).statusCode < 500, one)
        }
      }
    }
    const form = { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${'%'.repeat(50)}` }
    for (const url of ['/oauth2/token', '/oauth2/userinfo', '/oauth2/introspect', '/oauth2/revoke', '/oidc/logout']) {
      for (const payload of ['', '%', 'a=1&a=2', 'token=%00', 'x'.repeat(100_000), '{"a":']) {
        const answer = await portal.server.inject({ method: 'POST', url, headers: form, payload })
        assert.ok(answer.statusCode < 500, `${url} ${payload.slice(0, 20)} ${answer.statusCode}`)
      }
      for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'rubbish']) {
        const headers = { ...form, 'content-type': type }
        const answer = await portal.server.inject({ method: 'POST', url, headers, payload: '{"token":[1]}' })
        assert.ok(answer.statusCode < 500, `${url} ${type} ${answer.statusCode}`)
      }
    }
    for (const url of ['/oauth2/', '/oauth2/nowhere', '/oidc/nowhere', '/oauth2/authorize/nobody', '/sso/nobody']) {
      assert.ok((await by.get(url)).statusCode < 500, url)
    }
  })
})
