import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { describe, it } from 'node:test'
import pino from 'pino'
import { signOn, testRelyingParty } from './oidc/test-relying-party.ts'
import { aPerson, haiDuong, PASSWORD, register, signIn, testPortal } from './test-portal.ts'

describe('the log', () => {
  it('names nobody through a registration, a failed and a right sign-in, a single sign-on and a bug', async () => {
    let text = ''
    const stream = new Writable({
      write(chunk, _encoding, done) {
        text += String(chunk)
        done()
      },
    })
    const portal = await testPortal({ log: pino({ level: 'trace' }, stream) })
    const { national } = portal
    const by = portal.browser()
    const { who } = await register({ portal, by, who: { ...aPerson(), email: 'thu@vidu.vn' } })
    const rp = await testRelyingParty(portal.server, haiDuong)
    const { answer, checks } = await signOn(rp, by)
    const tokens = await rp.tokens(answer, checks)
    const stranger = portal.browser('198.18.77.66')
    const form = await stranger.get('/dang-nhap')
    await stranger.submit(form, { username: who.idNumber, password: 'Sai-Mat-Khau-1' })
    await signIn({ national, by: stranger, who })
    assert.equal((await by.get('/tai-khoan')).statusCode, 200)
    await national.db.schema.alterTable('account_attributes').renameTo('gone').execute()
    assert.equal((await by.get('/tai-khoan')).statusCode, 500)
    await rp.userinfo(tokens.access_token, tokens.claims()?.sub ?? '').catch(() => undefined)
    await national.db.schema.alterTable('gone').renameTo('account_attributes').execute()
    await portal.stop()
    assert.match(text, /unexpected error/, 'the log was caught')
    assert.match(text, /identity provider failed/)
    const secrets = [who.idNumber, who.phone.slice(1), who.fullName, 'Thử', '1990-08-12', '12/08/1990', 'thu@vidu.vn']
    const bearer = [PASSWORD, 'Sai-Mat-Khau-1', tokens.access_token, tokens.id_token ?? '', '198.18.77.66']
    const cookies = [...by.jar.values()].map(cookie => cookie.value).filter(value => value.length > 10)
    const code = national.code(who.international)
    for (const secret of [...secrets, ...bearer, ...cookies, code, haiDuong.clientSecret]) {
      assert.ok(!text.includes(secret), `${secret} is in the log`)
    }
  })
})
