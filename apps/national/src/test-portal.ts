import { generateKeyPairSync } from 'node:crypto'
import type { Readable } from 'node:stream'
import { AGENT_PORTS } from '@motcua/contracts/agent.ts'
import type { Log } from '@motcua/kit/log.ts'
import type { testDb } from '@motcua/kit/test-db.ts'
import { usualUse } from '@motcua/pki/use.ts'
import { defaultLimits } from '@motcua/sign-in/limits/defaults.ts'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { pagesOf } from './app.ts'
import { testTrust } from './certificates/test-trust.ts'
import type { Config } from './config.ts'
import type { NationalTables } from './db/tables.ts'
import { newSessionToken, openSession } from './flows/enter.ts'
import type { Parts } from './parts.ts'
import type { Method } from './steps/method.ts'
import { aVisitor, ORIGIN, type TestNational, testKeys, testNational } from './test-national.ts'

export { ORIGIN }
export const PASSWORD = 'Lua-Chin-Vang-2026'

const signingKey = {
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  ...{ kty: 'EC', kid: 'test', use: 'sig', alg: 'ES256' },
}

/** A relying party of the tests. */
export function party(name: string, home = `https://${name}.example`) {
  return {
    clientId: name,
    clientSecret: `secret-of-${name}-${'x'.repeat(32)}`,
    name: `Cổng ${name}`,
    homeUrl: home,
    redirectUris: [`${home}/dang-nhap/quoc-gia/ve`],
    postLogoutRedirectUris: [`${home}/da-dang-xuat`],
  }
}

export const haiDuong = party('hai-duong')
export const quangNinh = party('quang-ninh')

export function testConfig(changes: Partial<Config> = {}): Config {
  return {
    ...{ host: '127.0.0.1', port: 0, publicUrl: ORIGIN, deployment: 'test', trustedProxies: [], logLevel: 'silent' },
    ...{
      hotline: '1800 1096',
      captcha: 'adaptive',
      limits: defaultLimits,
      agent: { ports: AGENT_PORTS, packages: undefined },
      inactivity: { unusedDays: 730, noticeDays: 30 },
      trust: testTrust,
      simOperators: [],
      certificates: { use: { ...usualUse, extendedKeyUsages: [...usualUse.extendedKeyUsages] }, reach: 'anywhere' },
      databaseUrl: '',
      labUrl: undefined,
      smtpUrl: 'smtp://localhost',
    },
    subscriberRegistry: { url: 'http://registry.test', clientId: 'a', clientSecret: 'b' },
    socialInsurance: { url: 'http://insurance.test', clientId: 'a', clientSecret: 'b' },
    identityProviders: { vnpost: { issuer: 'http://vnpost.test', clientId: 'a', clientSecret: 'b' } },
    sms: { host: 'sms.test', port: 1, systemId: 'a', password: 'b' },
    keys: { ...testKeys(), oidc: { keys: [signingKey] } },
    relyingParties: [haiDuong, quangNinh],
    provinces: [
      {
        ...{ gsoCode: '30', organizationCode: 'H23', name: 'Hải Dương', portalUrl: 'https://hai-duong.example' },
        catalogueUrl: 'https://hai-duong.example/api/danh-muc',
      },
    ],
    ...changes,
  }
}

type PortalOptions = {
  config?: Partial<Config>
  log?: Log
  database?: ReturnType<typeof testDb<NationalTables>>
  /** Other parts than the ordinary ones. */
  parts?: Partial<Parts>
  /** The method of this id, played. */
  played?: (national: TestNational) => Method
}

/** The portal's pages, reached without a network; the registry and the SMS centre are played by the test. */
export async function testPortal(options: PortalOptions = {}) {
  const national = await testNational(options.database)
  // The identity provider keeps the machine's own time.
  national.time.now = new Date()
  const log = options.log ?? national.parts.log
  const played = options.played?.(national)
  const methods = [...national.parts.methods.filter(({ id }) => id !== played?.id), ...(played ? [played] : [])]
  const parts = { ...national.parts, log, methods, ...options.parts }
  const server = await pagesOf(testConfig(options.config), { parts, log })
  return {
    ...{ national, server },
    /** Each from a place of its own, unless told otherwise. */
    browser: (address = `198.51.${++places >> 8}.${places & 255}`) => browser(server, address),
    async stop() {
      await server.close()
      await national.stop()
    },
  }
}

let places = 0

export type TestPortal = Awaited<ReturnType<typeof testPortal>>
export type Browser = ReturnType<typeof browser>
export type Answer = LightMyRequestResponse

/** A browser with a cookie jar and an address of its own, that sends what browsers send. */
export function browser(server: FastifyInstance, remoteAddress: string) {
  const jar = new Map<string, { name: string; value: string; path: string }>()

  function cookiesFor(path: string): string {
    return [...jar]
      .filter(([, cookie]) => path.startsWith(cookie.path))
      .map(([, { name, value }]) => `${name}=${value}`)
      .join('; ')
  }

  function keep(answer: Answer): Answer {
    for (const { name, value, path = '/', expires, maxAge } of answer.cookies) {
      const gone = maxAge === 0 || (expires !== undefined && expires.getTime() <= Date.now())
      if (gone) jar.delete(`${name} ${path}`)
      else jar.set(`${name} ${path}`, { name, value, path })
    }
    return answer
  }

  type Sent = {
    method: 'GET' | 'POST'
    url: string
    headers?: Record<string, string>
    payload?: string | Buffer | Readable
  }
  async function send({ url, headers, ...rest }: Sent): Promise<Answer> {
    const path = url.startsWith(ORIGIN) ? url.slice(ORIGIN.length) : url
    const cookie = cookiesFor(path.split('?')[0] ?? '/')
    const own = { host: new URL(ORIGIN).host, accept: 'text/html', ...(cookie ? { cookie } : {}) }
    return keep(await server.inject({ ...rest, url: path, remoteAddress, headers: { ...own, ...headers } }))
  }

  const get = (url: string, headers: Record<string, string> = {}) => send({ method: 'GET', url, headers })
  const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN }
    const payload = new URLSearchParams(fields).toString()
    return send({ method: 'POST', url, headers: { ...form, ...headers }, payload })
  }

  /** Follows redirects that stay on this portal; the last answer, be it a page or a redirect elsewhere. */
  async function follow(answer: Answer): Promise<Answer> {
    let last = answer
    for (let hops = 0; hops < 10; hops++) {
      const to = locationOf(last)
      if (to === undefined || !(to.startsWith('/') || to.startsWith(ORIGIN))) return last
      last = await get(to)
    }
    throw new Error(`redirected for ever, last to ${locationOf(last)}`)
  }

  return {
    ...{ jar, send, get, post, follow },
    /** Fills in the form of a page, hidden fields included, and sends it. */
    async submit(page: Answer, fields: Record<string, string>): Promise<Answer> {
      const { action, hidden } = formOf(page)
      return post(action, { ...hidden, ...fields })
    },
  }
}

export function locationOf(answer: Answer): string | undefined {
  const { location } = answer.headers
  return answer.statusCode >= 300 && answer.statusCode < 400 && location !== undefined ? String(location) : undefined
}

/** The page's main form: where it goes, and its hidden fields. */
export function formOf({ body }: Answer): { action: string; hidden: Record<string, string> } {
  const forms = [...body.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].map(([, tag = '', inside = '']) => ({
    action: /action="([^"]*)"/.exec(tag)?.[1] ?? '',
    post: /method="post"/.test(tag),
    inside,
  }))
  const form = forms.find(({ action, post }) => post && action !== '/dang-xuat')
  if (!form) throw new Error(`no form in ${body.slice(0, 300)}`)
  const hidden: Record<string, string> = {}
  for (const [tag] of form.inside.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    if (name) hidden[name] = plainText(/value="([^"]*)"/.exec(tag)?.[1] ?? '')
  }
  return { action: plainText(form.action), hidden }
}

function plainText(text: string): string {
  return text.replace(/&(amp|quot|lt|gt|#39|#x27);/g, entity => {
    const known: Record<string, string> = { '&amp;': '&', '&quot;': '"', '&lt;': '<', '&gt;': '>' }
    return known[entity] ?? "'"
  })
}

let people = 0

/** Somebody who has not registered yet, as the form asks. */
export function aPerson() {
  people++
  const six = String(people).padStart(6, '0')
  return {
    ...{
      idNumber: `030190${six}`,
      socialInsuranceNumber: `3010${six}`,
      fullName: 'Nguyễn Thị Thử',
      dateOfBirth: '12/08/1990',
      phone: `0900${six}`,
      email: '',
    },
    international: `+84900${six}`,
  }
}

export type Person = ReturnType<typeof aPerson>

type Registering = { portal: TestPortal; by: Browser; who?: Person; from?: string }

/** Registers somebody through the pages; the answer that leads them on. */
export async function register({ portal, by, who = aPerson(), from = '/dang-ky/thue-bao-di-dong' }: Registering) {
  const { national } = portal
  const { international, ...typed } = who
  const form = await by.get(from)
  const otp = await by.follow(await by.submit(form, { ...typed, ...(await national.captcha()) }))
  const code = national.code(international)
  const password = await by.follow(await by.submit(otp, { action: 'confirm', otp: code }))
  const end = await by.submit(password, { password: PASSWORD, confirmation: PASSWORD })
  return { who, end }
}

type SigningIn = { national: TestNational; by: Browser; who: Person; from?: string; password?: string }

/** Signs somebody in through the pages, a minute later so that another code may be sent. */
export async function signIn({ national, by, who, from = '/dang-nhap', password = PASSWORD }: SigningIn) {
  national.later(61)
  const form = await by.get(from)
  const otp = await by.follow(await by.submit(form, { username: who.idNumber, password }))
  return by.submit(otp, { action: 'confirm', otp: national.code(who.international) })
}

type Entering = { national: TestNational; by: Browser; accountId: string; references: string[] }

/** Signs an account in as a method with these references would, without its pages. */
export async function enterAs({ national, by, accountId, references }: Entering): Promise<void> {
  const token = newSessionToken(national.parts)
  const session = { accountId, token, methods: references, visitor: aVisitor(accountId), event: 'signed-in' }
  await national.db.transaction().execute(tx => openSession(national.parts, tx, session))
  by.jar.set('test-session /', { name: 'test-session', value: token, path: '/' })
}
