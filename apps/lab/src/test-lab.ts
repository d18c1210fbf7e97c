import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LabPrompt, LabPromptAnswer } from '@motcua/contracts/lab-api.ts'
import { type Clock, systemClock } from '@motcua/kit/clock.ts'
import { createLog } from '@motcua/kit/log.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import type { FastifyInstance } from 'fastify'
import { labServer, labWorld, signatureServices } from './app.ts'
import type { LabConfig } from './config.ts'
import { simAccess } from './sim/access.ts'
import { portalOf } from './sim/test-mss.ts'

const pki = mkdtempSync(join(tmpdir(), 'motcua-lab-pki-'))
process.once('exit', () => rmSync(pki, { recursive: true, force: true }))

const config: LabConfig = {
  ...{
    ...{ port: 3010, pki },
    registry: { id: 'portal', secret: 'registry secret' },
    insurance: { id: 'portal', secret: 'insurance secret' },
    sms: { systemId: 'portal', password: 'sms' },
    sim: { apId: 'http://portal.example', apPassword: 'sim secret' },
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

/** The lab with its signature services listening, a portal that speaks with them, and a clock that tests move. */
export async function testSignatures(changes: Partial<LabConfig> = {}) {
  let ahead = 0
  const clock = () => new Date(Date.now() + ahead)
  const world = labWorld({ ...config, ...changes }, { clock, random: systemRandom })
  const log = createLog({ name: 'lab', level: 'silent' })
  const tls = await simAccess(world.place, { ...world.sim, port: 0 })
  const services = signatureServices(world, tls, { log })
  const server = await labServer(world, { log, clock, random: systemRandom })
  const port = Number(new URL(await services.listen({ host: '127.0.0.1', port: 0 })).port)
  const portal = await portalOf(join(config.pki, 'sim', 'operators.json'), port)
  return {
    ...{ server, pki: world.pki, signatures: world.signatures, faults: world.faults, ...handsOf(server) },
    ...{ vinaphone: await portal('vinaphone'), viettel: await portal('viettel') },
    later: (seconds: number) => {
      ahead += seconds * 1_000
    },
    close: async () => {
      world.waiting.end()
      await Promise.all([services.close(), server.close()])
    },
  }
}

/** Whoever holds a phone, by the lab's API. */
function handsOf(server: FastifyInstance) {
  const prompts = async (phone: string): Promise<LabPrompt[]> =>
    (await server.inject(`/api/phones/${phone}/prompts`)).json()
  const answer = (phone: string, id: string, payload: LabPromptAnswer) =>
    server.inject({ method: 'POST', url: `/api/phones/${phone}/prompts/${id}`, payload })
  const first = async (phone: string) => (await prompts(phone))[0]?.id ?? 'none'
  return {
    ...{ prompts, answer },
    confirm: async (phone: string, pin: string) => answer(phone, await first(phone), { action: 'confirm', pin }),
    decline: async (phone: string) => answer(phone, await first(phone), { action: 'decline' }),
  }
}
