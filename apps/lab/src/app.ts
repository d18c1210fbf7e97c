import type { Clock } from '@motcua/kit/clock.ts'
import { healthRoutes } from '@motcua/kit/health-routes.ts'
import type { Log } from '@motcua/kit/log.ts'
import type { Random } from '@motcua/kit/random.ts'
import { Refused, webServer } from '@motcua/kit/web.ts'
import { errorPage, failureKind } from '@motcua/ui/error-page.ts'
import type { FastifyInstance } from 'fastify'
import { apiRoutes } from './api/api-routes.ts'
import { captchas } from './captchas.ts'
import { castOf } from './cast.ts'
import type { LabConfig } from './config.ts'
import { devices } from './devices/devices.ts'
import { faults } from './faults.ts'
import { identityProviderRoutes } from './identity-provider/provider-routes.ts'
import { mailServer } from './mail/mail-server.ts'
import { labFrame } from './page/frame.ts'
import { liveRoutes } from './page/live-routes.ts'
import { atOf, pageRoutes } from './page/page-routes.ts'
import { simPageRoutes } from './page/sim-routes.ts'
import { staticRoutes } from './page/static-routes.ts'
import { personas } from './personas.ts'
import { labPki } from './pki/lab-pki.ts'
import { pkiRoutes } from './pki/pki-routes.ts'
import { tokens } from './registry/tokens.ts'
import { type SimTls, simAccess } from './sim/access.ts'
import { mssServer } from './sim/mss-routes.ts'
import { signatureWorld } from './sim/signature-world.ts'
import { smsCentre } from './sms-centre/sms-centre.ts'
import { insuranceRoutes } from './social-insurance/insurance-routes.ts'
import { subscriberRoutes } from './subscriber-registry/subscriber-routes.ts'
import { waiting } from './waiting.ts'

/** Loopback only: everything here is open to whoever reaches it. */
const HOST = '127.0.0.1'
/** Counted from the lab's port. */
const SIGNATURES = 3

export type LabApp = { listen(): Promise<void>; close(): Promise<void> }
export type LabParts = { log: Log; clock: Clock; random: Random }

export type World = ReturnType<typeof labWorld>

/** Cast, devices, switchboard and certificates, which all upstreams share. */
export function labWorld(config: LabConfig, { clock, random }: Pick<LabParts, 'clock' | 'random'>) {
  const cast = castOf(personas)
  const place = { folder: config.pki, baseUrl: `http://${HOST}:${config.port}`, clock, random }
  const own = { cast, devices: devices(), faults: faults(clock), waiting: waiting(), clock, place }
  const pki = labPki(place, cast)
  return { ...config, ...own, pki, signatures: signatureWorld({ pki, devices: own.devices, clock, random }) }
}

/** Everything beyond the portals' walls: HTTP upstreams and page on the port, then SMPP, SMTP and signature services. */
export async function labApp(config: LabConfig, parts: LabParts): Promise<LabApp> {
  const world = labWorld(config, parts)
  const server = await labServer(world, parts)
  const sms = smsCentre({ ...world, ...config.sms, random: parts.random, perSecond: config.smsPerSecond })
  const mail = mailServer(world)
  const tls = await simAccess(world.place, { ...world.sim, port: config.port + SIGNATURES })
  const signatures = signatureServices(world, tls, parts)
  return {
    listen: async () => {
      // A portal that starts next reads the anchors.
      await world.pki.authorities()
      await server.listen({ host: HOST, port: config.port })
      await sms.listen({ host: HOST, port: config.port + 1 })
      await mail.listen({ host: HOST, port: config.port + 2 })
      await signatures.listen({ host: HOST, port: config.port + SIGNATURES })
    },
    close: async () => {
      world.waiting.end()
      server.server.closeAllConnections()
      await Promise.all([sms.close(), mail.close(), signatures.close(), server.close()])
    },
  }
}

/** The operators' signature services, by HTTPS. */
export function signatureServices(world: World, tls: SimTls, { log }: Pick<LabParts, 'log'>): FastifyInstance {
  return mssServer({ ...world, tls, access: world.sim, transactions: world.signatures.transactions, log })
}

/** The HTTP side: page, API, registries and identity providers. */
export async function labServer(world: World, { log, clock, random }: LabParts): Promise<FastifyInstance> {
  const server = await webServer({
    log,
    random,
    publicUrl: `http://localhost:${world.port}`,
    trustedProxies: [],
    errorPage: (request, { status, reference }) =>
      errorPage(labFrame(atOf(request)), { kind: failureKind(status), reference }),
  })
  // A page elsewhere must not reach the lab by a name that resolves to this machine (DNS rebinding).
  server.addHook('onRequest', async request => {
    if (!['localhost', HOST].includes(request.hostname)) throw new Refused(421)
  })
  healthRoutes(server, async () => ({ kind: 'ready' }))
  subscriberRoutes(server, { ...world, client: world.registry, tokens: tokens({ clock, random }) })
  insuranceRoutes(server, { ...world, client: world.insurance, tokens: tokens({ clock, random }) })
  for (const id of ['vnpost', 'vneid'] as const) {
    identityProviderRoutes(server, id, { ...world, client: world[id], clock, random, log })
  }
  pkiRoutes(server, world)
  apiRoutes(server, { ...world, captchas: captchas() })
  staticRoutes(server)
  pageRoutes(server, world)
  simPageRoutes(server, world)
  liveRoutes(server, world)
  return server
}
