import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '@motcua/kit/clock.ts'
import type { Jobs } from '@motcua/kit/jobs.ts'
import type { Log } from '@motcua/kit/log.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import { blindIndex, sealer } from '@motcua/kit/sealing.ts'
import { audit } from '@motcua/sign-in/audit/audit.ts'
import { captchas } from '@motcua/sign-in/captcha/captcha.ts'
import { spentCaptchaStore } from '@motcua/sign-in/captcha/captcha-store.ts'
import { publishToLab } from '@motcua/sign-in/captcha/publish-http.ts'
import { limits } from '@motcua/sign-in/limits/limits.ts'
import { isMailed, type OtpPurpose, smsOtp } from '@motcua/sign-in/otp/sms-otp.ts'
import { passwordHasher } from '@motcua/sign-in/password/hashing.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Kysely } from 'kysely'
import type { Config } from './config.ts'
import type { NationalTables } from './db/tables.ts'
import { methodsOf } from './methods/index.ts'
import type { Parts } from './parts.ts'
import { siteOf } from './site.ts'
import type { IdentityProviders } from './upstream/identity-provider.ts'
import type { Revocation } from './upstream/revocation.ts'
import type { SimSigning } from './upstream/sim-signing.ts'
import type { SmsCentre } from './upstream/sms-centre.ts'
import type { SocialInsurance } from './upstream/social-insurance.ts'
import type { SubscriberRegistry } from './upstream/subscriber-registry.ts'

export type Outside = {
  registry: SubscriberRegistry
  socialInsurance: SocialInsurance
  identityProviders: IdentityProviders
  revocation: Revocation
  simSigning: SimSigning
  sms: SmsCentre
}
export type Inside = { db: Kysely<NationalTables>; jobs: Jobs; log: Log; clock: Clock }

/** Builds the flows' parts from the configuration, the database and the upstreams. */
export function partsOf(config: Config, { db, jobs, log, clock }: Inside, outside: Outside): Parts {
  const { registry, socialInsurance, identityProviders, revocation, simSigning, sms } = outside
  const random = systemRandom
  const seal = sealer(config.keys.sealing)
  const index = blindIndex(config.keys.index)
  const counted = limits({ db: signInTables(db), index, clock })
  const available = (purpose: OtpPurpose) => isMailed(purpose) || sms.available()
  const otpParts = { key: config.keys.otp, rules: config.limits.otp, available }
  const parts = {
    ...{ db, log, clock, random, index, sealer: seal, limits: counted, rules: config.limits, outbox: jobs },
    ...{ registry, socialInsurance, identityProviders, simSigning },
    certificates: { store: config.trust, use: config.certificates.use, revocation },
    site: siteOf(config.publicUrl),
    agentPorts: config.agent.ports,
    pause: (milliseconds: number) => pause(milliseconds),
    captchas: captchas({
      ...{ sealer: seal, clock, random, spent: spentCaptchaStore(signInTables(db)) },
      ...(config.labUrl ? { publish: publishToLab(config.labUrl) } : {}),
    }),
    passwords: passwordHasher({ concurrency: 2, queue: 64 }),
    otp: smsOtp({ ...otpParts, clock, random, log, limits: counted, pause: milliseconds => pause(milliseconds) }),
    audit: audit({ sealer: seal, clock }),
  }
  return { ...parts, methods: methodsOf(parts) }
}
