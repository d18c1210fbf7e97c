import { setTimeout as pause } from 'node:timers/promises'
import { systemClock } from '@motcua/kit/clock.ts'
import type { Log } from '@motcua/kit/log.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import { blindIndex, sealer } from '@motcua/kit/sealing.ts'
import { audit } from '@motcua/sign-in/audit/audit.ts'
import { captchas } from '@motcua/sign-in/captcha/captcha.ts'
import { spentCaptchaStore } from '@motcua/sign-in/captcha/captcha-store.ts'
import { publishToLab } from '@motcua/sign-in/captcha/publish-http.ts'
import { defaultLimits } from '@motcua/sign-in/limits/defaults.ts'
import { limits } from '@motcua/sign-in/limits/limits.ts'
import { passwordHasher } from '@motcua/sign-in/password/hashing.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Kysely } from 'kysely'
import type { Config } from './config.ts'
import type { ProvincialTables } from './db/tables.ts'
import { nationalOverHttp } from './linking/national-http.ts'
import type { Parts } from './parts.ts'

/** Builds the flows' parts from the configuration and the database. */
export function partsOf(config: Config, { db, log }: { db: Kysely<ProvincialTables>; log: Log }): Parts {
  const clock = systemClock
  const random = systemRandom
  const seal = sealer(config.keys.sealing)
  const index = blindIndex(config.keys.index)
  const spent = spentCaptchaStore(signInTables(db))
  const publish = config.labUrl ? { publish: publishToLab(config.labUrl) } : {}
  return {
    ...{ db, log, clock, random, index, sealer: seal, rules: defaultLimits },
    pause: milliseconds => pause(milliseconds),
    limits: limits({ db: signInTables(db), index, clock }),
    captchas: captchas({ sealer: seal, clock, random, spent, ...publish }),
    passwords: passwordHasher({ concurrency: 2, queue: 64 }),
    national: nationalOverHttp({ ...config.oidc, publicUrl: config.publicUrl, log, clock, random }),
    audit: audit({ sealer: seal, clock }),
  }
}
