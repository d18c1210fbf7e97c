import { formatDate, localDate } from '@motcua/identifiers/date.ts'
import { after, type Clock } from '@motcua/kit/clock.ts'
import type { Measures } from '@motcua/kit/health-routes.ts'
import type { RecurringJob } from '@motcua/kit/jobs.ts'
import type { Log } from '@motcua/kit/log.ts'
import type { TrustStore } from '@motcua/pki/trust.ts'
import { Gauge } from 'prom-client'
import { trusted } from './trust-folder.ts'

/** So long before it expires an operator hears of a certificate, and every day from then on. */
const WARNED_SECONDS = 60 * 24 * 3600

/**
 * What operators see of the two roots and the authorities below them: when the first of each expires. From then on nobody
 * whose certificate hangs on it gets in, so it is to be replaced before, and taken out of the folder after.
 */
export function trustMeasures(store: TrustStore): Measures {
  return registry => {
    const gauge = new Gauge({
      name: 'motcua_trust_expiry_timestamp_seconds',
      help: 'When the first certificate in the trust folder expires, by authority',
      labelNames: ['authority'],
      registers: [registry],
    })
    for (const authority of ['national', 'government'] as const) {
      const own = trusted(store).filter(each => each.authority === authority)
      gauge.set({ authority }, Math.min(...own.map(({ certificate }) => certificate.validTo.getTime())) / 1000)
    }
  }
}

/** Warns of every certificate in the trust folder that expires soon: at the start, and daily. */
export function warnOfExpiry({ store, clock, log }: { store: TrustStore; clock: Clock; log: Log }): RecurringJob {
  return {
    name: 'trust-expiry',
    everySeconds: 24 * 3600,
    async run() {
      const now = clock()
      for (const { authority, certificate } of trusted(store)) {
        const { validTo, subject } = certificate
        if (validTo > after(now, WARNED_SECONDS)) continue
        const name = subject.commonName ?? subject.organization
        const words = validTo > now ? 'a trusted certificate expires soon' : 'a trusted certificate has expired'
        log.warn({ authority, name, expires: formatDate(localDate(validTo)) }, words)
      }
    },
  }
}
