import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { messageProblems } from '@motcua/ui/words.ts'
import {
  type Answer,
  type Browser,
  locationOf,
  PASSWORD,
  register,
  type TestPortal,
  testPortal,
} from '../../test-portal.ts'
import type { ProviderAnswer, ProviderRefusal } from '../../upstream/identity-provider.ts'
import { messages } from './messages.ts'
import { aPersonThere } from './test-visit.ts'

const PATH = '/dang-nhap/buu-dien'

describe('the pages of signing in by an identity provider', () => {
  let portal: TestPortal
  before(async () => {
    portal = await testPortal()
  })
  after(() => portal.stop())
  beforeEach(() => {
    portal.national.outside.provider = { kind: 'cancelled' }
  })

  /** Where the browser is sent, with the state that the provider will send back. */
  async function away(by: Browser, from = PATH): Promise<{ flow: string; state: string }> {
    const begun = await by.submit(await by.get(from), {})
    const flow = locationOf(begun) ?? ''
    const to = locationOf(await by.get(flow))
    assert.match(to ?? '', /^https:\/\/vnpost\.test\/auth\?state=/)
    return { flow, state: new URL(to ?? '').searchParams.get('state') ?? '' }
  }

  /** Comes back from the provider, who answers so; the page on the way, and where it leads. */
  async function back(by: Browser, answer: ProviderAnswer, from = PATH) {
    const { flow, state } = await away(by, from)
    portal.national.outside.provider = answer
    const returning = await by.get(`${PATH}/ve?code=abc&state=${state}`)
    return { flow, state, returning, onwards: await by.get(flow) }
  }

  const identified = (person = aPersonThere()) => ({ kind: 'identified', person }) as const
  const policyOf = ({ headers }: Answer) => String(headers['content-security-policy'])

  it('speak both languages alike', () => {
    assert.deepEqual(messageProblems(messages), [])
  })

  it('begin on a page whose form may end at the provider, with the other ways beside it', async () => {
    const page = await portal.browser().get(`${PATH}?ve=%2Fthu-tuc`)
    assert.match(policyOf(page), /form-action 'self' https:\/\/vnpost\.test;/)
    for (const way of ['/dang-nhap?ve=%2Fthu-tuc', '/dang-ky?ve=%2Fthu-tuc'])
      assert.ok(page.body.includes(`"${way}"`), way)
    assert.match(page.body, /<a href="\/dang-nhap\/buu-dien\?ve=%2Fthu-tuc" aria-current="page"/)
  })

  it('are found from the sign-in page and from the chooser of registration, for citizens', async () => {
    const by = portal.browser()
    for (const from of ['/dang-nhap?ve=%2Fthu-tuc', '/dang-ky?ve=%2Fthu-tuc']) {
      assert.ok((await by.get(from)).body.includes(`"${PATH}?ve=%2Fthu-tuc"`), from)
    }
    assert.ok(!(await by.get('/dang-ky?doi-tuong=enterprise')).body.includes(PATH))
  })

  it('send the browser to the provider each time it asks for where it is, until it comes back', async () => {
    const by = portal.browser()
    const { flow, state } = await away(by)
    const again = await by.get(flow)
    assert.equal(again.statusCode, 303)
    assert.equal(again.headers['cache-control'], 'no-store')
    assert.ok(locationOf(again)?.endsWith(encodeURIComponent(state)))
  })

  it('come back over a page of this portal, which goes on by itself and by a button', async () => {
    const { returning, flow, onwards } = await back(portal.browser(), identified())
    assert.equal(returning.statusCode, 200)
    assert.equal(returning.headers['cache-control'], 'no-store')
    assert.ok(returning.body.includes(`<meta http-equiv="refresh" content="0;url=${flow}">`))
    assert.match(returning.body, new RegExp(`<a class="button primary" href="${flow}"`))
    assert.match(onwards.body, /Xác nhận thông tin/)
  })

  it('open an account and end where one wanted to be', async () => {
    const by = portal.browser()
    const person = aPersonThere()
    const { onwards } = await back(by, identified(person), `${PATH}?ve=%2Fthu-tuc`)
    for (const told of [person.fullName, person.idNumber, '03/02/1991', person.email?.value ?? '']) {
      assert.ok(onwards.body.includes(told), told)
    }
    const entered = await by.submit(onwards, { email: person.email?.value ?? '' })
    assert.equal(locationOf(entered), '/thu-tuc')
    const account = await by.get('/tai-khoan')
    assert.match(account.body, /Bưu điện Việt Nam xác nhận/)
    assert.match(account.body, /<strong>Bưu điện Việt Nam<\/strong>/)
  })

  it('let somebody known in, and a second callback shows where that led', async () => {
    const person = aPersonThere()
    const first = portal.browser()
    await first.submit((await back(first, identified(person))).onwards, { email: '' })
    const by = portal.browser()
    const { onwards, state } = await back(by, identified(person))
    assert.equal(locationOf(onwards), '/tai-khoan')
    assert.equal((await by.get('/tai-khoan')).statusCode, 200)
    const again = await by.get(`${PATH}/ve?code=abc&state=${state}`)
    assert.equal(again.statusCode, 200)
    assert.equal(locationOf(await by.follow(again)), undefined)
  })

  it('ask somebody with an account for its password, and then for the code', async () => {
    const by = portal.browser()
    const { who } = await register({ portal, by: portal.browser() })
    portal.national.later(61)
    const { onwards } = await back(by, identified(aPersonThere({ idNumber: who.idNumber })))
    assert.match(onwards.body, /Bạn đã có tài khoản/)
    assert.ok(onwards.body.includes(who.idNumber))
    const wrong = await by.submit(onwards, { password: 'Khong-Dung-1' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /mật khẩu không đúng/)
    const prove = await by.follow(await by.submit(wrong, { password: PASSWORD }))
    assert.match(prove.body, /Xác thực mã OTP/)
    assert.doesNotMatch(prove.body, /Mất số điện thoại/)
    const otp = portal.national.code(who.international)
    const entered = await by.submit(prove, { action: 'confirm', otp })
    assert.equal(locationOf(entered), '/tai-khoan')
  })

  const refusals: [ProviderRefusal, RegExp][] = [
    ['unverified', /bưu cục/],
    ['not-a-citizen', /Chỉ công dân đăng nhập được bằng Bưu điện Việt Nam/],
    ['too-young', /từ đủ 14 tuổi/],
    ['incomplete', /còn thiếu hay chưa khớp/],
    ['not-believed', /gọi tổng đài .*1800 1096/],
  ]
  for (const [reason, words] of refusals) {
    it(`say what to do when the provider’s word is ${reason}`, async () => {
      const by = portal.browser()
      const { onwards } = await back(by, { kind: 'refused', reason })
      assert.equal(onwards.statusCode, 403)
      assert.match(onwards.body, words)
      assert.equal(locationOf(await by.get('/tai-khoan'))?.startsWith('/dang-nhap'), true)
    })
  }

  it('say so when the provider does not answer, before and after, and keep the other ways', async () => {
    const by = portal.browser()
    portal.national.outside.provider = { kind: 'unavailable' }
    const stayed = await by.submit(await by.get(PATH), {})
    assert.equal(stayed.statusCode, 422)
    assert.match(stayed.body, /Bưu điện Việt Nam chưa trả lời/)
    assert.ok(stayed.body.includes('href="/dang-nhap"'))
    portal.national.outside.provider = { kind: 'cancelled' }
    const { onwards } = await back(by, { kind: 'unavailable' })
    assert.match(onwards.body, /Bưu điện Việt Nam chưa trả lời/)
    assert.match(policyOf(onwards), /form-action 'self' https:\/\/vnpost\.test;/)
  })

  it('take no answer without a flow, of another browser, or to another request, and tell nothing', async () => {
    const by = portal.browser()
    const { state } = await away(by)
    portal.national.outside.provider = identified()
    portal.national.outside.asked = 0
    const gone = ['', '?state=', '?code=abc', '?state=x&code=abc', `?state=${crypto.randomUUID()}.abc&code=abc`]
    for (const query of gone) assert.equal((await by.get(`${PATH}/ve${query}`)).statusCode, 410, query)
    const stranger = await portal.browser().get(`${PATH}/ve?code=abc&state=${state}`)
    assert.equal(stranger.statusCode, 410)
    const other = await by.get(`${PATH}/ve?code=abc&state=${state.split('.')[0]}.forged`)
    assert.equal(other.statusCode, 400)
    assert.match(other.body, new RegExp(`href="${PATH}"`))
    assert.equal(portal.national.outside.asked, 0)
    const right = await by.get(`${PATH}/ve?code=abc&state=${state}`)
    assert.equal(right.statusCode, 200)
  })

  it('do not take one provider’s callback for another’s', async () => {
    const by = portal.browser()
    const { state } = await away(by)
    assert.equal((await by.get(`/dang-nhap/vneid/ve?code=abc&state=${state}`)).statusCode, 410)
  })

  it('do not offer VNeID where it is not configured', async () => {
    const { vneid: _off, ...identityProviders } = portal.national.parts.identityProviders
    const without = await testPortal({ parts: { identityProviders } })
    const by = without.browser()
    for (const path of ['/dang-nhap', '/dang-ky', PATH]) assert.ok(!(await by.get(path)).body.includes('VNeID'), path)
    assert.ok((await portal.browser().get('/dang-nhap')).body.includes('href="/dang-nhap/vneid"'))
    await without.stop()
  })
})
