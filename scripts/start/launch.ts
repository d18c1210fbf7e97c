import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '@motcua/kit/clock.ts'
import { type EmbeddedDb, startEmbeddedDb } from '@motcua/kit/embedded-db.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import { labAuthorities } from '../../apps/lab/src/pki/material.ts'
import { connectedProvinces, type Installation, labBaseUrl, type Planned, planned, relyingParties } from './plan.ts'
import { busyPort } from './ports.ts'
import { type Kept, keep, type Print } from './process.ts'
import { ensureKeys, ensureSecrets, writePrivately } from './secrets.ts'

export type LaunchOptions = { folder: string; port: number; host: string; vneid: 'on' | 'off'; print: Print }

export type Launched =
  | { kind: 'running'; processes: Planned[]; ready(): Promise<void>; stop(): Promise<void> }
  | { kind: 'already-running'; pid: number }
  | { kind: 'port-taken'; port: number }

/** Brings up the database and every process on it. `adapt` lets a test put something else in the place of the apps. */
export async function launch(
  options: LaunchOptions,
  adapt: (processes: Planned[]) => Planned[] = same => same,
): Promise<Launched> {
  const { folder, host, print } = options
  await mkdir(folder, { recursive: true })
  const database = await startEmbeddedDb({
    folder: join(folder, 'postgresql'),
    log: line => print(`database: ${line}`),
  })
  if (database.kind === 'already-running') return database
  const processes = adapt(planned(await install(options, database)))
  const taken = await busyPort(
    processes.flatMap(({ ports }) => ports),
    host,
  )
  if (taken !== undefined) {
    await database.stop()
    return { kind: 'port-taken', port: taken }
  }
  const kept = processes.map(plan => keep(plan, print))
  return {
    ...{ kind: 'running', processes },
    ready: async () => void (await Promise.all(kept.map(each => each.ready()))),
    stop: () => stopAll(kept, database),
  }
}

async function stopAll(kept: Kept[], database: EmbeddedDb): Promise<void> {
  await Promise.all(kept.map(each => each.stop()))
  await database.stop()
}

/** Databases, keys and the files the portals read; what exists is kept. */
async function install({ folder, port, host, vneid }: LaunchOptions, database: EmbeddedDb): Promise<Installation> {
  for (const name of ['national', 'haiduong', 'second']) await database.ensureDatabase(name)
  const secretFolder = join(folder, 'secrets')
  const secrets = await ensureSecrets(secretFolder)
  const labPki = join(folder, 'lab-pki')
  // The national portal reads the anchors as it starts, and nothing starts later than anything else.
  await labAuthorities({ folder: labPki, baseUrl: labBaseUrl(port), clock: systemClock, random: systemRandom })
  const write = (name: string, content: object) => writePrivately(secretFolder, name, JSON.stringify(content, null, 2))
  return {
    ...{ port, host, secrets, vneid, database: database.url },
    files: {
      relyingParties: await write('relying-parties.json', relyingParties(port, secrets)),
      provinces: await write('provinces.json', connectedProvinces(port)),
      labPki,
      keys: {
        national: await ensureKeys(secretFolder, 'national', 'signs'),
        haiduong: await ensureKeys(secretFolder, 'haiduong', 'relies'),
        second: await ensureKeys(secretFolder, 'second', 'relies'),
      },
    },
  }
}
