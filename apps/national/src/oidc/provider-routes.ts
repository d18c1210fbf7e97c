import type { IncomingHttpHeaders } from 'node:http'
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
          pinToIssuer(request.raw.headers, provider.issuer)
          void answer(request.raw, reply.raw)
        },
      })
    }
  })
}

/** The provider makes addresses from these headers; anybody may send them, so it sees those of the issuer only. */
function pinToIssuer(headers: IncomingHttpHeaders, issuer: string): void {
  const { host, protocol } = new URL(issuer)
  headers.host = host
  headers['x-forwarded-host'] = host
  headers['x-forwarded-proto'] = protocol.slice(0, -1)
}
