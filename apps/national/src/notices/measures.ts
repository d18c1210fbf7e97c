import type { Clock } from '@motcua/kit/clock.ts'
import type { Measures } from '@motcua/kit/health-routes.ts'
import type { Kysely } from 'kysely'
import { Counter, Gauge, type Registry } from 'prom-client'
import type { NationalTables } from '../db/tables.ts'
import type { Delivery } from './deliver.ts'
import { keptNoticesStore } from './kept-notices-store.ts'
import { noticeStates } from './tables.ts'

const DAY_MS = 24 * 3_600_000

type Counted = { db: Kysely<NationalTables>; clock: Clock }

/** What operators see of notices: how many are in each state, and how many this process has given up. */
export function noticeMeasures(counted: Counted): { measures: Measures; onDeath: Delivery['onDeath'] } {
  const dead = new Counter({
    name: 'motcua_notices_dead_total',
    help: 'Notices this process has given up, by channel and reason',
    labelNames: ['channel', 'reason'],
    registers: [],
  })
  return {
    onDeath: death => dead.inc(death),
    measures: registry => {
      registry.registerMetric(dead)
      showStates(registry, counted)
    },
  }
}

/** While the database is away the other measures are shown without these. */
function showStates(registry: Registry, { db, clock }: Counted): void {
  new Gauge({
    name: 'motcua_notices',
    help: 'Notices by state: all that are queued, sending or dead; of the others those of the last 24 hours',
    labelNames: ['state', 'channel'],
    registers: [registry],
    async collect() {
      this.reset()
      const since = new Date(clock().getTime() - DAY_MS)
      const counts = await keptNoticesStore(db)
        .count(since)
        .catch(() => undefined)
      if (!counts) return
      for (const state of noticeStates) {
        for (const channel of ['sms', 'mail']) {
          const found = counts.find(one => one.state === state && one.channel === channel)
          this.set({ state, channel }, found?.count ?? 0)
        }
      }
    },
  })
}
