import { createHmac } from 'node:crypto'
import type { SigningJwk } from '@motcua/kit/keys.ts'
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { accountsStore } from '../accounts/accounts-store.ts'
import type { Parts } from '../parts.ts'
import { levelsOfAssurance } from '../session/assurance.ts'
import { oidcAdapter } from './adapter.ts'
import { claimsOf, releasedClaims } from './claims.ts'
import type { RelyingParty } from './relying-parties.ts'
import { subjectsStore } from './subjects-store.ts'
import { whileReachable } from './unavailable.ts'

export type ProviderOptions = {
  parts: Parts
  issuer: string
  deployment: string
  keys: { signing: SigningJwk[]; cookies: Buffer }
  relyingParties: RelyingParty[]
  /** The live portal session of the browser whose request is being answered. */
  portalSessionId: (cookieHeader: string | undefined) => Promise<string | undefined>
  pages: {
    error: (ctx: KoaContextWithOIDC, code: string) => string
    signOut: (ctx: KoaContextWithOIDC, form: string) => string
    signedOut: (ctx: KoaContextWithOIDC) => string
  }
}

const MINUTE = 60
const HOUR = 60 * MINUTE

/** The OpenID provider (OIDC Core; oidc-provider) at the addresses provincial portals already use. */
export function oidcProvider(options: ProviderOptions): Provider {
  const { parts, issuer, relyingParties } = options
  const provider = new Provider(issuer, {
    ...storage(options),
    ...protocol(),
    ...pages(options),
    clients: relyingParties.map(clientOf),
    jwks: { keys: options.keys.signing } as Configuration['jwks'] & object,
    cookies: cookies(options),
    pairwiseIdentifier: (_ctx, accountId, client) =>
      whileReachable(() => subjectsStore(parts.db).subjectFor(parts.random, { accountId, clientId: client.clientId })),
    async findAccount(_ctx, id) {
      const account = await whileReachable(() => accountsStore(parts.db, parts).find(id))
      if (account?.status !== 'active') return undefined
      // Id tokens are kept and passed around by relying parties, so they name nobody.
      return { accountId: id, claims: async use => ({ sub: id, ...(use === 'userinfo' ? claimsOf(account) : {}) }) }
    },
  })
  provider.proxy = true
  return provider
}

function storage({ parts, portalSessionId }: ProviderOptions): Configuration {
  const { db, sealer, clock } = parts
  const { idleSeconds } = parts.rules.session
  const ofRequest = async () => portalSessionId(Provider.ctx?.req.headers.cookie)
  return {
    adapter: model => oidcAdapter(model, { db, sealer, clock, idleSeconds, portalSessionId: ofRequest }),
    ttl: {
      AccessToken: 10 * MINUTE,
      AuthorizationCode: parts.rules.sso.codeSeconds,
      IdToken: 10 * MINUTE,
      Interaction: 30 * MINUTE,
      Session: 12 * HOUR,
      Grant: 12 * HOUR,
    },
  }
}

/** A relying party learns of its own tokens only, and revokes no others (RFC 7662 §4, RFC 7009 §2.1). */
function ownToken(_ctx: unknown, client: { clientId: string }, token: { clientId?: string | undefined }): boolean {
  return token.clientId === client.clientId
}

/** The authorization code flow with PKCE, and nothing else. */
function protocol(): Configuration {
  return {
    responseTypes: ['code'],
    scopes: ['openid'],
    claims: { openid: ['sub', 'acr', 'amr', 'auth_time', ...releasedClaims] },
    subjectTypes: ['pairwise'],
    acrValues: levelsOfAssurance,
    pkce: { required: () => true },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    enabledJWA: { idTokenSigningAlgValues: ['ES256', 'RS256'] },
    conformIdTokenClaims: true,
    clientBasedCORS: () => false,
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      introspection: { enabled: true, allowedPolicy: ownToken },
      revocation: { enabled: true, allowedPolicy: ownToken },
      rpInitiatedLogout: { enabled: true },
    },
    routes: {
      authorization: '/oauth2/authorize',
      token: '/oauth2/token',
      userinfo: '/oauth2/userinfo',
      introspection: '/oauth2/introspect',
      revocation: '/oauth2/revoke',
      jwks: '/oauth2/jwks',
      end_session: '/oidc/logout',
    },
    interactions: { url: (_ctx, interaction) => `/sso/${interaction.uid}` },
  }
}

function pages({ pages: { error, signOut, signedOut } }: ProviderOptions): Configuration {
  return {
    renderError(ctx, out) {
      ctx.type = 'html'
      ctx.body = error(ctx, out.error)
    },
    features: {
      ...protocol().features,
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(ctx, form) {
          ctx.body = signOut(ctx, form)
        },
        postLogoutSuccessSource(ctx) {
          ctx.body = signedOut(ctx)
        },
      },
    },
  }
}

/**
 * Browsers share cookies between the ports of a host, so the names carry the deployment. No path is set: the provider
 * gives each interaction its own, so that two of them in one browser do not disturb each other.
 */
function cookies({ deployment, issuer, keys }: ProviderOptions): Configuration['cookies'] & object {
  const options = {
    signed: true,
    httpOnly: true,
    sameSite: 'lax',
    secure: issuer.startsWith('https:'),
  } as const
  return {
    names: {
      session: `${deployment}-op`,
      interaction: `${deployment}-op-interaction`,
      resume: `${deployment}-op-resume`,
    },
    keys: [createHmac('sha256', keys.cookies).update('oidc-cookies').digest('base64url')],
    long: options,
    short: options,
  }
}

function clientOf(party: RelyingParty) {
  return {
    client_id: party.clientId,
    client_secret: party.clientSecret,
    client_name: party.name,
    client_uri: party.homeUrl,
    redirect_uris: party.redirectUris,
    post_logout_redirect_uris: party.postLogoutRedirectUris,
    response_types: ['code' as const],
    grant_types: ['authorization_code'],
    subject_type: 'pairwise' as const,
    token_endpoint_auth_method: 'client_secret_basic' as const,
    id_token_signed_response_alg: 'ES256' as const,
    // The subject is made per client (pairwiseIdentifier above), so the sector only has to be a constant host.
    ...(new Set(party.redirectUris.map(uri => new URL(uri).host)).size > 1
      ? { sector_identifier_uri: party.homeUrl }
      : {}),
  }
}
