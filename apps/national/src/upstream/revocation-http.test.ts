import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { after, before, beforeEach, describe, it } from 'node:test'
import { createLog } from '@motcua/kit/log.ts'
import { days, TEST_TIME, testAuthority } from '@motcua/pki/test-authority.ts'
import { fromBER, type OctetString } from 'asn1js'
import pino from 'pino'
import { OCSPRequest } from 'pkijs'
import type { RevocationStatus } from './revocation.ts'
import { type RevocationOptions, revocationHttp } from './revocation-http.ts'

type Answer = (request: { body: Buffer; response: ServerResponse; message: IncomingMessage }) => void

const root = testAuthority()
const since = days(TEST_TIME, -3)
const stranger = testAuthority()

describe('asking whether a certificate was revoked', () => {
  let ocsp: Answer
  let crl: Answer
  const asked = { ocsp: 0, crl: 0 }
  const time = { now: TEST_TIME }
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk)
    const which = message.url?.startsWith('/ocsp') ? 'ocsp' : 'crl'
    asked[which]++
    const answer = which === 'ocsp' ? ocsp : crl
    answer({ body: Buffer.concat(chunks), response, message })
  })
  let url = ''
  before(async () => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    assert.ok(address !== null && typeof address === 'object')
    url = `http://127.0.0.1:${address.port}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  beforeEach(() => {
    Object.assign(asked, { ocsp: 0, crl: 0 })
    time.now = TEST_TIME
    ocsp = says({})
    crl = lists({})
  })

  const aCertificate = (ocspUrl: string | undefined = `${url}/ocsp`, crlUrl: string | undefined = `${url}/crl`) =>
    root.issue({ ocspUrl, crlUrl }).certificate
  let certificate = root.issue().certificate
  beforeEach(() => {
    certificate = aCertificate()
  })

  const asking = (changes: Partial<RevocationOptions> = {}) => {
    const log = createLog({ name: 'test', level: 'silent' })
    const patience = { ocspMs: 400, crlMs: 1_000 }
    return revocationHttp({ log, reach: 'anywhere', clock: () => time.now, ...patience, ...changes })
  }
  const check = (changes?: Partial<RevocationOptions>): Promise<RevocationStatus> =>
    asking(changes).check({ certificate, issuer: root.certificate })

  /** The nonce of a request, as it must be repeated. */
  function nonceIn(body: Buffer): Buffer {
    const request = OCSPRequest.fromBER(new Uint8Array(body))
    const [extension] = request.tbsRequest.requestExtensions ?? []
    assert.ok(extension)
    const inner = fromBER(new Uint8Array(extension.extnValue.valueBlock.valueHexView)).result as OctetString
    return Buffer.from(inner.valueBlock.valueHexView)
  }

  function says(wish: Partial<Parameters<typeof root.ocsp>[0]>, by = root): Answer {
    return ({ body, response }) => {
      response.setHeader('content-type', 'application/ocsp-response')
      response.end(by.ocsp({ certificate, nonce: nonceIn(body), ...wish }))
    }
  }

  function lists(wish: Parameters<typeof root.crl>[0], by = root): Answer {
    return ({ response }) => response.end(by.crl(wish))
  }

  const sends =
    (body: string | Buffer, status = 200): Answer =>
    ({ response }) => {
      response.writeHead(status, { 'content-type': 'application/ocsp-response' }).end(body)
    }

  /** What is none of our business to believe; the list then decides. */
  const unbelieved: Record<string, () => Answer> = {
    'about another certificate': () => says({ certificate: aCertificate() }),
    'by a stranger': () => says({}, stranger),
    'signed by another key than it says': () => says({ signedBy: stranger.key }),
    'with another nonce': () => says({ nonce: Buffer.alloc(32) }),
    'without our nonce': () => says({ nonce: undefined }),
    'that is stale': () => says({ thisUpdate: days(TEST_TIME, -3), nextUpdate: days(TEST_TIME, -1) }),
    'that says to try later': () => says({ outcome: 3 }),
    'that is garbage': () => sends('garbage'),
    'that is empty': () => sends(''),
    'with status 500': () => sends('x', 500),
    'of another type': () => args => {
      args.response.setHeader('content-type', 'text/html')
      args.response.end(root.ocsp({ certificate, nonce: nonceIn(args.body) }))
    },
    'that never comes': () => () => undefined,
    'that breaks off':
      () =>
      ({ response }) =>
        void response.socket?.destroy(),
    'that leads elsewhere':
      () =>
      ({ response }) => {
        response.writeHead(302, { location: `${url}/ocsp/elsewhere` }).end()
      },
  }

  it('believes the responder, and asks for the list only where there is no answer', async () => {
    assert.deepEqual(await check(), { kind: 'good' })
    assert.deepEqual(asked, { ocsp: 1, crl: 0 })
    ocsp = says({ status: { revokedAt: since, reason: 1 } })
    assert.deepEqual(await check(), { kind: 'revoked', reason: 'revoked', since })
    ocsp = says({ status: { revokedAt: since, reason: 6 } })
    assert.deepEqual(await check(), { kind: 'revoked', reason: 'suspended', since })
    assert.equal(asked.crl, 0)
  })

  for (const [name, answer] of Object.entries(unbelieved)) {
    it(`believes the list where the responder’s answer is one ${name}`, async () => {
      ocsp = answer()
      crl = lists({ revoked: [{ certificate, since, reason: 6 }] })
      assert.deepEqual(await check(), { kind: 'revoked', reason: 'suspended', since })
      crl = lists({})
      assert.deepEqual(await check(), { kind: 'good' })
      assert.ok(asked.ocsp <= 2, 'a redirect was followed')
    })
  }

  const brokenLists: Record<string, () => Answer> = {
    'has expired': () => lists({ thisUpdate: days(TEST_TIME, -9), nextUpdate: days(TEST_TIME, -1) }),
    'is a stranger’s': () => lists({}, stranger),
    'is signed by a stranger': () => lists({ signedBy: stranger.key }),
    'is garbage': () => sends('garbage'),
    'breaks off':
      () =>
      ({ response }) =>
        void response.socket?.destroy(),
    'never comes': () => () => undefined,
    'is not there': () => sends('', 404),
  }
  for (const [name, answer] of Object.entries(brokenLists)) {
    it(`takes nobody for good where there is no responder and the list ${name}`, async () => {
      ocsp = sends('', 500)
      crl = answer()
      assert.deepEqual(await check(), { kind: 'unavailable' })
    })
  }

  it('reads no more of an answer than an honest one has, and names nobody in the log', async () => {
    const lines: string[] = []
    ocsp = sends(Buffer.alloc(65 * 1024))
    crl = sends(Buffer.alloc(20 * 1024 * 1024 + 1))
    await check({ log: pino({}, { write: line => void lines.push(line) }), crlMs: 10_000 })
    assert.deepEqual(
      lines
        .map(line => JSON.parse(line))
        .map(({ upstream, host, outcome, cause }) => ({ upstream, host, outcome, cause })),
      ['ocsp', 'crl'].map(upstream => ({
        upstream,
        host: new URL(url).host,
        outcome: 'undetermined',
        cause: 'too long',
      })),
    )
    assert.doesNotMatch(lines.join(), new RegExp(`Nguyễn|030190|${certificate.serialNumber}`))
  })

  it('asks no list about what the responder has never heard of', async () => {
    ocsp = says({ status: 'unknown' })
    assert.deepEqual(await check(), { kind: 'unavailable' })
    assert.equal(asked.crl, 0)
  })

  it('takes nobody for good who names neither responder nor list, or only such as are no web addresses', async () => {
    certificate = root.issue().certificate
    assert.deepEqual(await check(), { kind: 'unavailable' })
    certificate = aCertificate('ldap://ca.test/ocsp', 'file:///etc/passwd')
    assert.deepEqual(await check(), { kind: 'unavailable' })
  })

  it('asks with a new nonce of 32 bytes each time', async () => {
    const nonces: string[] = []
    ocsp = ({ body, response }) => {
      nonces.push(nonceIn(body).toString('hex'))
      response.writeHead(500).end()
    }
    await check()
    await check()
    assert.equal(new Set(nonces).size, 2)
    assert.ok(nonces.every(nonce => nonce.length === 64))
  })

  it('asks again five minutes after it was good, or when the answer ends before', async () => {
    const revocation = asking()
    const ask = () => revocation.check({ certificate, issuer: root.certificate })
    await ask()
    time.now = new Date(TEST_TIME.getTime() + 299_000)
    ocsp = says({ status: { revokedAt: since } })
    assert.deepEqual(await ask(), { kind: 'good' })
    time.now = new Date(TEST_TIME.getTime() + 300_000)
    assert.equal((await ask()).kind, 'revoked')
    certificate = aCertificate()
    ocsp = says({ nextUpdate: new Date(time.now.getTime() + 60_000) })
    await ask()
    time.now = new Date(time.now.getTime() + 60_000)
    ocsp = says({ status: { revokedAt: since } })
    assert.equal((await ask()).kind, 'revoked')
  })

  it('fetches a list once for all who wait for it, and holds it until it ends', async () => {
    const revocation = asking()
    ocsp = sends('', 500)
    const ask = () => revocation.check({ certificate: aCertificate(undefined), issuer: root.certificate })
    await Promise.all([ask(), ask(), ask()])
    assert.deepEqual(await ask(), { kind: 'good' })
    assert.equal(asked.crl, 1)
    time.now = days(TEST_TIME, 2)
    assert.deepEqual(await ask(), { kind: 'unavailable' })
    assert.equal(asked.crl, 2)
  })

  it('leaves a responder alone that failed five times, and asks its lists all the same', async () => {
    const revocation = asking()
    ocsp = sends('', 500)
    for (let count = 0; count < 8; count++) {
      const status = await revocation.check({ certificate: aCertificate(), issuer: root.certificate })
      assert.deepEqual(status, { kind: 'good' })
    }
    assert.equal(asked.ocsp, 5)
  })

  it('follows no certificate into our own network, by number or by name', async () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]']) {
      const at = `http://${host}:${new URL(url).port}`
      certificate = aCertificate(`${at}/ocsp`, `${at}/crl`)
      assert.deepEqual(await check({ reach: 'public' }), { kind: 'unavailable' }, host)
    }
    assert.deepEqual(asked, { ocsp: 0, crl: 0 })
  })
})
