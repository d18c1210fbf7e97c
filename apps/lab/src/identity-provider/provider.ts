import { type IdentityProviderId, VNEID_SCOPE, VNPOST_SCOPE } from '@motcua/contracts/identity-providers.ts'
import type { Clock } from '@motcua/kit/clock.ts'
import type { Log } from '@motcua/kit/log.ts'
import { type Random, randomToken } from '@motcua/kit/random.ts'
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { type Account, claimsOf } from './accounts.ts'
import { misbehave } from './mischief.ts'
import { signingKey } from './signing-key.ts'
import { memoryStorage } from './storage.ts'

/** The one client of a provider: the national portal. */
export type ProviderClient = { id: string; secret: string; redirectUris: string[] }

export type ProviderOptions = {
  id: IdentityProviderId
  /** The lab's own address, such as `http://localhost:3010`; the issuer is `/vnpost` or `/vneid` below it. */
  home: string
  client: ProviderClient
  accounts: readonly Account[]
  clock: Clock
  random: Random
  log: Log
  errorPage: (ctx: KoaContextWithOIDC) => string
}

const MINUTE = 60

/** Claims by scope, as contracts/src/identity-providers.ts has them. */
const claims: Record<IdentityProviderId, Record<string, string[]>> = {
  vnpost: {
    openid: ['sub', 'acr', 'amr', 'auth_time'],
    profile: ['name', 'birthdate', 'gender'],
    email: ['email', 'email_verified'],
    phone: ['phone_number', 'phone_number_verified'],
    identity: ['account_type', 'id_number', 'previous_id_number', 'identity_verified', 'verification_level'],
  },
  vneid: {
    openid: [
      ...['sub', 'acr', 'amr', 'auth_time', 'LoaiTaiKhoan', 'SoDinhDanh', 'HoVaTen', 'NgayThangNamSinh'],
      ...['TechID', 'loAs', 'userProfileUri', 'logoutUri', 'IAL'],
    ],
  },
}
const scopes = { vnpost: VNPOST_SCOPE, vneid: VNEID_SCOPE }

/** An identity provider outside (OpenID Connect Core; oidc-provider), in memory, forgetting whoever signed in. */
export function outsideProvider(options: ProviderOptions): Provider {
  const { id, home, accounts, log } = options
  const bySubject = new Map(accounts.map(account => [account.subject, account]))
  const own = signingKey()
  const provider = new Provider(`${home}/${id}`, {
    ...protocol(options),
    adapter: memoryStorage(options.clock),
    clients: [clientOf(options.client)],
    jwks: { keys: [own.jwk] } as Configuration['jwks'] & object,
    async findAccount(_ctx, subject) {
      const account = bySubject.get(subject)
      if (account === undefined) return undefined
      return { accountId: subject, claims: async () => ({ sub: subject, ...claimsOf(id, account, home) }) }
    },
  })
  misbehave(provider, { own, mischiefOf: subject => bySubject.get(subject)?.ways.mischief })
  provider.on('server_error', (_ctx, err) => log.error({ err, upstream: id }, 'identity provider of the lab'))
  return provider
}

/** The authorization code flow with PKCE, and nothing else. */
function protocol({ id, random, errorPage }: ProviderOptions): Configuration {
  return {
    responseTypes: ['code'],
    scopes: scopes[id].split(' '),
    claims: claims[id],
    acrValues: ['1', '2'],
    pkce: { required: () => true },
    clientAuthMethods: ['client_secret_basic'],
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    clientBasedCORS: () => false,
    expiresWithSession: async () => false,
    ttl: {
      ...{ AccessToken: 5 * MINUTE, AuthorizationCode: MINUTE, IdToken: 5 * MINUTE },
      ...{ Interaction: 15 * MINUTE, Session: 15 * MINUTE, Grant: 15 * MINUTE },
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    interactions: { url: (_ctx, interaction) => `/${id}/dang-nhap/${interaction.uid}` },
    cookies: {
      // Browsers share cookies between the ports of a host.
      names: { session: `lab-${id}`, interaction: `lab-${id}-interaction`, resume: `lab-${id}-resume` },
      keys: [randomToken(random)],
      long: { httpOnly: true, sameSite: 'lax' },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    renderError(ctx) {
      ctx.type = 'html'
      ctx.body = errorPage(ctx)
    },
  }
}

function clientOf({ id, secret, redirectUris }: ProviderClient) {
  return {
    client_id: id,
    client_secret: secret,
    redirect_uris: redirectUris,
    response_types: ['code' as const],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_basic' as const,
    id_token_signed_response_alg: 'ES256' as const,
  }
}
