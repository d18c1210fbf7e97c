import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, systemClock } from '@motcua/kit/clock.ts'
import { createLog } from '@motcua/kit/log.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import { labServer, labWorld } from './app.ts'
import type { LabConfig } from './config.ts'

const pki = mkdtempSync(join(tmpdir(), 'motcua-lab-pki-'))
process.once('exit', () => rmSync(pki, { recursive: true, force: true }))

const config: LabConfig = {
  ...{
    ...{ port: 3010, pki },
    registry: { id: 'portal', secret: 'registry secret' },
    insurance: { id: 'portal', secret: 'insurance secret' },
    sms: { systemId: 'portal', password: 'sms' },
  },
  vnpost: { id: 'portal', secret: 'vnpost secret', redirectUris: ['http://localhost:3000/ve-buu-dien'] },
  vneid: { id: 'portal', secret: 'vneid secret', redirectUris: ['http://localhost:3000/ve-vneid'] },
  ...{ portals: [{ name: 'Cổng thử', url: 'http://localhost:3000' }], staff: [], logLevel: 'silent' },
  ...{ slowMs: 50, smsLateMs: 50, smsPerSecond: 100 },
}

/** The lab's HTTP side for tests that inject requests; nothing listens. */
export async function testLab(clock: Clock = systemClock, changes: Partial<LabConfig> = {}) {
  const world = labWorld({ ...config, ...changes }, { clock, random: systemRandom })
  const log = createLog({ name: 'lab', level: 'silent' })
  const server = await labServer(world, { log, clock, random: systemRandom })
  return { server, config, pki: world.pki, waiting: world.waiting, devices: world.devices, faults: world.faults }
}
