import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { createLog } from '@motcua/kit/log.ts'
import { days, TEST_TIME, testAuthority } from '@motcua/pki/test-authority.ts'
import pino from 'pino'
import type { RevocationStatus } from './revocation.ts'
import { type RevocationOptions, revocationHttp } from './revocation-http.ts'
import { type Answer, type AuthorityServer, authorityServer, nonceIn, sends } from './test-authority-server.ts'

const since = days(TEST_TIME, -3)
const stranger = testAuthority()

/** What is none of our business to believe; the list then decides. */
const unbelieved: Record<string, (server: AuthorityServer) => Answer> = {
  'about another certificate': ({ says, issue }) => says({ certificate: issue() }),
  'by a stranger': ({ says }) => says({}, stranger),
  'signed by another key than it says': ({ says }) => says({ signedBy: stranger.key }),
  'with another nonce': ({ says }) => says({ nonce: Buffer.alloc(32) }),
  'without our nonce': ({ says }) => says({ nonce: undefined }),
  'that is stale': ({ says }) => says({ thisUpdate: days(TEST_TIME, -3), nextUpdate: days(TEST_TIME, -1) }),
  'that says to try later': ({ says }) => says({ outcome: 3 }),
  'that is garbage': () => sends('garbage'),
  'that is empty': () => sends(''),
  'with status 500': () => sends('x', 500),
  'of another type':
    ({ authority, about }) =>
    ({ body, response }) => {
      response.setHeader('content-type', 'text/html')
      response.end(authority.ocsp({ ...about, nonce: nonceIn(body) }))
    },
  'that never comes': () => () => undefined,
  'that breaks off':
    () =>
    ({ response }) =>
      void response.socket?.destroy(),
  'that leads elsewhere':
    ({ url }) =>
    ({ response }) => {
      response.writeHead(302, { location: `${url}/ocsp/elsewhere` }).end()
    },
}

const brokenLists: Record<string, (server: AuthorityServer) => Answer> = {
  'has expired': ({ lists }) => lists({ thisUpdate: days(TEST_TIME, -9), nextUpdate: days(TEST_TIME, -1) }),
  'is a stranger’s': ({ lists }) => lists({}, stranger),
  'is signed by a stranger': ({ lists }) => lists({ signedBy: stranger.key }),
  'is garbage': () => sends('garbage'),
  'breaks off':
    () =>
    ({ response }) =>
      void response.socket?.destroy(),
  'never comes': () => () => undefined,
  'is not there': () => sends('', 404),
}

describe('asking whether a certificate was revoked', () => {
  let server: AuthorityServer
  const time = { now: TEST_TIME }
  before(async () => {
    server = await authorityServer()
  })
  after(() => server.stop())
  beforeEach(() => {
    time.now = TEST_TIME
    server.renew()
  })

  const asking = (changes: Partial<RevocationOptions> = {}) => {
    const log = createLog({ name: 'test', level: 'silent' })
    return revocationHttp({ log, reach: 'anywhere', clock: () => time.now, ...changes })
  }
  const question = (certificate = server.about.certificate) => ({ certificate, issuer: server.authority.certificate })
  const check = (changes?: Partial<RevocationOptions>): Promise<RevocationStatus> => asking(changes).check(question())

  /** Only where nothing comes is waiting short; a busy machine may take long over an answer. */
  const patience = (name: string) => (name.endsWith('never comes') ? { ocspMs: 400, crlMs: 1_000 } : {})

  it('believes the responder, and asks for the list only where there is no answer', async () => {
    assert.deepEqual(await check(), { kind: 'good' })
    assert.deepEqual(server.asked, { ocsp: 1, crl: 0 })
    server.answers.ocsp = server.says({ status: { revokedAt: since, reason: 1 } })
    assert.deepEqual(await check(), { kind: 'revoked', reason: 'revoked', since })
    server.answers.ocsp = server.says({ status: { revokedAt: since, reason: 6 } })
    assert.deepEqual(await check(), { kind: 'revoked', reason: 'suspended', since })
    assert.equal(server.asked.crl, 0)
  })

  for (const [name, answer] of Object.entries(unbelieved)) {
    it(`believes the list where the responder’s answer is one ${name}`, async () => {
      server.answers.ocsp = answer(server)
      server.answers.crl = server.lists({ revoked: [{ ...server.about, since, reason: 6 }] })
      assert.deepEqual(await check(patience(name)), { kind: 'revoked', reason: 'suspended', since })
      server.answers.crl = server.lists({})
      assert.deepEqual(await check(patience(name)), { kind: 'good' })
      assert.ok(server.asked.ocsp <= 2, 'a redirect was followed')
    })
  }

  for (const [name, answer] of Object.entries(brokenLists)) {
    it(`takes nobody for good where there is no responder and the list ${name}`, async () => {
      server.answers.ocsp = sends('', 500)
      server.answers.crl = answer(server)
      assert.deepEqual(await check(patience(name)), { kind: 'unavailable' })
    })
  }

  it('reads no more of an answer than an honest one has, and names nobody in the log', async () => {
    const lines: string[] = []
    server.answers.ocsp = sends(Buffer.alloc(65 * 1024))
    server.answers.crl = sends(Buffer.alloc(20 * 1024 * 1024 + 1))
    await check({ log: pino({}, { write: line => void lines.push(line) }), crlMs: 10_000 })
    assert.deepEqual(
      lines
        .map(line => JSON.parse(line))
        .map(({ upstream, host, outcome, cause }) => ({ upstream, host, outcome, cause })),
      ['ocsp', 'crl'].map(upstream => ({
        upstream,
        host: new URL(server.url).host,
        outcome: 'undetermined',
        cause: 'too long',
      })),
    )
    assert.doesNotMatch(lines.join(), new RegExp(`Nguyễn|030190|${server.about.certificate.serialNumber}`))
  })

  it('asks no list about what the responder has never heard of', async () => {
    server.answers.ocsp = server.says({ status: 'unknown' })
    assert.deepEqual(await check(), { kind: 'unavailable' })
    assert.equal(server.asked.crl, 0)
  })

  it('takes nobody for good who names neither responder nor list, or only such as are no web addresses', async () => {
    server.about.certificate = server.authority.issue().certificate
    assert.deepEqual(await check(), { kind: 'unavailable' })
    server.about.certificate = server.issue('ldap://ca.test/ocsp', 'file:///etc/passwd')
    assert.deepEqual(await check(), { kind: 'unavailable' })
  })

  it('asks with a new nonce of 32 bytes each time', async () => {
    const nonces: string[] = []
    server.answers.ocsp = ({ body, response }) => {
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
    const ask = () => revocation.check(question())
    await ask()
    time.now = new Date(TEST_TIME.getTime() + 299_000)
    server.answers.ocsp = server.says({ status: { revokedAt: since } })
    assert.deepEqual(await ask(), { kind: 'good' })
    time.now = new Date(TEST_TIME.getTime() + 300_000)
    assert.equal((await ask()).kind, 'revoked')
    server.about.certificate = server.issue()
    server.answers.ocsp = server.says({ nextUpdate: new Date(time.now.getTime() + 60_000) })
    await ask()
    time.now = new Date(time.now.getTime() + 60_000)
    server.answers.ocsp = server.says({ status: { revokedAt: since } })
    assert.equal((await ask()).kind, 'revoked')
  })

  it('fetches a list once for all who wait for it, and holds it for five minutes, but never beyond its end', async () => {
    const revocation = asking()
    server.answers.ocsp = sends('', 500)
    server.answers.crl = server.lists({ nextUpdate: new Date(TEST_TIME.getTime() + 400_000) })
    const ask = () => revocation.check(question(server.issue()))
    const askAfter = async (seconds: number) => {
      time.now = new Date(TEST_TIME.getTime() + seconds * 1000)
      return [await ask(), server.asked.crl]
    }
    await Promise.all([ask(), ask(), ask()])
    assert.deepEqual(await askAfter(299), [{ kind: 'good' }, 1])
    assert.deepEqual(await askAfter(300), [{ kind: 'good' }, 2])
    assert.deepEqual(await askAfter(401), [{ kind: 'unavailable' }, 3])
  })

  it('leaves a responder alone that failed five times, and asks its lists all the same', async () => {
    const revocation = asking()
    server.answers.ocsp = sends('', 500)
    for (let count = 0; count < 8; count++) {
      const status = await revocation.check(question(server.issue()))
      assert.deepEqual(status, { kind: 'good' })
    }
    assert.equal(server.asked.ocsp, 5)
  })

  it('follows no certificate into our own network, by number or by name', async () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]']) {
      const at = `http://${host}:${new URL(server.url).port}`
      server.about.certificate = server.issue(`${at}/ocsp`, `${at}/crl`)
      assert.deepEqual(await check({ reach: 'public' }), { kind: 'unavailable' }, host)
    }
    assert.deepEqual(server.asked, { ocsp: 0, crl: 0 })
  })
})
