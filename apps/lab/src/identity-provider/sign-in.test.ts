import assert from 'node:assert/strict'
import { test } from 'node:test'
import { vneidAccount, vnpostOrganization, vnpostPerson } from '@motcua/contracts/identity-providers.ts'
import { messageProblems } from '@motcua/ui/words.ts'
import type { LightMyRequestResponse } from 'fastify'
import { personas } from '../personas.ts'
import { testLab } from '../test-lab.ts'
import { accountsAt, claimsOf } from './accounts.ts'
import { messages } from './messages.ts'

type Lab = Awaited<ReturnType<typeof testLab>>

const asked = {
  ...{
    client_id: 'portal',
    response_type: 'code',
    scope: 'openid profile email phone identity',
    state: 's',
    nonce: 'n',
  },
  ...{ redirect_uri: 'http://localhost:3000/ve-buu-dien', code_challenge: 'c'.repeat(43) },
  code_challenge_method: 'S256',
}
const authorize = (changes: Record<string, string> = {}) =>
  `/vnpost/auth?${new URLSearchParams({ ...asked, ...changes })}`

/** A browser at the lab that keeps cookies. */
function browser({ server }: Lab) {
  const jar: Record<string, string> = {}
  const kept = (answer: LightMyRequestResponse) => {
    for (const { name, value } of answer.cookies) jar[name] = value
    return answer
  }
  const get = async (url: string) => kept(await server.inject({ url: pathOf(url), cookies: jar }))
  const post = async (url: string, fields: Record<string, string>) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3010' }
    const payload = new URLSearchParams(fields).toString()
    return kept(await server.inject({ method: 'POST', url: pathOf(url), cookies: jar, headers, payload }))
  }
  return { jar, get, post, at: async (url: string) => String((await get(url)).headers.location) }
}

const pathOf = (url: string) => url.replace('http://localhost:3010', '')
const thuHa = { username: 'thuha1990', password: 'M@kHau@1990' }

test('Both languages say the same things', () => {
  assert.deepEqual(messageProblems(messages), [])
})

test('Every account’s claims keep the contract, but for what is its story to break', () => {
  for (const account of accountsAt('vnpost', personas)) {
    const shape = account.ways.holder === 'organization' ? vnpostOrganization : vnpostPerson
    assert.ok(shape.safeParse(claimsOf('vnpost', account, 'http://localhost:1')).success, account.owner.id)
  }
  for (const account of accountsAt('vneid', personas)) {
    assert.ok(vneidAccount.safeParse(claimsOf('vneid', account, 'http://localhost:1')).success, account.owner.id)
  }
})

test('A wrong password is refused beside what was typed, and nobody gets a code', async () => {
  const lab = await testLab()
  const { at, get, post } = browser(lab)
  const page = await at(authorize())
  assert.match((await get(page)).body, /Đăng nhập PostID/)
  for (const typed of [
    { ...thuHa, password: 'M@kHau@1991' },
    { ...thuHa, username: 'nobody' },
    { username: '', password: '' },
  ]) {
    const refused = await post(page, typed)
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /Tên đăng nhập hoặc mật khẩu không đúng/)
    assert.ok(refused.body.includes(`value="${typed.username}"`) || typed.username === '')
    assert.ok(!refused.body.includes(typed.password) || typed.password === '')
  }
  assert.deepEqual(lab.devices.phones.of('+84828114088'), [])
})

test('Five wrong codes and the password is asked again; a code is no longer good then', async () => {
  const lab = await testLab()
  const { at, post, get } = browser(lab)
  const page = await at(authorize())
  assert.equal((await post(page, { ...thuHa, username: ' ThuHa1990 ' })).statusCode, 303)
  const code = /\d{6}/.exec(lab.devices.phones.of('+84828114088')[0]?.text ?? '')?.[0] ?? ''
  const wrong = code === '000000' ? '111111' : '000000'
  for (let turn = 1; turn < 5; turn++) assert.match((await post(page, { otp: wrong })).body, /Mã OTP không đúng/)
  assert.match((await post(page, { otp: wrong })).body, /Đăng nhập lại để nhận mã mới/)
  assert.equal((await post(page, { otp: code })).statusCode, 422)
  assert.match((await get(page)).body, /Mật khẩu/)
})

test('A code may be typed with spaces, and leads back to the portal once', async () => {
  const lab = await testLab()
  const { at, post, get } = browser(lab)
  const page = await at(authorize())
  await post(page, thuHa)
  const code = /\d{6}/.exec(lab.devices.phones.of('+84828114088')[0]?.text ?? '')?.[0] ?? ''
  const resumed = await post(page, { otp: `${code.slice(0, 3)} ${code.slice(3)}` })
  const back = await get(String(resumed.headers.location))
  assert.match(String(back.headers.location), /^http:\/\/localhost:3000\/ve-buu-dien\?code=[\w-]+&state=s&iss=/)
  assert.equal((await get(page)).statusCode, 410)
})

test('The next in the same browser is asked who they are: nobody stays signed in', async () => {
  const lab = await testLab()
  const { at, post, get } = browser(lab)
  const oneFactor = { username: 'kimoanh89', password: 'M@kHau@1989' }
  for (let turn = 0; turn < 2; turn++) {
    const page = await at(authorize())
    assert.match(page, /\/vnpost\/dang-nhap\//)
    const resumed = await post(page, oneFactor)
    assert.match(String((await get(String(resumed.headers.location))).headers.location), /code=/)
  }
})

test('A sign-in that another browser began is not shown and not continued', async () => {
  const lab = await testLab()
  const page = await browser(lab).at(authorize())
  const stranger = browser(lab)
  assert.equal((await stranger.get(page)).statusCode, 410)
  assert.equal((await stranger.post(page, { action: 'cancel' })).statusCode, 410)
})

test('The page’s forms may end at the portal, and nowhere else', async () => {
  const { at, get } = browser(await testLab())
  const policy = (await get(await at(authorize()))).headers['content-security-policy']
  assert.match(String(policy), /form-action 'self' http:\/\/localhost:3000;/)
})

const refused: [string, Record<string, string>, RegExp | 400][] = [
  ['an unknown client', { client_id: 'nobody' }, 400],
  ['an address that was not registered', { redirect_uri: 'http://localhost:3000/elsewhere' }, 400],
  ['no PKCE', { code_challenge: '', code_challenge_method: '' }, /error=invalid_request/],
  ['the plain method', { code_challenge_method: 'plain' }, /error=invalid_request/],
  ['the implicit flow', { response_type: 'id_token' }, /error=unsupported_response_type/],
]
for (const [what, change, expected] of refused) {
  test(`A request with ${what} is refused`, async () => {
    const answer = await browser(await testLab()).get(authorize(change))
    if (expected === 400) assert.equal(answer.statusCode, 400)
    else assert.match(String(answer.headers.location), expected)
  })
}

test('What is typed without end is refused, not compared', async () => {
  const { at, post } = browser(await testLab())
  const page = await at(authorize())
  assert.equal((await post(page, { username: 'a'.repeat(65), password: 'b' })).statusCode, 400)
  assert.equal((await post(page, { ...thuHa, action: 'grant' })).statusCode, 400)
})
