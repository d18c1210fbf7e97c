import type { FastifyInstance } from 'fastify'
import type Provider from 'oidc-provider'

const ANY = ['GET', 'POST'] as const

/** The provider's own addresses. It reads bodies itself, so none is parsed before it; our security headers stay. */
export async function providerRoutes(server: FastifyInstance, provider: Provider): Promise<void> {
  const answer = provider.callback()
  await server.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    const paths = ['/oauth2/*', '/oidc/*', '/.well-known/openid-configuration']
    for (const url of paths) {
      scope.route({
        url,
        method: [...ANY, 'OPTIONS'],
        // Relying parties' pages may post an authorization or logout request (OIDC Core §3.1.2.1).
        config: { crossSite: true },
        handler(request, reply) {
          for (const [name, value] of Object.entries(reply.getHeaders()))
            if (value !== undefined) reply.raw.setHeader(name, value)
          reply.hijack()
          void answer(request.raw, reply.raw)
        },
      })
    }
  })
}
