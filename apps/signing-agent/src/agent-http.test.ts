import assert from 'node:assert/strict'
import { type OutgoingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { after, test } from 'node:test'
import { hello, startTestAgent, toyToken } from './test-agent.ts'
import { temporaryFolder } from './test-tokens.ts'

const agent = await startTestAgent(temporaryFolder(after), [toyToken()])
after(agent.close)
const own = `http://127.0.0.1:${agent.port}`

type Asked = { method?: string; path?: string; headers?: OutgoingHttpHeaders; body?: string }
type Got = { status: number | undefined; headers: Record<string, unknown>; body: string }

function ask({ method = 'GET', path = '/connect', headers = {}, body }: Asked): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: agent.port, method, path, headers, agent: false }, response => {
      let text = ''
      response.setEncoding('utf8').on('data', part => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }))
    })
    sent.on('error', reject).end(body)
  })
}

/** As the page itself asks, with its secret; a header that is changed to nothing is left out. */
async function fromPage(changed: OutgoingHttpHeaders = {}, asked: Asked = {}): Promise<Got> {
  const { body } = await ask({})
  const secret = /name="motcua-page" content="([^"]+)"/.exec(body)?.[1] ?? ''
  const headers = {
    ...{ origin: own, 'content-type': 'application/json', 'motcua-page': secret, 'sec-fetch-site': 'same-origin' },
    ...changed,
  }
  return ask({
    ...{ method: 'POST', path: '/api/hear', body: JSON.stringify({ origin: 'https://a.example', message: hello }) },
    ...asked,
    headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== '')),
  })
}

test('its own page, with its secret, is answered', async () => {
  const { status, body } = await fromPage()
  assert.deepEqual([status, JSON.parse(body).post.to], [200, 'https://a.example'])
})

test('every other name of this computer is refused, as DNS rebinding would use it', async () => {
  for (const host of ['localhost', 'evil.example', '127.0.0.1', '[::1]', '127.1'])
    assert.equal((await ask({ headers: { host: host === '127.0.0.1' ? host : `${host}:${agent.port}` } })).status, 421)
})

test('it listens on loopback and on nothing else', async () => {
  const outside = Object.values(networkInterfaces())
    .flatMap(each => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
  const addresses = ['127.0.0.2', ...outside.map(({ address }) => address)]
  for (const address of addresses) assert.equal(await isOpen(address), false, address)
})

function isOpen(address: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(agent.port, address, () => resolve(true)).once('error', () => resolve(false))
    socket.unref()
  })
}

test('a request from another origin is refused, though it knew the secret', async () => {
  for (const origin of ['https://evil.example', `http://localhost:${agent.port}`, 'null', `${own}.evil.example`])
    assert.equal((await fromPage({ origin })).status, 403)
  assert.equal((await fromPage({ 'sec-fetch-site': 'cross-site' })).status, 403)
})

test('a request without an origin is refused: no page sends one', async () => {
  assert.equal((await fromPage({ origin: '' })).status, 403)
})

test('a page’s secret that is missing, or another one, is refused', async () => {
  for (const secret of ['', 'a'.repeat(43)]) assert.equal((await fromPage({ 'motcua-page': secret })).status, 401)
})

test('what forms of other sites can send is refused', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
    assert.equal((await fromPage({ 'content-type': type })).status, 415)
})

test('nothing is asked with GET, and preflights are answered without leave', async () => {
  assert.equal((await fromPage({}, { method: 'GET', body: '' })).status, 405)
  const preflight = await fromPage(
    { 'access-control-request-method': 'POST', 'access-control-request-private-network': 'true' },
    { method: 'OPTIONS', body: '' },
  )
  assert.equal(preflight.status, 405)
  assert.deepEqual(
    Object.keys(preflight.headers).filter(name => name.startsWith('access-control')),
    [],
  )
})

test('bodies above 32 kB, malformed ones and unknown commands are refused', async () => {
  assert.equal((await fromPage({}, { body: `"${'x'.repeat(32_768)}"` })).status, 413)
  for (const body of ['', '{', '[]', '{"origin":1}', '{"origin":"https://a.example","more":1}'])
    assert.equal((await fromPage({}, { body })).status, 400)
  for (const path of ['/api/', '/api/toString', '/api/__proto__', '/api/hear/'])
    assert.equal((await fromPage({}, { path })).status, 404)
})

test('the page is given to windows only, and its parts to itself only', async () => {
  for (const dest of ['iframe', 'frame', 'object', 'embed', 'empty', 'script', 'image'])
    assert.equal((await ask({ headers: { 'sec-fetch-dest': dest } })).status, 403)
  for (const path of ['/page.js', '/page.css']) {
    assert.equal((await ask({ path, headers: { 'sec-fetch-site': 'cross-site' } })).status, 403)
    assert.equal((await ask({ path, headers: { 'sec-fetch-site': 'same-origin' } })).status, 200)
  }
})

test('the page can be framed by nobody, loads nothing foreign and is kept nowhere', async () => {
  const { headers } = await ask({})
  const policy = String(headers['content-security-policy'])
  for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"])
    assert.ok(policy.includes(part), part)
  assert.deepEqual(
    ['x-frame-options', 'cache-control', 'x-content-type-options', 'referrer-policy', 'cross-origin-opener-policy'].map(
      name => headers[name],
    ),
    ['DENY', 'no-store', 'nosniff', 'no-referrer', 'unsafe-none'],
  )
})

test('each showing of the page has a secret of its own, and nothing stands in its address', async () => {
  const [one, other] = [await ask({}), await ask({})]
  assert.notEqual(one.body, other.body)
  assert.equal((await ask({ path: '/connect?nonce=1' })).status, 404)
})

test('a second agent on the same port says that it is taken', async () => {
  const { listen } = await import('./agent-http.ts')
  assert.deepEqual(await listen(agent.port, {} as Parameters<typeof listen>[1]), { kind: 'taken' })
})
