import { join } from 'node:path'
import { jobs, type Outbox } from '@motcua/kit/jobs.ts'
import { passwordHasher } from '@motcua/sign-in/password/hashing.ts'
import { pagesOf } from '../apps/national/src/app.ts'
import { catalogueStore } from '../apps/national/src/procedures/catalogue-store.ts'
import { testNational } from '../apps/national/src/test-national.ts'
import { browser, testConfig } from '../apps/national/src/test-portal.ts'
import { loadCatalogue } from '../apps/provincial/src/procedures/catalogue.ts'
import { loadProvince } from '../apps/provincial/src/procedures/province.ts'
import { meter } from './meter.ts'

const HAI_DUONG = join(import.meta.dirname, '../apps/provincial/config/hai-duong.json')

export type BenchPortal = Awaited<ReturnType<typeof benchPortal>>

/**
 * The national portal's pages on a database of their own, with the job queue, the password cost and the catalogue of
 * production; only the registry and the SMS centre answer at once.
 */
export async function benchPortal() {
  const national = await testNational()
  national.time.now = new Date()
  const { log, sealer } = national.parts
  const queue = jobs({ url: national.url, sealer, log })
  await queue.start([], [])
  const outbox: Outbox = {
    async enqueue(tx, job) {
      await national.parts.outbox.enqueue(tx, job)
      await queue.enqueue(tx, job)
    },
  }
  const parts = { ...national.parts, outbox, passwords: passwordHasher({ concurrency: 2, queue: 512 }) }
  const { published } = await loadCatalogue(await loadProvince(HAI_DUONG))
  await catalogueStore(national.db).replace(published, parts.clock())
  const server = await pagesOf(testConfig(), { parts, log })
  const metering = meter(server)
  return {
    ...{ national, server, meter: metering },
    browser: () => browser(server, nextPlace()),
    /** Whose requests are read by the meter. */
    meteredBrowser: () => browser(metering.server, nextPlace()),
    async stop() {
      await server.close()
      await queue.stop()
      await national.stop()
    },
  }
}

let places = 0

/** Places have limits, so everybody comes from one of their own. */
function nextPlace(): string {
  places++
  return `10.${places >> 16}.${(places >> 8) & 255}.${places & 255}`
}
