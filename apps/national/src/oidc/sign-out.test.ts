import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import * as client from 'openid-client'
import {
  type Answer,
  type Browser,
  formOf,
  haiDuong,
  locationOf,
  register,
  signIn,
  type TestPortal,
  testPortal,
} from '../test-portal.ts'
import { signOn, type TestRelyingParty, testRelyingParty } from './test-relying-party.ts'

describe('what single sign-on gave', () => {
  let portal: TestPortal
  let hd: TestRelyingParty
  before(async () => {
    portal = await testPortal()
    hd = await testRelyingParty(portal.server, haiDuong)
  })
  after(() => portal.stop())

  async function somebody() {
    const by = portal.browser()
    const { who } = await register({ portal, by })
    return { by, who }
  }

  const errorAt = (answer: Answer) => new URL(locationOf(answer) ?? 'none:').searchParams.get('error')
  const policyOf = (answer: Answer) => String(answer.headers['content-security-policy'])

  describe('ends with the session here', () => {
    async function withTokens() {
      const { by, who } = await somebody()
      const { answer, checks } = await signOn(hd, by)
      const tokens = await hd.tokens(answer, checks)
      return { by, who, tokens, sub: tokens.claims()?.sub ?? '' }
    }
    const isLive = async (token: string) => (await client.tokenIntrospection(hd.config, token)).active

    it('on signing out: tokens, codes under way and the silent way in', async () => {
      const { by, tokens } = await withTokens()
      const underWay = await signOn(hd, by)
      assert.equal(await isLive(tokens.access_token), true)
      assert.equal(locationOf(await by.post('/dang-xuat', {})), '/')
      assert.equal(await isLive(tokens.access_token), false)
      await assert.rejects(hd.tokens(underWay.answer, underWay.checks), { error: 'invalid_grant' })
      assert.equal(errorAt(await by.get((await hd.begin({ prompt: 'none' })).address)), 'login_required')
    })

    it('when it was not used for half an hour', async () => {
      const { by, tokens } = await withTokens()
      portal.national.later(31 * 60)
      assert.equal(errorAt(await by.get((await hd.begin({ prompt: 'none' })).address)), 'login_required')
      assert.equal(await isLive(tokens.access_token), false)
    })

    it('for whoever signs in next, also where the session’s cookie was lost and its session lives on', async () => {
      const { by, tokens } = await withTokens()
      by.jar.delete('test-session /')
      const { who: other } = await somebody()
      await signIn({ national: portal.national, by, who: other })
      const { answer, checks } = await signOn(hd, by)
      assert.notEqual((await hd.tokens(answer, checks)).claims()?.sub, tokens.claims()?.sub)
    })

    it('on closing the browser: the provider’s cookie goes with the session’s', async () => {
      const { by } = await somebody()
      const { answer } = await signOn(hd, by)
      const cookies = answer.cookies.filter(({ name }) => name === 'test-op' || name === 'test-op.sig')
      assert.equal(cookies.length, 2)
      for (const { expires, maxAge } of cookies) assert.deepEqual([expires, maxAge], [undefined, undefined])
    })

    it('when somebody else signs in with the same browser', async () => {
      const { by, tokens } = await withTokens()
      const { who: other } = await somebody()
      await signIn({ national: portal.national, by, who: other })
      assert.equal(await isLive(tokens.access_token), false)
      const asked = await by.follow(await by.get((await hd.begin()).address))
      assert.match(asked.body, /Chuyển thông tin sang/, 'the other person has not agreed yet')
    })
  })

  describe('signs out at a relying party’s wish', () => {
    async function asked(by: Browser, idToken: string | undefined) {
      const [returnTo = ''] = haiDuong.postLogoutRedirectUris
      const query = new URLSearchParams({ post_logout_redirect_uri: returnTo, state: 'abc' })
      if (idToken) query.set('id_token_hint', idToken)
      else query.set('client_id', haiDuong.clientId)
      return by.get(`/oidc/logout?${query}`)
    }
    const back = `${haiDuong.postLogoutRedirectUris[0]}?state=abc`

    it('after asking, and returns', async () => {
      const { by } = await somebody()
      const { answer, checks } = await signOn(hd, by)
      const page = await asked(by, (await hd.tokens(answer, checks)).id_token)
      assert.equal(page.statusCode, 200)
      assert.match(page.body, /Đăng xuất khỏi Một Cửa\?/)
      assert.match(policyOf(page), /form-action 'self' https:\/\/hai-duong\.example;/)
      assert.equal((await by.get('/tai-khoan')).statusCode, 200)
      assert.equal(locationOf(await by.submit(page, { logout: 'yes' })), back)
      assert.equal((await by.get('/tai-khoan')).statusCode, 303)
    })

    it('not when the person would rather stay', async () => {
      const { by } = await somebody()
      const { answer, checks } = await signOn(hd, by)
      const page = await asked(by, (await hd.tokens(answer, checks)).id_token)
      assert.equal(locationOf(await by.submit(page, {})), back)
      assert.equal((await by.get('/tai-khoan')).statusCode, 200)
    })

    it('never unasked, not even where the person has not been at a relying party', async () => {
      const { by } = await somebody()
      const page = await asked(by, undefined)
      assert.match(page.body, /Đăng xuất khỏi Một Cửa\?/)
      assert.doesNotMatch(page.body, /<script>/)
      assert.equal((await by.get('/tai-khoan')).statusCode, 200)
      await by.submit(page, { logout: 'yes' })
      assert.equal((await by.get('/tai-khoan')).statusCode, 303)
    })

    it('and sends nobody to an address that is not registered', async () => {
      const { by } = await somebody()
      const query = 'client_id=hai-duong&post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F'
      const refused = await by.get(`/oidc/logout?${query}`)
      assert.equal(refused.statusCode, 400)
      assert.doesNotMatch(formOrNothing(refused), /evil/)
    })

    function formOrNothing(answer: Answer): string {
      try {
        return formOf(answer).action
      } catch {
        return ''
      }
    }
  })
})
