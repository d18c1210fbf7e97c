import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import type { Clock } from '@motcua/kit/clock.ts'
import type { Log } from '@motcua/kit/log.ts'
import type { Random } from '@motcua/kit/random.ts'
import { errorPage } from '@motcua/ui/error-page.ts'
import type { FastifyInstance } from 'fastify'
import type Provider from 'oidc-provider'
import type { Cast } from '../cast.ts'
import type { Devices } from '../devices/devices.ts'
import type { Faults } from '../faults.ts'
import { spoiled } from '../spoiled-routes.ts'
import type { Waiting } from '../waiting.ts'
import { accountsAt } from './accounts.ts'
import { outsideProvider, type ProviderClient } from './provider.ts'
import { providerFrame } from './sign-in-page.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { signIns } from './sign-ins.ts'

export type IdentityProviderParts = {
  cast: Cast
  devices: Devices
  faults: Faults
  waiting: Waiting
  slowMs: number
  clock: Clock
  random: Random
  log: Log
  port: number
  client: ProviderClient
}

/** An identity provider under `/vnpost` or `/vneid`: its protocol, and the pages on which personas sign in. */
export function identityProviderRoutes(
  server: FastifyInstance,
  id: IdentityProviderId,
  parts: IdentityProviderParts,
): void {
  const home = `http://localhost:${parts.port}`
  const accounts = accountsAt(id, parts.cast.members)
  const provider = outsideProvider({
    ...{ ...parts, id, home, accounts },
    errorPage: ctx => errorPage(providerFrame({ language: 'vi', path: ctx.path }, id), { kind: 'refused' }),
  })
  const send = (phone: string, sms: { from: string; text: string }) =>
    parts.devices.phones.add(phone, { at: parts.clock().toISOString(), ...sms })
  server.register(
    async scope => {
      scope.addHook('preHandler', async (_request, reply) => {
        const fault = parts.faults.of(id)
        if (fault !== undefined) await spoiled(reply, fault, parts)
      })
      signInRoutes(scope, {
        id,
        provider,
        client: parts.client,
        signIns: signIns({ provider: id, ...parts, accounts, send }),
      })
      await scope.register(async protocol => protocolRoutes(protocol, provider, home))
    },
    { prefix: `/${id}` },
  )
}

/** The provider's own addresses. It reads bodies itself, and must see its issuer whatever the request says. */
function protocolRoutes(scope: FastifyInstance, provider: Provider, home: string): void {
  const answer = provider.callback()
  const mount = new URL(provider.issuer).pathname
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
  scope.route({
    url: '/*',
    method: ['GET', 'POST'],
    config: { crossSite: true },
    handler(request, reply) {
      const raw = Object.assign(request.raw, { originalUrl: request.raw.url })
      raw.url = raw.originalUrl?.slice(mount.length) || '/'
      raw.headers.host = new URL(home).host
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value)
      reply.hijack()
      void answer(raw, reply.raw)
    },
  })
}
