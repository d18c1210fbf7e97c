import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@motcua/kit/clock.ts'
import { createLog } from '@motcua/kit/log.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import { testDb } from '@motcua/kit/test-db.ts'
import { labApp } from '../apps/lab/src/app.ts'
import { readConfig as labConfig } from '../apps/lab/src/config.ts'
import { type NationalApp, nationalApp } from '../apps/national/src/app.ts'
import { readConfig as nationalConfig } from '../apps/national/src/config.ts'
import { nationalMigrations } from '../apps/national/src/db/migrations.ts'
import type { NationalTables } from '../apps/national/src/db/tables.ts'
import { importDirectory } from '../apps/national/src/organizations/import-directory.ts'
import { readDirectory } from '../apps/national/src/organizations/read-directory.ts'
import { proceduresStore } from '../apps/national/src/procedures/procedures-store.ts'
import { type ProvincialApp, provincialApp } from '../apps/provincial/src/app.ts'
import { readConfig as provincialConfig } from '../apps/provincial/src/config.ts'
import { migrations as provincialMigrations } from '../apps/provincial/src/db/migrations.ts'
import type { ProvincialTables } from '../apps/provincial/src/db/tables.ts'
import { type Planned, planned } from '../scripts/start/plan.ts'
import { AGENT_OFFSET, freePorts } from './free-ports.ts'
import { installed } from './installed.ts'
import { type LabDesk, labDesk } from './lab-desk.ts'
import { until } from './until.ts'

/** Where the portals answer, without a slash at the end, and what one can do at the lab. */
export type Sites = { national: string; haiDuong: string; quangNinh: string; lab: LabDesk }

/** Everything `npm start` runs, in this process, on ports and databases of its own. */
export type World = Sites & {
  apps: { national: NationalApp; haiDuong: ProvincialApp; quangNinh: ProvincialApp }
  /** Moves the national portal's clock; what has to be waited for need not be waited for here. */
  later(seconds: number): void
  /** Where the portal looks for the signing agent; nobody listens there until a test does. */
  agentPort: number
  stop(): Promise<void>
}

/** How the world differs from the demonstration: what is late or slow in the lab need not be so for long in a test. */
export type WorldOptions = { slowMs?: number; smsLateMs?: number }

/** Visitors of a test come from places of their own (X-Forwarded-For), since places have limits. */
const BEHIND_PROXY = { MOTCUA_TRUSTED_PROXIES: '127.0.0.1', MOTCUA_LOG_LEVEL: 'silent' }

/** Starts the whole world from the very plan that `npm start` follows. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-world-'))
  const [national, haiduong, second] = await Promise.all([
    testDb<NationalTables>(nationalMigrations),
    testDb<ProvincialTables>(provincialMigrations),
    testDb<ProvincialTables>(provincialMigrations),
  ])
  const urls: Record<string, string> = { national: national.url, haiduong: haiduong.url, second: second.url }
  const port = await freePorts()
  const installation = await installed(folder, { port, database: name => urls[name] ?? '' })
  const agentPort = port + AGENT_OFFSET
  const plan = planOf(planned(installation), { MOTCUA_AGENT_PORTS: String(agentPort) })
  const running = await run(plan, options)
  return {
    ...{ ...sitesOf(plan), apps: running.apps, later: running.later, agentPort },
    async stop() {
      await running.stop()
      await Promise.all([national.stop(), haiduong.stop(), second.stop()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What is planned under a name. */
export type Plan = (name: string) => Planned

export function sitesOf(plan: Plan): Sites {
  const { url: national } = plan('national')
  return { national, haiDuong: plan('haiduong').url, quangNinh: plan('second').url, lab: labDesk(plan('lab').url) }
}

export function planOf(processes: Planned[], further: Record<string, string> = {}): Plan {
  return name => {
    const found = processes.find(one => one.name === name)
    if (!found) throw new Error(`nothing is planned as ${name}`)
    return { ...found, environment: { ...found.environment, ...BEHIND_PROXY, ...further } }
  }
}

async function run(plan: Plan, { slowMs = 30_000, smsLateMs = 1_500 }: WorldOptions) {
  const lab = await labApp(
    { ...labConfig(plan('lab').environment), slowMs, smsLateMs },
    { log: createLog({ name: 'lab', level: 'silent' }), clock: systemClock, random: systemRandom },
  )
  await lab.listen()
  // The provinces first: the national portal reads their catalogues as soon as it is up.
  const [haiDuong, quangNinh] = await Promise.all([province(plan('haiduong')), province(plan('second'))])
  const config = await nationalConfig(plan('national').environment)
  const time = { ahead: 0 }
  const national = await nationalApp(config, () => new Date(Date.now() + time.ahead))
  await national.server.listen({ host: config.host, port: config.port })
  await giveDirectory(national, plan('lab').url)
  await until(async () => (await proceduresStore(national.parts.db).provinces()).length === 2 && 'read', 10_000)
  const stop = async () => {
    await Promise.all([national, haiDuong, quangNinh].map(app => app.close()))
    await lab.close()
  }
  const later = (seconds: number) => {
    time.ahead += seconds * 1000
  }
  return { apps: { national, haiDuong, quangNinh }, later, stop }
}

/** What `npm start` has the administrators' command do. */
async function giveDirectory(national: NationalApp, lab: string): Promise<void> {
  const directory = readDirectory(await (await fetch(`${lab}/api/organizations`)).text())
  if (directory.kind === 'refused') throw new Error(directory.problems.join('\n'))
  await importDirectory(national.parts.db, directory.entries)
}

async function province({ environment }: Planned): Promise<ProvincialApp> {
  const config = await provincialConfig(environment)
  const app = await provincialApp(config)
  await app.server.listen({ host: config.host, port: config.port })
  return app
}
