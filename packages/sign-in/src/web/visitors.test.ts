import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemRandom } from '@motcua/kit/random.ts'
import { webServer } from '@motcua/kit/web.ts'
import pino from 'pino'
import type { Session, Sessions } from '../session/sessions.ts'
import { visitors } from './visitors.ts'

const TOKEN = 'a'.repeat(43)
const now = new Date()
const session: Session = { id: 'one', accountId: 'an-account', methods: ['pwd'], createdAt: now, authenticatedAt: now }
const sessions: Sessions = {
  open: async () => 'one',
  current: async token => (token === TOKEN ? session : undefined),
  end: async () => undefined,
  endAll: async () => [],
  knowsBrowser: async () => false,
}

async function portal(publicUrl: string) {
  const secure = publicUrl.startsWith('https:')
  const known = visitors({ deployment: 'tinh', secure, random: systemRandom, sessions })
  const server = await webServer({
    ...{ log: pino({ level: 'silent' }), random: systemRandom, publicUrl, trustedProxies: [] },
    errorPage: () => '',
  })
  server.get('/', async (request, reply) => {
    const { device } = known.visitor(request, reply)
    known.setLanguage(reply, 'en')
    known.enter(reply, TOKEN)
    return reply.send(device)
  })
  server.get('/who', async request => ({ id: (await known.session(request))?.id ?? null }))
  return { known, server }
}

for (const [publicUrl, prefix] of [
  ['https://tinh.example', '__Host-'],
  ['http://localhost:3001', ''],
] as const) {
  test(`at ${publicUrl} no cookie is taken that another host or port could have set there`, async () => {
    const { known, server } = await portal(publicUrl)
    const { cookies } = await server.inject('/')
    const names = ['browser', 'language', 'session'].map(name => `${prefix}tinh-${name}`)
    assert.deepEqual(cookies.map(({ name }) => name).sort(), names)
    for (const cookie of cookies) {
      assert.deepEqual([cookie.path, cookie.domain, cookie.httpOnly, cookie.sameSite], ['/', undefined, true, 'Lax'])
      assert.equal(cookie.secure ?? false, prefix !== '')
    }
    const who = async (cookie: string) => (await server.inject({ url: '/who', headers: { cookie } })).json().id
    assert.equal(await who(`${prefix}tinh-session=${TOKEN}`), 'one')
    assert.equal((await known.sessionOfHeader(`a=b; ${prefix}tinh-session=${TOKEN}`))?.id, 'one')
    if (prefix === '') return
    assert.equal(await who(`tinh-session=${TOKEN}`), null)
    assert.equal(await known.sessionOfHeader(`tinh-session=${TOKEN}`), undefined)
  })
}

test('of what a browser calls itself the first 300 characters are kept', async () => {
  const { server } = await portal('http://localhost:3001')
  const device = async (agent: string) => (await server.inject({ url: '/', headers: { 'user-agent': agent } })).body
  assert.equal(await device('Mozilla/5.0'), 'Mozilla/5.0')
  assert.equal(await device('x'.repeat(8_000)), 'x'.repeat(300))
})

test('a browser that is new is the same one however often a request asks', async () => {
  const { known, server } = await portal('https://tinh.example')
  server.get('/twice', async (request, reply) => {
    const [first, second] = [known.visitor(request, reply), known.visitor(request, reply)]
    return { same: first.browser.equals(second.browser) }
  })
  const answer = await server.inject('/twice')
  assert.deepEqual(answer.json(), { same: true })
  assert.equal(answer.cookies.length, 1)
})
