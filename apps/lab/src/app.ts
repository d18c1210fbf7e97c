import type { Clock } from '@motcua/kit/clock.ts'
import { healthRoutes } from '@motcua/kit/health-routes.ts'
import type { Log } from '@motcua/kit/log.ts'
import type { Random } from '@motcua/kit/random.ts'
import { Refused, webServer } from '@motcua/kit/web.ts'
import { apiRoutes } from './api/api-routes.ts'
import { captchas } from './captchas.ts'
import { castOf } from './cast.ts'
import type { LabConfig } from './config.ts'
import { devices } from './devices/devices.ts'
import { faults } from './faults.ts'
import { mailServer } from './mail/mail-server.ts'
import { personas } from './personas.ts'
import { smsCentre } from './sms-centre/sms-centre.ts'
import { registryRoutes } from './subscriber-registry/registry-routes.ts'
import { tokens } from './subscriber-registry/tokens.ts'
import { waiting } from './waiting.ts'

/** Loopback only: everything here is open to whoever reaches it. */
const HOST = '127.0.0.1'

export type LabApp = { listen(): Promise<void>; close(): Promise<void> }
export type LabParts = { log: Log; clock: Clock; random: Random }

/** Everything beyond the portals' walls: HTTP upstreams and page on the port, SMPP on the next, SMTP on the one after. */
export async function labApp(config: LabConfig, { log, clock, random }: LabParts): Promise<LabApp> {
  const world = {
    cast: castOf(personas),
    devices: devices(),
    faults: faults(clock),
    waiting: waiting(),
    clock,
    ...config,
  }
  const server = await webServer({
    log,
    random,
    publicUrl: `http://localhost:${config.port}`,
    trustedProxies: [],
    errorPage: (_request, { status }) => `<!doctype html><title>${status}</title><p>${status}</p>`,
  })
  // A page elsewhere must not reach the lab by a name that resolves to this machine (DNS rebinding).
  server.addHook('onRequest', async request => {
    if (!['localhost', HOST].includes(request.hostname)) throw new Refused(421)
  })
  healthRoutes(server, async () => ({ kind: 'ready' }))
  registryRoutes(server, { ...world, client: config.registry, tokens: tokens({ clock, random }) })
  apiRoutes(server, { ...world, captchas: captchas() })
  const sms = smsCentre({ ...world, ...config.sms, random, perSecond: config.smsPerSecond })
  const mail = mailServer(world)
  return {
    listen: async () => {
      await server.listen({ host: HOST, port: config.port })
      await sms.listen({ host: HOST, port: config.port + 1 })
      await mail.listen({ host: HOST, port: config.port + 2 })
    },
    close: async () => {
      world.waiting.end()
      server.server.closeAllConnections()
      await Promise.all([sms.close(), mail.close(), server.close()])
    },
  }
}
