import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Issued } from '@motcua/pki/test-authority.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { giveToken, type Naming, person, signedBy, testToken } from '../../methods/usb-token/test-token.ts'
import { type Answer, aPerson, locationOf, register, type TestPortal, testPortal } from '../../test-portal.ts'

const BEGIN = '/dang-nhap/usb'

/** What the page asks the signing agent for. */
function askedBy({ body }: Answer): { nonce: string; purpose: string; ports: number[]; timeout: number } {
  const text = /data-agent="([^"]*)"/.exec(body)?.[1]
  assert.ok(text, body.slice(0, 300))
  return JSON.parse(text.replaceAll('&quot;', '"'))
}

describe('the pages of signing in by USB token', () => {
  let portal: TestPortal
  before(async () => {
    portal = await testPortal()
  })
  after(() => portal.stop())

  async function anOwner(naming: Naming = {}) {
    const who = aPerson()
    await register({ portal, by: portal.browser(), who })
    const accounts = accountsStore(portal.national.db, portal.national.parts)
    const accountId = await accounts.idOfNumber('person', who.idNumber)
    assert.ok(accountId)
    const token = testToken(portal.national, { subject: person(who.idNumber), ...naming })
    await giveToken(portal.national, { accountId, token })
    return { who, accountId, token }
  }

  async function begin(ve = '', by = portal.browser()) {
    const form = await by.get(`${BEGIN}${ve}`)
    const page = await by.follow(await by.submit(form, {}))
    return { by, form, page, asked: askedBy(page) }
  }

  /** What the agent answers to what a page asked. */
  const answerTo = (page: Answer, token: Issued) =>
    signedBy(token, { ...askedBy(page), challenge: askedBy(page).nonce, expiresAt: 0 })

  const sessions = async (accountId: string) =>
    (
      await portal.national.db.selectFrom('sessions').select('methods').where('account_id', '=', accountId).execute()
    ).map(({ methods }) => methods)

  it('lead from the second tab through the agent to where the visitor wanted to be', async () => {
    const { token, accountId } = await anOwner()
    const { by, form, page, asked } = await begin('?ve=/thu-tuc?q=a')
    const tabs = [...form.body.matchAll(/<a[^>]* href="(\/dang-nhap[^"?]*)/g)].map(([, href]) => href)
    assert.deepEqual(tabs.slice(0, 2), ['/dang-nhap', '/dang-nhap/usb'])
    assert.match(form.body, /href="\/cong-cu-ky"/)
    assert.match(form.body, /Hướng dẫn đăng nhập/)
    assert.deepEqual([asked.purpose, asked.nonce.length], ['sign-in', 43])
    assert.deepEqual(asked.ports, [14_805, 14_806, 14_807])
    assert.ok(asked.timeout > 0 && asked.timeout <= 300_000)
    assert.match(page.body, /agent\.js/)
    const end = await by.submit(page, { token: answerTo(page, token) })
    assert.deepEqual([end.statusCode, locationOf(end)], [303, '/thu-tuc?q=a'])
    assert.ok((await sessions(accountId)).includes('sc pin mfa'))
  })

  it('take one answer once, whoever sends it how often', async () => {
    const { token, accountId } = await anOwner()
    const { by, page } = await begin()
    const answer = answerTo(page, token)
    const before = (await sessions(accountId)).length
    const ends = await Promise.all([1, 2, 3].map(() => by.submit(page, { token: answer })))
    assert.ok(ends.every(end => end.statusCode === 303))
    assert.equal((await sessions(accountId)).length, before + 1)
    const thief = await begin()
    const stolen = await thief.by.submit(thief.page, { token: answer })
    assert.equal(stolen.statusCode, 422)
    assert.match(stolen.body, /Chữ ký không đúng với trang này/)
  })

  it('do not take the answer to a question that was asked before the last one', async () => {
    const { token, accountId } = await anOwner()
    const { by, page } = await begin()
    const answer = answerTo(page, token)
    const before = (await sessions(accountId)).length
    const again = await by.submit(page, { token: '{}' })
    assert.equal(again.statusCode, 422)
    assert.notEqual(askedBy(again).nonce, askedBy(page).nonce)
    // Both with the fields of the new page and with those of the old one.
    assert.equal((await by.submit(again, { token: answer })).statusCode, 422)
    await by.submit(page, { token: answer })
    assert.equal((await sessions(accountId)).length, before)
  })

  it('tell whoever registered no token how to go on, and let nobody in', async () => {
    const { by, page } = await begin('?ve=/thu-tuc')
    const told = await by.submit(page, { token: answerTo(page, testToken(portal.national)) })
    assert.equal(told.statusCode, 422)
    assert.match(told.body, /chưa tài khoản nào đăng ký nó/)
    assert.match(told.body, /href="\/dang-nhap\?ve=%2Fthu-tuc"/)
    assert.match(told.body, /href="\/dang-ky\?ve=%2Fthu-tuc"/)
    assert.equal(locationOf(await by.get('/tai-khoan'))?.startsWith('/dang-nhap'), true)
  })

  it('answer a token of a million characters with a page, and go on', async () => {
    const { token } = await anOwner()
    const { by, page } = await begin()
    const huge = await by.submit(page, { token: 'x'.repeat(1_000_000) })
    assert.equal(huge.statusCode, 413)
    assert.match(huge.body, /<h1/)
    const long = await by.submit(page, { token: 'x'.repeat(40_000) })
    assert.equal(long.statusCode, 422)
    assert.match(long.body, /Không đọc được câu trả lời/)
    assert.equal((await by.submit(long, { token: answerTo(long, token) })).statusCode, 303)
  })

  it('stop guessing from one place', async () => {
    const { by, page } = await begin()
    let last = page
    for (let count = 0; count < 11; count++) last = await by.submit(last, { token: '{}' })
    assert.match(last.body, /Quá nhiều lần thử từ nơi này/)
  })

  it('ask for another method before a renewed certificate is taken', async () => {
    const { who, accountId } = await anOwner({ days: [-300, 20] })
    portal.national.later(61)
    const { by, page } = await begin('?ve=/thu-tuc')
    const renewed = testToken(portal.national, { subject: person(who.idNumber) })
    const confirm = await by.follow(await by.submit(page, { token: answerTo(page, renewed) }))
    assert.match(confirm.body, /Chứng thư số mới/)
    const otp = portal.national.code(who.international)
    const end = await by.submit(confirm, { action: 'confirm', otp })
    assert.deepEqual([end.statusCode, locationOf(end)], [303, '/thu-tuc'])
    assert.ok((await sessions(accountId)).some(methods => methods.startsWith('sc pin mfa ')))
  })
})
