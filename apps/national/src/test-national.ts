import { AGENT_PORTS } from '@motcua/contracts/agent.ts'
import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import type { Jobs } from '@motcua/kit/jobs.ts'
import { createLog } from '@motcua/kit/log.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import { blindIndex, sealer } from '@motcua/kit/sealing.ts'
import { testDb } from '@motcua/kit/test-db.ts'
import { usualUse } from '@motcua/pki/use.ts'
import { audit } from '@motcua/sign-in/audit/audit.ts'
import { captchas } from '@motcua/sign-in/captcha/captcha.ts'
import { spentCaptchaStore } from '@motcua/sign-in/captcha/captcha-store.ts'
import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import { defaultLimits } from '@motcua/sign-in/limits/defaults.ts'
import { limits } from '@motcua/sign-in/limits/limits.ts'
import { isMailed, type OtpPurpose, smsOtp } from '@motcua/sign-in/otp/sms-otp.ts'
import { passwordHasher } from '@motcua/sign-in/password/hashing.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import { testTrust } from './certificates/test-trust.ts'
import { nationalMigrations } from './db/migrations.ts'
import type { NationalTables } from './db/tables.ts'
import { methodsOf } from './methods/index.ts'
import { openedNotice, unsealed } from './notices/test-opened.ts'
import type { Parts } from './parts.ts'
import { siteOf } from './site.ts'
import type { IdentityProvider, ProviderAnswer } from './upstream/identity-provider.ts'
import type { RevocationQuestion, RevocationStatus } from './upstream/revocation.ts'
import type { InsuredAnswer, InsuredQuestion } from './upstream/social-insurance.ts'
import type { SubscriberAnswer } from './upstream/subscriber-registry.ts'
import { playedSims } from './upstream/test-sim-signing.ts'

/** Where the portal of the tests is for its visitors. */
export const ORIGIN = 'http://cong.test:4000'

const CHEAP_HASHES = { concurrency: 2, queue: 512, parameters: { memoryCost: 1024, timeCost: 1, parallelism: 1 } }

/** The national portal's parts on a database of their own, with the outside played by what the test says. */
export async function testNational(database = testDb<NationalTables>(nationalMigrations)) {
  const { db, url, stop } = await database
  const outside: Outside = {
    ...{ registry: { kind: 'match' }, provider: { kind: 'cancelled' }, sms: 'up', asked: 0, insured },
    revocation: () => ({ kind: 'good' }),
  }
  const sims = playedSims()
  const time = { now: new Date('2026-11-23T03:00:00Z') }
  const jobsDone: { name: string; payload: Record<string, unknown> }[] = []
  const answers = new Map<string, string>()
  const clock = () => time.now
  const random = systemRandom
  const keys = testKeys()
  const seal = sealer(keys.sealing)
  const index = blindIndex(keys.index)
  const counted = limits({ db: signInTables(db), index, clock })
  const log = createLog({ name: 'test', level: 'silent' })
  const outbox: Pick<Jobs, 'enqueue'> = {
    async enqueue(tx, { name, payload }) {
      const told = name.endsWith('.notice') ? await openedNotice(tx, { payload, sealer: seal }) : {}
      jobsDone.push({ name, payload: { ...(payload as object), ...told } })
    },
  }
  const base: Omit<Parts, 'methods'> = {
    ...{ db, log, clock, random, index, sealer: seal, limits: counted, rules: defaultLimits, outbox },
    ...{ site: siteOf(ORIGIN), agentPorts: AGENT_PORTS },
    pause: async () => undefined,
    captchas: captchas({
      ...{ sealer: seal, clock, random, spent: spentCaptchaStore(signInTables(db)) },
      publish: async (id, answer) => void answers.set(id, answer),
    }),
    passwords: passwordHasher(CHEAP_HASHES),
    otp: smsOtp({
      ...{ key: keys.otp, clock, random, limits: counted, rules: defaultLimits.otp },
      ...{ available: (purpose: OtpPurpose) => isMailed(purpose) || outside.sms === 'up', log },
      pause: ms => parts.pause(ms),
    }),
    registry: {
      async confirm() {
        outside.asked++
        return outside.registry
      },
    },
    socialInsurance: {
      async confirm(question) {
        outside.asked++
        return outside.insured(question)
      },
    },
    certificates: { store: testTrust, use: usualUse, revocation: { check: async link => outside.revocation(link) } },
    identityProviders: { vnpost: playedProvider('vnpost', outside), vneid: playedProvider('vneid', outside) },
    simSigning: sims.port,
    audit: audit({ sealer: seal, clock }),
  }
  const parts: Parts = { ...base, methods: methodsOf(base) }
  return {
    ...{ db, url, stop, parts, outside, sims, time, jobsDone, keys },
    /** A captcha as a form carries it, answered rightly. */
    async captcha() {
      const captchaId = await parts.captchas.issue()
      return { captchaId, captcha: answers.get(captchaId) ?? '' }
    },
    /** The newest code that was put into the outbox for a phone. */
    code(phone: string): string {
      const sent = jobsDone.findLast(job => job.name === 'sms.otp' && job.payload.to === phone)
      if (!sent) throw new Error(`no code was sent to ${phone}`)
      return String(sent.payload.code)
    },
    /** Every notice that was written, in the order of writing, with what is sealed of it. */
    async told() {
      const rows = await db.selectFrom('notices').selectAll().orderBy('reference').execute()
      return rows.map(row => ({ ...row, to: unsealed(seal, row, 'address'), words: unsealed(seal, row, 'words') }))
    },
    later(seconds: number) {
      time.now = new Date(time.now.getTime() + seconds * 1000)
    },
  }
}

/** Social insurance as long as the test says nothing else: all is as stated. */
function insured({ idNumber }: InsuredQuestion): InsuredAnswer {
  return { kind: 'match', idNumbers: [idNumber], phone: 'on-record' }
}

/** What the test says of the world: the answers of registries and identity providers, whether SMS goes out. */
type Outside = {
  registry: SubscriberAnswer
  insured: (question: InsuredQuestion) => InsuredAnswer
  provider: ProviderAnswer
  revocation: (link: RevocationQuestion) => RevocationStatus
  sms: 'up' | 'down'
  asked: number
}

/** An identity provider that answers as the test says, to whoever comes back; `unavailable` also before they leave. */
function playedProvider(id: IdentityProviderId, outside: Outside): IdentityProvider {
  const issuer = `https://${id}.test`
  return {
    ...{ issuer, origin: issuer },
    async begin(state) {
      if (outside.provider.kind === 'unavailable') return outside.provider
      const pending = { state, nonce: 'nonce', verifier: 'verifier' }
      return { kind: 'begun', url: `${issuer}/auth?state=${encodeURIComponent(state)}`, pending }
    },
    async complete() {
      outside.asked++
      return outside.provider
    },
  }
}

export type TestNational = Awaited<ReturnType<typeof testNational>>

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
