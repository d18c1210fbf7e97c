import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import type { FastifyInstance, FastifyReply, InjectOptions } from 'fastify'
import pino from 'pino'
import { systemRandom } from './random.ts'
import { Refused, sendPage, webServer } from './web.ts'

const HOME = 'http://localhost:3000'
const FORM = 'application/x-www-form-urlencoded'

type World = { server: FastifyInstance; logged: () => { reference?: unknown; route?: unknown; err?: unknown }[] }

async function world(publicUrl = HOME): Promise<World> {
  const lines: string[] = []
  const write = (line: unknown, _encoding: unknown, done: () => void) => {
    lines.push(String(line))
    done()
  }
  const log = pino(new Writable({ write }))
  const server = await webServer({
    ...{ log, random: systemRandom, publicUrl, trustedProxies: [] },
    errorPage: (_request, { status, reference }) => `<h1>${status} (${reference})</h1>`,
  })
  const echo = async (request: { body?: unknown; cookies: unknown }, reply: FastifyReply) =>
    sendPage(reply, JSON.stringify({ body: request.body ?? null, cookies: request.cookies }))
  server.get('/', echo)
  server.get('/named/:name', echo)
  server.post('/', echo)
  server.put('/', echo)
  server.delete('/', echo)
  server.post('/from-elsewhere', { config: { crossSite: true } }, echo)
  server.get('/journey', (_request, reply) => sendPage(reply, 'form', { formAction: ['https://rp.example'] }))
  return { server, logged: () => lines.map(line => JSON.parse(line)) }
}

function throwing(server: FastifyInstance, thrown: unknown): void {
  server.get('/broken', async () => {
    throw thrown
  })
}

async function early(url: string, errorPage: Parameters<typeof webServer>[0]['errorPage']) {
  const log = pino({ level: 'silent' })
  const server = await webServer({ log, random: systemRandom, publicUrl: HOME, trustedProxies: [], errorPage })
  server.get('/named/:name', async () => 'named')
  return server.inject({ url, headers: { cookie: 'language=en; b=%zz' } })
}

for (const url of ['/%E0%A4%A', '/named/%zz', `/named/${'x'.repeat(4000)}`]) {
  const shown = `${url.slice(0, 20)} is refused before any hook`
  test(`${shown}, on a page in the language of the visitor’s cookie`, async () => {
    const { statusCode, body } = await early(url, ({ cookies }) => `in ${cookies.language}`)
    assert.equal(body, 'in en')
    assert.ok(statusCode >= 400 && statusCode < 500)
  })

  test(`${shown}, also when the page itself fails`, async () => {
    const broken = () => {
      throw new Error('no page')
    }
    const { statusCode, body } = await early(url, broken)
    assert.deepEqual([statusCode, body], [500, ''])
  })
}

type Case = [
  method: 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'DELETE',
  headers: Record<string, string>,
  allowed: boolean,
]
const cookie = { cookie: 'session=x' }
const table: Case[] = [
  ['POST', {}, true],
  ['POST', { origin: HOME }, true],
  ['POST', { origin: HOME, ...cookie }, true],
  ['POST', { origin: HOME, 'sec-fetch-site': 'same-origin', ...cookie }, true],
  ['POST', { 'sec-fetch-site': 'same-origin', ...cookie }, true],
  ['POST', { 'sec-fetch-site': 'none', ...cookie }, true],
  ['POST', cookie, false],
  ['POST', { cookie: '' }, false],
  ['POST', { origin: 'null' }, false],
  ['POST', { origin: '' }, false],
  ['POST', { origin: 'null', 'sec-fetch-site': 'same-origin' }, false],
  ['POST', { origin: 'https://evil.example' }, false],
  ['POST', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, false],
  ['POST', { origin: 'http://localhost:3001', 'sec-fetch-site': 'same-site', ...cookie }, false],
  ['POST', { origin: 'https://localhost:3000' }, false],
  ['POST', { origin: `${HOME}.evil.example` }, false],
  ['POST', { origin: `${HOME}, ${HOME}` }, false],
  ['POST', { 'sec-fetch-site': 'cross-site' }, false],
  ['POST', { 'sec-fetch-site': 'same-site', ...cookie }, false],
  ['POST', { 'sec-fetch-site': 'rubbish' }, false],
  ['PUT', { origin: 'https://evil.example' }, false],
  ['DELETE', { origin: 'https://evil.example' }, false],
  ['PUT', { origin: HOME, ...cookie }, true],
  ['DELETE', cookie, false],
  ['GET', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', ...cookie }, true],
  ['HEAD', { 'sec-fetch-site': 'cross-site', ...cookie }, true],
]

for (const [method, headers, allowed] of table)
  test(`${method} with ${JSON.stringify(headers)} is ${allowed ? 'let in' : 'refused as forged'}`, async () => {
    const { server } = await world()
    const response = await server.inject({ method, url: '/', headers })
    assert.equal(response.statusCode, allowed ? 200 : 403)
    assert.match(response.headers['content-type'] ?? '', /^text\/html/)
  })

test('a route that protocols call from other sites takes what others refuse, and only that route', async () => {
  const { server } = await world()
  const headers = { origin: 'https://rp.example', 'sec-fetch-site': 'cross-site', ...cookie }
  assert.equal((await server.inject({ method: 'POST', url: '/from-elsewhere', headers })).statusCode, 200)
  assert.equal((await server.inject({ method: 'POST', url: '/', headers })).statusCode, 403)
  assert.equal((await server.inject({ method: 'POST', url: '/nowhere', headers })).statusCode, 403)
})

test('security headers are on pages and on every kind of failure', async () => {
  const { server } = await world('https://dichvucong.example')
  throwing(server, new Error('bug'))
  const big = { method: 'POST', url: '/', headers: { 'content-type': FORM }, payload: 'a'.repeat(1024 * 1024) } as const
  const foreign = { method: 'POST', url: '/', headers: { origin: 'https://evil.example' } } as const
  const requests: (string | InjectOptions)[] = [
    '/',
    '/nowhere',
    '/broken',
    '/named/%zz',
    `/named/${'a'.repeat(3000)}`,
    big,
    foreign,
  ]
  for (const request of requests) {
    const { headers } = await server.inject(request)
    const policy = String(headers['content-security-policy'])
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      assert.ok(policy.split('; ').includes(rule), `${rule} in ${policy}`)
    assert.doesNotMatch(policy, /unsafe|\*/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['x-frame-options'], 'DENY')
    assert.equal(headers['referrer-policy'], 'same-origin')
    assert.equal(headers['cache-control'], 'no-store')
    assert.match(String(headers['strict-transport-security']), /^max-age=\d{8}/)
    assert.match(String(headers['content-type']), /^text\/html/)
  }
})

test('strict transport is asked for only where the site is https', async () => {
  const { server } = await world()
  assert.equal((await server.inject('/')).headers['strict-transport-security'], undefined)
})

test('a page may name further origins its form ends at, and only that page', async () => {
  const { server } = await world()
  const journey = await server.inject('/journey')
  assert.match(String(journey.headers['content-security-policy']), /form-action 'self' https:\/\/rp\.example;/)
  assert.match(String((await server.inject('/')).headers['content-security-policy']), /form-action 'self';/)
})

const failures: [what: string, request: string | InjectOptions, statuses: number[]][] = [
  ['an unknown address', '/nowhere', [404]],
  ['an unknown address, posted to', { method: 'POST', url: '/nowhere' }, [404]],
  ['a method the address does not know', { method: 'PATCH', url: '/' }, [404, 405]],
  ['an address that cannot be decoded', '/named/%zz', [400]],
  ['an address with half a character', '/named/%c3', [400]],
  ['an endless name in the address', `/named/${'a'.repeat(3000)}`, [404, 414]],
  [
    'a form of 1 MB',
    { method: 'POST', url: '/', headers: { 'content-type': FORM }, payload: 'a=1&'.repeat(262_144) },
    [413],
  ],
  [
    'a body of an unknown type',
    { method: 'POST', url: '/', headers: { 'content-type': 'application/xml' }, payload: '<a/>' },
    [415],
  ],
  ['a body without type', { method: 'POST', url: '/', headers: { 'content-type': '' }, payload: 'abc' }, [400, 415]],
  [
    'a type that is none',
    { method: 'POST', url: '/', headers: { 'content-type': ';;;/=%' }, payload: 'abc' },
    [400, 415],
  ],
  [
    'a broken multipart form',
    { method: 'POST', url: '/', headers: { 'content-type': 'multipart/form-data' }, payload: '--x' },
    [415],
  ],
  [
    'broken JSON',
    { method: 'POST', url: '/', headers: { 'content-type': 'application/json' }, payload: '{"a"' },
    [400],
  ],
  [
    'JSON after a prototype',
    { method: 'POST', url: '/', headers: { 'content-type': 'application/json' }, payload: '{"__proto__":1}' },
    [400],
  ],
]

for (const [what, request, statuses] of failures)
  test(`${what} gets a page, no log line and the status ${statuses.join(' or ')}`, async () => {
    const { server, logged } = await world()
    const response = await server.inject(request)
    assert.ok(statuses.includes(response.statusCode), String(response.statusCode))
    assert.match(response.body, new RegExp(`^<h1>${response.statusCode} \\([\\w-]{12}\\)</h1>$`))
    assert.deepEqual(logged(), [])
  })

const rubbish: [what: string, headers: Record<string, string>][] = [
  ['cookies with broken escapes', { cookie: 'a=%zz; b=%; c=%c3%28; =; ;;; d' }],
  ['100 kB of cookies', { cookie: `a=${'x'.repeat(100_000)}` }],
  ['one cookie ten thousand times', { cookie: 'a=1;'.repeat(10_000) }],
  ['cookies named after what every object has', { cookie: '__proto__=1; constructor=2; toString=3' }],
  [
    'rubbish in every known header',
    {
      accept: '\u00ff',
      'accept-language': ',;q=9',
      host: '%%%',
      referer: '%%%',
      'x-forwarded-for': '%,%',
      range: 'bytes=-1',
    },
  ],
]

for (const [what, headers] of rubbish)
  test(`${what} are no failure`, async () => {
    const { server } = await world()
    assert.equal((await server.inject({ url: '/', headers })).statusCode, 200)
  })

test('of cookies with one name exactly one is read', async () => {
  const { server } = await world()
  const { cookies } = (await server.inject({ url: '/', headers: { cookie: 'a=1; a=2' } })).json()
  assert.ok(['1', '2'].includes(cookies.a))
})

test('a form with broken escapes and repeated or odd names is read as far as it goes', async () => {
  const { server } = await world()
  const payload = 'a=%zz&b=1&b=2&__proto__=x&&=&c'
  const response = await server.inject({ method: 'POST', url: '/', headers: { 'content-type': FORM }, payload })
  assert.equal(response.statusCode, 200)
  assert.deepEqual(response.json().body.b, ['1', '2'])
})

test('a form without any field is an empty form', async () => {
  const { server } = await world()
  const response = await server.inject({ method: 'POST', url: '/', headers: { 'content-type': FORM } })
  assert.equal(response.statusCode, 200)
})

const bugs: [what: string, thrown: unknown][] = [
  ['an error', new Error('secret detail')],
  ['an error that carries the status of an upstream', Object.assign(new Error('secret detail'), { statusCode: 401 })],
  ['an error that carries a status of success', Object.assign(new Error('secret detail'), { statusCode: 200 })],
  ['an error with a status that is none', Object.assign(new Error('secret detail'), { statusCode: 7 })],
  ['a text', 'secret detail'],
  ['null', null],
  ['nothing', undefined],
]

for (const [what, thrown] of bugs)
  test(`${what} thrown is answered with one page and one log line of the same reference`, async () => {
    const { server, logged } = await world()
    throwing(server, thrown)
    const response = await server.inject('/broken')
    assert.equal(response.statusCode, 500)
    const reference = /^<h1>500 \(([\w-]{12})\)<\/h1>$/.exec(response.body)?.[1]
    assert.ok(reference, response.body)
    assert.deepEqual(
      logged().map(line => line.reference),
      [reference],
    )
    assert.equal(logged()[0]?.route, '/broken')
  })

test('the log keeps the stack of a bug, the page does not', async () => {
  const { server, logged } = await world()
  throwing(server, new Error('secret detail'))
  const { body } = await server.inject('/broken')
  assert.doesNotMatch(body, /secret|\.ts|at /)
  assert.match(JSON.stringify(logged()[0]?.err), /secret detail.*web\.test\.ts/)
})

test('a refusal thrown by a route keeps its status and is no log line', async () => {
  const { server, logged } = await world()
  throwing(server, new Refused(409))
  assert.equal((await server.inject('/broken')).statusCode, 409)
  assert.deepEqual(logged(), [])
})

test('HEAD answers as GET does, without a body', async () => {
  const { server } = await world()
  const response = await server.inject({ method: 'HEAD', url: '/' })
  assert.equal(response.statusCode, 200)
  assert.equal(response.body, '')
  assert.equal((await server.inject({ method: 'HEAD', url: '/nowhere' })).statusCode, 404)
})

test('forwarded addresses are believed from nobody unless configured', async () => {
  const { server } = await world()
  server.get('/ip', async request => request.ip)
  const { body } = await server.inject({ url: '/ip', headers: { 'x-forwarded-for': '203.0.113.9' } })
  assert.equal(body, '127.0.0.1')
})

/** Sends raw bytes over a real connection and gives the first line of the answer. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  let answer = ''
  socket.setEncoding('utf8').on('data', chunk => {
    answer += chunk
  })
  socket.end(text)
  await once(socket, 'close')
  return answer.split('\r\n')[0] ?? ''
}

test('requests that are no HTTP are refused on the connection, and the server goes on', async context => {
  const { server } = await world()
  context.after(() => server.close())
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const get = 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n'
  assert.match(await raw(port, `${get}Cookie: a=${'x'.repeat(40_000)}\r\n\r\n`), / 431 /)
  assert.match(await raw(port, 'rubbish\r\n\r\n'), / 400 /)
  assert.match(await raw(port, `${get}a\u0000b: c\r\n\r\n`), / 400 /)
  assert.match(await raw(port, `${get}\r\n`), / 200 /)
})

test('a form that trickles in is cut off after half a minute, files are waited for', async context => {
  const { server } = await world()
  server.post('/files', { config: { takesFiles: true } }, async () => 'taken')
  context.after(() => server.close())
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const begun = async (path: string) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${FORM}\r\nContent-Length: 3\r\n\r\na=`)
    await once(server.server, 'request')
    return socket
  }
  const [form, files] = [await begun('/'), await begun('/files')]
  const answered = once(files.setEncoding('utf8'), 'data')
  context.mock.timers.tick(30_000)
  await once(form.resume(), 'close')
  files.end('b')
  assert.match(String(await answered), / 200 /)
})
