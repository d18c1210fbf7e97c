import type { Clock } from '@motcua/kit/clock.ts'
import type { Log } from '@motcua/kit/log.ts'
import type { CatalogueAnswer, CatalogueSource, ConnectedProvince } from './catalogue-source.ts'
import type { CatalogueStore } from './catalogue-store.ts'
import type { CheckOutcome } from './tables.ts'

export type Synchronisation = {
  provinces: readonly ConnectedProvince[]
  read: CatalogueSource
  store: CatalogueStore
  clock: Clock
  log: Pick<Log, 'info' | 'warn'>
}

/** One round over all connected provinces; each stands for itself. Gives what came of each, in their order. */
export async function synchronise(parts: Synchronisation): Promise<CheckOutcome[]> {
  return Promise.all(parts.provinces.map(province => synchroniseOne(parts, province)))
}

async function synchroniseOne(parts: Synchronisation, province: ConnectedProvince): Promise<CheckOutcome> {
  const { store, clock, log } = parts
  const held = await store.version(province.gsoCode)
  const answer = own(await parts.read(province.catalogueUrl, held), province)
  switch (answer.kind) {
    case 'changed': {
      const outcome = await store.replace(answer.catalogue, clock())
      log.info({ province: province.gsoCode, version: answer.catalogue.version, outcome }, 'catalogue read')
      return outcome
    }
    case 'unchanged':
      await store.note({ province, outcome: 'unchanged', now: clock() })
      return 'unchanged'
    case 'unavailable':
    case 'garbage':
      await store.note({ province, outcome: answer.kind, now: clock() })
      log.warn({ province: province.gsoCode, outcome: answer.kind, cause: answer.cause }, 'catalogue kept as it was')
      return answer.kind
  }
}

/** A province speaks for itself only. */
function own(answer: CatalogueAnswer, expected: ConnectedProvince): CatalogueAnswer {
  if (answer.kind !== 'changed') return answer
  const { gsoCode, organizationCode } = answer.catalogue.province
  if (gsoCode === expected.gsoCode && organizationCode === expected.organizationCode) return answer
  return { kind: 'garbage', cause: `catalogue of ${organizationCode} (${gsoCode})` }
}

export type Rhythm = { everyMs: number; afterFailureMs: number }
export type Keeping = {
  signal: AbortSignal
  /** Waits; may return early when `signal` ends. */
  pause: (milliseconds: number) => Promise<void>
  /** A round that threw, such as for a database that is restarting; the next round is tried all the same. */
  failed: (error: unknown) => void
}

/**
 * Keeps the catalogues fresh until `signal` ends it: a round at once, then one every `everyMs`, sooner while a province
 * has not answered, since portals that start together come up in any order. Rounds never overlap.
 */
export async function keepSynchronised(
  round: () => Promise<CheckOutcome[]>,
  { everyMs, afterFailureMs }: Rhythm,
  { signal, pause, failed }: Keeping,
): Promise<void> {
  while (!signal.aborted) {
    const well = await round().then(
      outcomes => !outcomes.includes('unavailable'),
      error => {
        failed(error)
        return false
      },
    )
    if (signal.aborted) return
    await pause(well ? everyMs : afterFailureMs)
  }
}
