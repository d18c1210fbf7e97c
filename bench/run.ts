import { sql } from 'kysely'
import { captcha } from './captcha.ts'
import { installation } from './installation.ts'
import { journeys } from './journeys.ts'
import { pages } from './pages.ts'
import { passwordHash } from './password-hash.ts'
import { benchPortal } from './portal.ts'
import { loadNow, publish, type Section } from './report.ts'
import { wire } from './wire.ts'

/** All benchmarks, one after another, so that none takes from another. Run: npm run bench */
const date = new Date()
const load = loadNow()
const sections: Section[] = []
const measure = async (what: string, work: () => Promise<Section[]>) => {
  console.log(`measuring ${what} …`)
  sections.push(...(await work()))
}

await measure('the installation', async () => [await installation()])
const portal = await benchPortal()
const { rows } = await sql<{ server_version: string }>`show server_version`.execute(portal.national.db)
try {
  await measure('sizes', async () => [await wire(portal)])
  await measure('pages', async () => [await pages(portal)])
  await measure('journeys', () => journeys(portal))
} finally {
  await portal.stop()
}
await measure('passwords and captchas', async () => [await passwordHash(), await captcha()])
publish(sections, { postgres: rows[0]?.server_version ?? 'unknown', date, load })
process.exit()
