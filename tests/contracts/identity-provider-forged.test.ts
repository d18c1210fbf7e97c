import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import { exampleVnpostPerson } from '@motcua/contracts/identity-providers.ts'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import pino from 'pino'
import type { PendingSignIn } from '../../apps/national/src/upstream/identity-provider.ts'
import { identityProviderHttp } from '../../apps/national/src/upstream/identity-provider-http.ts'
import { silent } from './lab.ts'

/** A provider that says what the test says: what no honest one does cannot be had from the lab. */
const clientSecret = 'a secret of the portal'
const keys = await generateKeyPair('ES256')
const sub = exampleVnpostPerson.sub
const token = (claims: JWTPayload, kid = 'own') =>
  new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid }).sign(keys.privateKey)

type Played = {
  metadata: object
  idToken: (claims: JWTPayload) => Promise<string>
  userinfo: object
  /** Answers the token endpoint instead. */
  instead?: (response: ServerResponse) => void
}
const honest: Played = { metadata: {}, idToken: claims => token(claims), userinfo: exampleVnpostPerson }
let played = honest
let issuer = ''
let nonce = ''
let asked: string[] = []

const server = createServer((request, response) => void answer(request, response))
before(async () => {
  server.listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  played = honest
  asked = []
})

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  request.resume()
  asked.push(request.url ?? '')
  const send = (json: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(json))
  switch (request.url) {
    case '/.well-known/openid-configuration':
      return void send({ ...metadata(), ...played.metadata })
    case '/jwks':
      return void send({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'own', use: 'sig', alg: 'ES256' }] })
    case '/token':
      if (played.instead) return played.instead(response)
      return void send({ access_token: 'a', token_type: 'Bearer', id_token: await played.idToken(honestClaims()) })
    default:
      return void send(played.userinfo)
  }
}

function metadata() {
  return {
    ...{ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` },
    ...{ jwks_uri: `${issuer}/jwks`, userinfo_endpoint: `${issuer}/userinfo` },
    ...{ response_types_supported: ['code'], id_token_signing_alg_values_supported: ['ES256'] },
  }
}

function honestClaims(): JWTPayload {
  const now = Math.floor(Date.now() / 1000)
  return { iss: issuer, sub, aud: 'portal', nonce, iat: now, exp: now + 300, amr: ['pwd', 'otp'] }
}

function adapter(log = silent) {
  const redirectUri = 'http://portal.example/ve'
  return identityProviderHttp({ id: 'vnpost', issuer, clientId: 'portal', clientSecret, redirectUri, log })
}

async function signedIn(provider = adapter()) {
  const begun = await provider.begin('state')
  assert.ok(begun.kind === 'begun')
  const { pending } = begun
  nonce = pending.nonce
  return provider.complete(pending, { code: 'code', state: pending.state })
}

const changed =
  (change: (claims: JWTPayload) => JWTPayload): Played['idToken'] =>
  claims =>
    token(change(claims))
const secret = new TextEncoder().encode(clientSecret)

test('Told the truth, the adapter believes it', async () => {
  assert.equal((await signedIn()).kind, 'identified')
})

const forged: [string, Partial<Played>][] = [
  ['for another client', { idToken: changed(claims => ({ ...claims, aud: 'another' })) }],
  ['of another issuer', { idToken: changed(claims => ({ ...claims, iss: 'https://evil.example' })) }],
  ['that expired', { idToken: changed(claims => ({ ...claims, iat: 1_000, exp: 2_000 })) }],
  ['without a nonce', { idToken: changed(({ nonce: _nonce, ...claims }) => claims) }],
  ['with methods that are no list', { idToken: changed(claims => ({ ...claims, amr: 'mfa' })) }],
  ['whose key nobody published', { idToken: claims => token(claims, 'another') }],
  ['without a signature', { idToken: async claims => new UnsecuredJWT(claims).encode() }],
  [
    'signed with the client’s own secret',
    { idToken: claims => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secret) },
  ],
  ['beside userinfo about somebody else', { userinfo: { ...exampleVnpostPerson, sub: 'somebody else' } }],
]
for (const [what, change] of forged) {
  test(`An id token ${what} is not believed`, async () => {
    played = { ...honest, ...change }
    assert.deepEqual(await signedIn(), { kind: 'refused', reason: 'not-believed' })
  })
}

test('Metadata of another issuer, or that sends people to another site, is none', async () => {
  for (const metadata of [
    { issuer: 'https://evil.example' },
    { authorization_endpoint: 'https://evil.example/auth' },
  ]) {
    played = { ...honest, metadata }
    assert.deepEqual(await adapter().begin('state'), { kind: 'unavailable' })
  }
})

test('Many who leave at once ask once whether the provider is there; who leaves later asks anew', async () => {
  const provider = adapter()
  const discoveries = () => asked.filter(path => path.startsWith('/.well-known/')).length
  const begun = await Promise.all(Array.from({ length: 20 }, () => provider.begin('state')))
  assert.ok(begun.every(({ kind }) => kind === 'begun'))
  assert.equal(discoveries(), 1)
  played = { ...honest, metadata: { issuer: 'https://evil.example' } }
  assert.deepEqual(await provider.begin('state'), { kind: 'unavailable' })
  played = honest
  assert.equal((await provider.begin('state')).kind, 'begun')
  assert.equal(discoveries(), 3)
})

test('An answer too large to be honest is unavailable', async () => {
  played = { ...honest, userinfo: { ...exampleVnpostPerson, more: 'x'.repeat(1_000_000) } }
  assert.deepEqual(await signedIn(), { kind: 'unavailable' })
})

test('A redirect is not followed: the address is the administrator’s word', async () => {
  played = { ...honest, instead: response => void response.writeHead(307, { location: '/elsewhere' }).end() }
  assert.deepEqual(await signedIn(), { kind: 'unavailable' })
  assert.ok(!asked.includes('/elsewhere'))
})

const refuse = (status: number) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>No</h1>')

test('Requests that a gateway before the provider refuses do not close it for everybody; its failures do', async () => {
  const provider = adapter()
  const pending: PendingSignIn = { state: 'state', nonce, verifier: 'v'.repeat(43) }
  const come = () => provider.complete(pending, { code: "' or 1=1 --", state: 'state' })
  for (const status of [403, 429]) {
    played = { ...honest, instead: refuse(status) }
    for (let turn = 0; turn < 8; turn++) assert.deepEqual(await come(), { kind: 'unavailable' })
    assert.equal((await provider.begin('state')).kind, 'begun', `${status}`)
  }
  played = { ...honest, instead: refuse(502) }
  for (let turn = 0; turn < 5; turn++) await come()
  assert.deepEqual(await provider.begin('state'), { kind: 'unavailable' })
})

test('Without TLS nobody beyond this machine is asked', async () => {
  const lines: string[] = []
  const log = pino({}, { write: line => void lines.push(line) })
  const redirectUri = 'http://portal.example/ve'
  const far = { id: 'vnpost', issuer: 'http://vnpost.example/', clientId: 'portal', clientSecret, redirectUri } as const
  assert.deepEqual(await identityProviderHttp({ ...far, log }).begin('state'), { kind: 'unavailable' })
  assert.equal(JSON.parse(lines[0] ?? '{}').cause, 'OAUTH_HTTP_REQUEST_FORBIDDEN')
})
