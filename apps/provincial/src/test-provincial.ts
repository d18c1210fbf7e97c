import { createHash } from 'node:crypto'
import { createLog } from '@motcua/kit/log.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import { blindIndex, sealer } from '@motcua/kit/sealing.ts'
import { testDb } from '@motcua/kit/test-db.ts'
import { audit } from '@motcua/sign-in/audit/audit.ts'
import { captchas } from '@motcua/sign-in/captcha/captcha.ts'
import { spentCaptchaStore } from '@motcua/sign-in/captcha/captcha-store.ts'
import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { defaultLimits } from '@motcua/sign-in/limits/defaults.ts'
import { limits } from '@motcua/sign-in/limits/limits.ts'
import { passwordHasher } from '@motcua/sign-in/password/hashing.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import { openAccount } from './accounts/open-account.ts'
import { migrations } from './db/migrations.ts'
import type { ProvincialTables } from './db/tables.ts'
import { verifiedAttributes } from './linking/attributes.ts'
import type { NationalPerson } from './linking/claims.ts'
import type { Completion, NationalIdentity } from './linking/national-identity.ts'
import { type Arrival, issueTicket } from './linking/ticket.ts'
import type { Parts } from './parts.ts'

export const ISSUER = 'https://quoc-gia.example'

/** A province's portal on a database of its own, with the national portal played by what the test says. */
export async function testProvincial() {
  const { db, url, stop } = await testDb<ProvincialTables>(migrations)
  const time = { now: new Date('2026-11-23T03:00:00Z') }
  const answers = new Map<string, string>()
  const national = playedNational()
  const clock = () => time.now
  const random = systemRandom
  const keys = testKeys()
  const seal = sealer(keys.sealing)
  const index = blindIndex(keys.index)
  const cheap = { memoryCost: 1024, timeCost: 1, parallelism: 1 }
  const parts: Parts = {
    ...{ db, clock, random, index, sealer: seal, rules: defaultLimits, national: national.identity },
    log: createLog({ name: 'test', level: 'silent' }),
    pause: async () => undefined,
    limits: limits({ db: signInTables(db), index, clock }),
    captchas: captchas({
      ...{ sealer: seal, clock, random, spent: spentCaptchaStore(signInTables(db)) },
      publish: async (id, answer) => void answers.set(id, answer),
    }),
    passwords: passwordHasher({ concurrency: 2, queue: 512, parameters: cheap }),
    audit: audit({ sealer: seal, clock }),
  }
  return {
    ...{ db, url, stop, parts, time, keys, national },
    /** A captcha as a form carries it, answered rightly. */
    async captcha() {
      const captchaId = await parts.captchas.issue()
      return { captchaId, captcha: answers.get(captchaId) ?? '' }
    },
    answerOf: (captchaId: string) => answers.get(captchaId),
    later(seconds: number) {
      time.now = new Date(time.now.getTime() + seconds * 1000)
    },
    /** An account of this portal alone, as it may have existed for years. */
    async localAccount(
      person: NationalPerson,
      { password, loginName }: { password?: string; loginName?: string } = {},
    ) {
      const hashed = password === undefined ? undefined : await parts.passwords.hash(password)
      const passwordHash = hashed?.kind === 'hashed' ? hashed.hash : undefined
      const idNumbers = person.idNumbers.map(value => ({ kind: 'id-number', value, exclusive: true }) as const)
      const names = loginName === undefined ? [] : [{ kind: 'login-name', value: loginName, exclusive: true } as const]
      const account = { attributes: verifiedAttributes(person, time.now), keys: [...idNumbers, ...names], passwordHash }
      return db.transaction().execute(async tx => {
        const opened = await openAccount(tx, { account, now: time.now, parts })
        if (opened.kind === 'taken') throw new Error(`${opened.key} taken`)
        return opened.accountId
      })
    },
    /** A ticket as the callback gives it to this browser. */
    async ticket(arrival: Arrival, visitor: Visitor) {
      return issueTicket(parts, { arrival, browser: visitor.browser })
    },
    async count(table: 'accounts' | 'account_links' | 'sessions' | 'sso_tickets' | 'account_keys'): Promise<number> {
      const row = await db
        .selectFrom(table)
        .select(eb => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      return row.n
    },
  }
}

export type TestProvincial = Awaited<ReturnType<typeof testProvincial>>

/** Answers every completion with what the test put there; remembers what it was asked. */
function playedNational() {
  const stage = { reachable: 'yes' as 'yes' | 'no', completion: { kind: 'declined' } as Completion, begun: 0 }
  const identity: NationalIdentity = {
    issuer: ISSUER,
    async begin() {
      if (stage.reachable === 'no') return { kind: 'unavailable' }
      stage.begun++
      const secrets = { state: systemRandom(32).toString('base64url'), nonce: 'n', codeVerifier: 'v' }
      return { kind: 'begun', url: `${ISSUER}/oauth2/authorize?state=${secrets.state}`, secrets }
    },
    async complete() {
      return stage.reachable === 'no' ? { kind: 'unavailable' } : stage.completion
    },
    async signOutUrl(idToken) {
      return { kind: 'found', url: `${ISSUER}/oidc/logout?id_token_hint=${idToken}` }
    },
  }
  return { stage, identity }
}

export function testKeys() {
  return {
    sealing: { current: 'a', keys: { a: Buffer.alloc(32, 1) } },
    index: { id: 'a', key: Buffer.alloc(32, 2) },
    otp: Buffer.alloc(32, 3),
  }
}

/** A visitor with a browser of their own. */
export function aVisitor(name = 'one'): Visitor {
  return { browser: Buffer.from(name.padEnd(32)), place: `place of ${name}`, device: 'Test', language: 'vi' }
}

/** A citizen the national portal vouches for; every number gives another one. */
export function aPerson(number: number, changes: Partial<NationalPerson> = {}): NationalPerson {
  const six = String(number).padStart(6, '0')
  return {
    fullName: 'Nguyễn Thị Thử',
    idNumbers: [`030190${six}`],
    dateOfBirth: '1990-08-12',
    sex: 'female',
    phone: `+84900${six}`,
    ...changes,
  }
}

export function anArrival(person: NationalPerson, changes: Partial<Arrival> = {}): Arrival {
  // Opaque, as the national portal's are: nothing about the person can be read from it.
  const subject = createHash('sha256').update(String(person.idNumbers[0])).digest('base64url')
  return { issuer: ISSUER, subject, person, idToken: 'header.payload.signature', goTo: '/nop-ho-so?x=1', ...changes }
}

/** The registration form rightly filled in, but for what the national portal gave. */
export function filledIn(changes: Record<string, string> = {}): Record<string, string> {
  return {
    ...{ issuedOn: '01/12/2018', issuedBy: 'Cục CS QLHC về TTXH', email: 'thu@vidu.vn', website: '', fax: '' },
    ...{ province: '30', district: '288', commune: '10534', street: '12 Lê Thanh Nghị' },
    ...{ loginName: '', password: '', confirmation: '', ...changes },
  }
}
