import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, it } from 'node:test'
import { systemClock } from '@motcua/kit/clock.ts'
import { createLog } from '@motcua/kit/log.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import Provider from 'oidc-provider'
import { nationalOverHttp } from '../../apps/provincial/src/linking/national-http.ts'
import type { NationalIdentity, SignInSecrets } from '../../apps/provincial/src/linking/national-identity.ts'

const CLIENT = { id: 'hai-duong', secret: 'bi mat: +%/& dai hon 32 ky tu de chac' }
const PORTAL = 'http://127.0.0.1:1'
const PERSON = {
  LoaiTaiKhoan: '1',
  HoVaTen: 'Nguyễn Thị Thử',
  SoDinhDanh: '030190004517',
  SoCMND: '141230888',
  NgayThangNamSinh: '19900812',
  GioiTinh: 2,
  SoDienThoai: '0900000001',
}

describe('the province’s adapter against a real OpenID provider', () => {
  const stage = { claims: PERSON as Record<string, unknown>, acr: 'LoA2', mischief: (_path: string): string => 'none' }
  let server: Server
  let issuer = ''
  let national: NationalIdentity
  before(async () => {
    server = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    serve(server, playedProvider(issuer, stage), stage)
    national = adapter(issuer)
  })
  after(() => new Promise(resolve => server.close(resolve)))
  beforeEach(() => Object.assign(stage, { claims: PERSON, acr: 'LoA2', mischief: () => 'none' }))

  function adapter(at: string) {
    const portal = { publicUrl: PORTAL, clientId: CLIENT.id, clientSecret: CLIENT.secret }
    const log = createLog({ name: 'test', level: 'silent' })
    return nationalOverHttp({ issuer: at, ...portal, log, clock: systemClock, random: systemRandom })
  }

  /** Signs in at the provider as a browser would; answers the query of the callback. */
  async function signIn(): Promise<{ query: string; secrets: SignInSecrets; asked: URLSearchParams }> {
    const begun = await national.begin()
    assert.ok(begun.kind === 'begun')
    const asked = new URL(begun.url).searchParams
    const cookies = new Map<string, string>()
    let at = new URL(begun.url)
    while (at.origin === new URL(issuer).origin) {
      const cookie = [...cookies].map(one => one.join('=')).join('; ')
      const reply = await fetch(at, { redirect: 'manual', headers: { cookie } })
      for (const line of reply.headers.getSetCookie()) {
        const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? []
        cookies.set(name, value)
      }
      const to = reply.headers.get('location')
      assert.ok(to, `${at.pathname} answered ${reply.status}: ${(await reply.text()).slice(0, 200)}`)
      at = new URL(to, at)
    }
    return { query: at.search.slice(1), secrets: begun.secrets, asked }
  }

  it('asks for a code with PKCE S256, state, nonce and LoA2, back to its own callback', async () => {
    const { asked } = await signIn()
    assert.equal(asked.get('response_type'), 'code')
    assert.equal(asked.get('code_challenge_method'), 'S256')
    assert.equal(asked.get('acr_values'), 'LoA2')
    assert.equal(asked.get('redirect_uri'), `${PORTAL}/sso/ve`)
    for (const name of ['state', 'nonce', 'code_challenge']) assert.equal(asked.get(name)?.length, 43)
  })

  it('turns a code into the person, in canonical forms', async () => {
    const { query, secrets } = await signIn()
    const completion = await national.complete(query, secrets)
    assert.ok(completion.kind === 'identified', JSON.stringify(completion))
    const { subject, person, idToken } = completion.identified
    assert.equal(subject, 'person-1')
    assert.equal(idToken.split('.').length, 3)
    assert.deepEqual(person, {
      ...{ fullName: 'Nguyễn Thị Thử', dateOfBirth: '1990-08-12', sex: 'female', phone: '+84900000001' },
      idNumbers: ['030190004517', '141230888'],
    })
  })

  it('gets nothing for a code twice', async () => {
    const { query, secrets } = await signIn()
    await national.complete(query, secrets)
    assert.equal((await national.complete(query, secrets)).kind, 'refused')
  })

  const changes: [string, (secrets: SignInSecrets) => SignInSecrets][] = [
    ['nonce', secrets => ({ ...secrets, nonce: 'another' })],
    ['state', secrets => ({ ...secrets, state: 'another' })],
    ['PKCE verifier', secrets => ({ ...secrets, codeVerifier: 'x'.repeat(43) })],
  ]
  for (const [what, change] of changes) {
    it(`refuses a code that came with another ${what}`, async () => {
      const { query, secrets } = await signIn()
      assert.equal((await national.complete(query, change(secrets))).kind, 'refused')
    })
  }

  it('refuses an answer of another issuer (RFC 9207) and answers without a code', async () => {
    const { query, secrets } = await signIn()
    const mixed = new URLSearchParams(query)
    mixed.set('iss', 'https://evil.example')
    assert.equal((await national.complete(mixed.toString(), secrets)).kind, 'refused')
    for (const rubbish of ['', 'code=', `state=${secrets.state}`, 'code=a&code=b', '%E0%A4%A', 'error=server_error']) {
      assert.equal((await national.complete(rubbish, secrets)).kind, 'refused', rubbish)
    }
  })

  it('tells a person’s no from a failure', async () => {
    const { secrets } = await signIn()
    const iss = encodeURIComponent(issuer)
    const said = `error=access_denied&state=${secrets.state}&iss=${iss}`
    assert.deepEqual(await national.complete(said, secrets), { kind: 'declined' })
  })

  it('does not take one factor for two', async () => {
    for (const acr of ['LoA1', 'LoA', '']) {
      stage.acr = acr
      const { query, secrets } = await signIn()
      assert.deepEqual(await national.complete(query, secrets), { kind: 'too-weak' }, acr)
    }
  })

  it('refuses userinfo about another subject', async () => {
    stage.mischief = path => (path === '/oauth2/userinfo' ? 'other-subject' : 'none')
    const { query, secrets } = await signIn()
    assert.equal((await national.complete(query, secrets)).kind, 'refused')
  })

  for (const [path, what] of [
    ['/oauth2/token', 'token endpoint'],
    ['/oauth2/userinfo', 'userinfo endpoint'],
  ] as const) {
    for (const mischief of ['garbage', 'failing', 'reset']) {
      it(`calls the national portal unavailable when its ${what} is ${mischief}`, async () => {
        const { query, secrets } = await signIn()
        stage.mischief = at => (at === path ? mischief : 'none')
        assert.equal((await national.complete(query, secrets)).kind, 'unavailable')
      })
    }
  }

  it('names the account types it cannot serve and data it cannot use', async () => {
    stage.claims = { ...PERSON, LoaiTaiKhoan: '2' }
    const enterprise = await signIn()
    const refused = await national.complete(enterprise.query, enterprise.secrets)
    assert.deepEqual(refused, { kind: 'unusable', because: 'not-a-citizen' })
    stage.claims = { LoaiTaiKhoan: '1', HoVaTen: 'Nguyễn Thị Thử' }
    const sparse = await signIn()
    const unusable = await national.complete(sparse.query, sparse.secrets)
    assert.deepEqual(unusable, { kind: 'unusable', because: 'incomplete' })
  })

  it('finds the way to sign out, with the id token as a hint and back to the portal', async () => {
    const found = await national.signOutUrl('the.id.token')
    assert.ok(found.kind === 'found')
    const url = new URL(found.url)
    assert.equal(url.pathname, '/oidc/logout')
    assert.equal(url.searchParams.get('id_token_hint'), 'the.id.token')
    assert.equal(url.searchParams.get('post_logout_redirect_uri'), `${PORTAL}/da-dang-xuat`)
  })

  it('may start before the national portal: unavailable at first, found when it is there', async t => {
    const late = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => late.once('listening', resolve))
    const { port } = late.address() as AddressInfo
    await new Promise(resolve => late.close(resolve))
    const early = adapter(`http://127.0.0.1:${port}`)
    assert.equal((await early.begin()).kind, 'unavailable')
    const started = createServer().listen(port, '127.0.0.1')
    await new Promise(resolve => started.once('listening', resolve))
    t.after(() => started.close())
    serve(started, playedProvider(`http://127.0.0.1:${port}`, stage), stage)
    assert.equal((await early.begin()).kind, 'begun')
  })
})

type Stage = { claims: Record<string, unknown>; acr: string; mischief: (path: string) => string }

/** The provider as the national portal configures it, with everybody signed in at once as one person. */
function playedProvider(issuer: string, stage: Stage): Provider {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return new Provider(issuer, {
    clients: [
      {
        ...{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [`${PORTAL}/sso/ve`] },
        ...{ response_types: ['code'], grant_types: ['authorization_code'], id_token_signed_response_alg: 'ES256' },
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'a', use: 'sig', alg: 'ES256' }] } as never,
    claims: { openid: ['sub', ...Object.keys(PERSON)] },
    acrValues: ['LoA1', 'LoA2', 'LoA3'],
    cookies: { keys: ['key of the test'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    routes: {
      ...{ authorization: '/oauth2/authorize', token: '/oauth2/token', userinfo: '/oauth2/userinfo' },
      ...{ jwks: '/oauth2/jwks', end_session: '/oidc/logout' },
    },
    interactions: { url: (_ctx, interaction) => `/signing-in/${interaction.uid}` },
    findAccount: async (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id, ...stage.claims }) }),
  })
}

function serve(server: Server, provider: Provider, stage: Stage): void {
  const answer = provider.callback()
  server.on('request', async (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const json = { 'content-type': 'application/json' }
    switch (stage.mischief(path)) {
      case 'garbage':
        return response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Bảo trì</h1>')
      case 'failing':
        return response.writeHead(502, json).end('{"error":"server_error"}')
      case 'reset':
        return request.socket.destroy()
      case 'other-subject':
        return response.writeHead(200, json).end(JSON.stringify({ ...stage.claims, sub: 'person-2' }))
    }
    if (!path.startsWith('/signing-in/')) return answer(request, response)
    const { params } = await provider.interactionDetails(request, response)
    const grant = new provider.Grant({ accountId: 'person-1', clientId: String(params['client_id']) })
    grant.addOIDCScope('openid')
    const login = { accountId: 'person-1', remember: false, ...(stage.acr && { acr: stage.acr }) }
    const result = { login, consent: { grantId: await grant.save() } }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  })
}
