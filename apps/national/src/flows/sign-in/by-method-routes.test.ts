import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { testAuthenticator } from '../../methods/passkey/test-authenticator.ts'
import { givePasskey } from '../../methods/passkey/test-passkey.ts'
import { ORIGIN } from '../../test-national.ts'
import { type Answer, locationOf, register, type TestPortal, testPortal } from '../../test-portal.ts'

const BEGIN = '/dang-nhap/passkey'

/** What the page asks the browser for. */
function askedBy({ body }: Answer): PublicKeyCredentialRequestOptionsJSON {
  const text = /data-options="([^"]*)"/.exec(body)?.[1]
  assert.ok(text, body.slice(0, 300))
  return JSON.parse(text.replaceAll('&quot;', '"'))
}

describe('the pages of signing in by passkey', () => {
  let portal: TestPortal
  before(async () => {
    portal = await testPortal()
  })
  after(() => portal.stop())

  async function anOwner() {
    const by = portal.browser()
    await register({ portal, by })
    const { id: accountId } = await portal.national.db
      .selectFrom('accounts')
      .select('id')
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow()
    return givePasskey(portal.national, { accountId, device: testAuthenticator(ORIGIN) })
  }

  async function begin(ve = '') {
    const by = portal.browser()
    const form = await by.get(`${BEGIN}${ve}`)
    const page = await by.follow(await by.submit(form, {}))
    return { by, form, page, asked: askedBy(page) }
  }

  it('lead from the tab through the question to where the visitor wanted to be', async () => {
    const { device } = await anOwner()
    const { by, page, asked, form } = await begin('?ve=/thu-tuc?q=a')
    assert.match(form.body, /<a href="\/dang-nhap\?ve=%2Fthu-tuc%3Fq%3Da"/)
    assert.deepEqual([asked.rpId, asked.allowCredentials], ['cong.test', []])
    assert.match(page.body, /data-at-once/)
    const end = await by.submit(page, { passkey: device.get(asked) })
    assert.deepEqual([end.statusCode, locationOf(end)], [303, '/thu-tuc?q=a'])
    assert.match((await by.get('/tai-khoan')).body, /Thông tin định danh/)
  })

  it('show the question’s page again, with words and another question, and do not begin by themselves', async () => {
    const { device } = await anOwner()
    const { by, page, asked } = await begin()
    const again = await by.submit(page, { passkey: device.get(asked, { origin: 'https://evil.example' }) })
    assert.equal(again.statusCode, 422)
    assert.match(again.body, /Không xác thực được bằng khóa này/)
    assert.doesNotMatch(again.body, /data-at-once/)
    assert.notEqual(askedBy(again).challenge, asked.challenge)
    const end = await by.submit(again, { passkey: device.get(askedBy(again)) })
    assert.equal(locationOf(end), '/tai-khoan')
  })

  it('tell whoever has no account under a passkey how to go on', async () => {
    const { by, page, asked } = await begin('?ve=/thu-tuc')
    const stranger = testAuthenticator(ORIGIN)
    const make = { user: { id: 'AAAA', name: '', displayName: '' }, rp: { name: '' }, pubKeyCredParams: [] }
    stranger.create({ ...make, challenge: 'AAAA' })
    const answer = await by.submit(page, { passkey: stranger.get(asked) })
    assert.equal(answer.statusCode, 422)
    assert.match(answer.body, /Không có tài khoản nào dùng khóa này/)
    for (const way of ['/dang-nhap?ve=%2Fthu-tuc', '/dang-ky?ve=%2Fthu-tuc'])
      assert.ok(answer.body.includes(`href="${way}"`), way)
  })

  it('end before a locked account, with why', async () => {
    const { device, handle } = await anOwner()
    const locked = { status: 'locked', lock_reason: 'desk', locked_at: new Date() } as const
    await portal.national.db.updateTable('accounts').set(locked).where('id', '=', handle.accountId).execute()
    const { by, page, asked } = await begin()
    const end = await by.submit(page, { passkey: device.get(asked) })
    assert.equal(end.statusCode, 403)
    assert.match(end.body, /Tài khoản đang bị khóa/)
  })

  it('are the browser’s own, and lead back to their beginning when they are lost', async () => {
    const { page } = await begin()
    const address = /action="(\/dang-nhap\/passkey\/[^"]+)"/.exec(page.body)?.[1]
    assert.ok(address)
    const stranger = await portal.browser().get(address)
    assert.equal(stranger.statusCode, 410)
    assert.match(stranger.body, /href="\/dang-nhap\/passkey"/)
  })

  it('put nothing inline into a page', async () => {
    const { page, form } = await begin()
    for (const { body, headers } of [page, form]) {
      assert.doesNotMatch(body, /<script(?![^>]*src=)|<style| on[a-z]+="/)
      assert.match(String(headers['content-security-policy']), /script-src 'self'/)
      assert.match(body, /\/giao-dien\/[\w-]+\/passkey\.js/)
    }
    assert.doesNotMatch((await portal.browser().get('/dang-nhap')).body, /passkey\.js/)
  })
})
