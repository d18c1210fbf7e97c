import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '@motcua/kit/clock.ts'
import { databaseUnreachable } from '@motcua/kit/db.ts'
import type { Log } from '@motcua/kit/log.ts'
import type { Kysely } from 'kysely'
import type { CatalogueSource, ConnectedProvince } from './catalogue-source.ts'
import { catalogueStore } from './catalogue-store.ts'
import { keepSynchronised, synchronise } from './synchronise.ts'
import type { ProceduresTables } from './tables.ts'

export type CatalogueKeeping = {
  db: Kysely<ProceduresTables>
  provinces: readonly ConnectedProvince[]
  read: CatalogueSource
  clock: Clock
  log: Log
}

const RHYTHM = { everyMs: 5 * 60_000, afterFailureMs: 3_000 }

/** Begins to keep the provinces' catalogues fresh; `stop` ends it and waits for the round under way. */
export function keepCatalogues({ db, provinces, read, clock, log }: CatalogueKeeping): { stop(): Promise<void> } {
  const ending = new AbortController()
  const { signal } = ending
  const rounds = keepSynchronised(
    () => synchronise({ provinces, read, store: catalogueStore(db), clock, log }),
    RHYTHM,
    {
      signal,
      pause: milliseconds => pause(milliseconds, undefined, { signal }).catch(() => undefined),
      failed(error) {
        log.warn({ err: error, unreachable: databaseUnreachable(error) }, 'catalogues not synchronised')
      },
    },
  )
  return {
    async stop() {
      ending.abort()
      await rounds
    },
  }
}
