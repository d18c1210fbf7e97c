import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { catalogueHttp } from './catalogue-http.ts'
import { catalogueOf } from './test-catalogues.ts'

const catalogue = catalogueOf('hai-duong', 'version-1')

async function province(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  t.after(() => server.closeAllConnections() ?? server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/catalogue`
}

const read = catalogueHttp({ timeoutMs: 500, maxBytes: 100_000 })

test('A catalogue is read, and held versions are answered with nothing', async t => {
  const url = await province(t, (request, response) => {
    if (request.headers['if-none-match'] === '"version-1"') response.writeHead(304).end()
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(catalogue))
  })
  assert.deepEqual(await read(url, undefined), { kind: 'changed', catalogue })
  assert.deepEqual(await read(url, 'version-0'), { kind: 'changed', catalogue })
  assert.deepEqual(await read(url, 'version-1'), { kind: 'unchanged' })
})

const whole = JSON.stringify(catalogue)

/** Right but for one byte inside a name, which no UTF-8 text has. */
function withBadByte(text: string): Buffer {
  const bytes = Buffer.from(text)
  bytes[bytes.indexOf('Sở Tư pháp')] = 0xff
  return bytes
}

const answers: [string, RequestListener, 'garbage' | 'unavailable'][] = [
  ['half a catalogue', (_, response) => response.end(whole.slice(0, whole.length / 2)), 'garbage'],
  ['an error page', (_, response) => response.end('<html>Bảo trì</html>'), 'garbage'],
  ['nothing at all', (_, response) => response.end(), 'garbage'],
  ['bytes that are no text', (_, response) => response.end(withBadByte(whole)), 'garbage'],
  ['JSON of another kind', (_, response) => response.end('[]'), 'garbage'],
  [
    'a catalogue without procedures',
    (_, response) => response.end(JSON.stringify({ ...catalogue, procedures: [] })),
    'garbage',
  ],
  ['more than any catalogue', (_, response) => response.end(whole + ' '.repeat(100_001)), 'garbage'],
  ['an error', (_, response) => response.writeHead(500).end(whole), 'unavailable'],
  ['unchanged to one who holds nothing', (_, response) => response.writeHead(304).end(), 'unavailable'],
  [
    'a way to elsewhere',
    ({ url }, response) =>
      url === '/there' ? response.end(whole) : response.writeHead(302, { location: '/there' }).end(),
    'unavailable',
  ],
  ['a cut connection', (_, response) => response.destroy(), 'unavailable'],
  [
    'a connection cut in the middle',
    (_, response) => {
      response.writeHead(200, { 'content-length': '10000' }).write('{')
      setTimeout(() => response.destroy(), 20)
    },
    'unavailable',
  ],
  ['silence', () => undefined, 'unavailable'],
  ['a body that never ends', (_, response) => void response.write('{'), 'unavailable'],
]
for (const [what, answer, kind] of answers) {
  test(`A province that answers with ${what} is ${kind}`, async t => {
    assert.equal((await read(await province(t, answer), undefined)).kind, kind)
  })
}

test('A province that is not there is unavailable', async () => {
  assert.equal((await read('http://127.0.0.1:9/api/catalogue', undefined)).kind, 'unavailable')
})
