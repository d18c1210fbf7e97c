import type { Clock } from '@motcua/kit/clock.ts'
import type { Outbox } from '@motcua/kit/jobs.ts'
import type { Log } from '@motcua/kit/log.ts'
import type { Random } from '@motcua/kit/random.ts'
import type { BlindIndex, Sealer } from '@motcua/kit/sealing.ts'
import type { Audit } from '@motcua/sign-in/audit/audit.ts'
import type { Captchas } from '@motcua/sign-in/captcha/captcha.ts'
import type { LimitSettings } from '@motcua/sign-in/limits/defaults.ts'
import type { Limits } from '@motcua/sign-in/limits/limits.ts'
import type { SmsOtp } from '@motcua/sign-in/otp/sms-otp.ts'
import type { PasswordHasher } from '@motcua/sign-in/password/hashing.ts'
import type { Kysely } from 'kysely'
import type { CertificateChecks } from './certificates/checks.ts'
import type { NationalTables } from './db/tables.ts'
import type { Site } from './site.ts'
import type { Method } from './steps/method.ts'
import type { IdentityProviders } from './upstream/identity-provider.ts'
import type { SimSigning } from './upstream/sim-signing.ts'
import type { SocialInsurance } from './upstream/social-insurance.ts'
import type { SubscriberRegistry } from './upstream/subscriber-registry.ts'

/** What the flows are built from; assembled once in app.ts, replaced piece by piece in tests. */
export type Parts = {
  db: Kysely<NationalTables>
  log: Log
  site: Site
  /** Where signing agents are looked for on visitors' computers, in this order. */
  agentPorts: readonly number[]
  clock: Clock
  random: Random
  pause: (milliseconds: number) => Promise<void>
  sealer: Sealer
  index: BlindIndex
  limits: Limits
  rules: LimitSettings
  captchas: Captchas
  passwords: PasswordHasher
  otp: SmsOtp
  registry: SubscriberRegistry
  socialInsurance: SocialInsurance
  identityProviders: IdentityProviders
  certificates: CertificateChecks
  simSigning: SimSigning
  outbox: Outbox
  audit: Audit
  /** The ways to prove oneself, in the order in which they are offered. */
  methods: Method[]
}
