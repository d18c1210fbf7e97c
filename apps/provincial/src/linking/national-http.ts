import type { Clock } from '@motcua/kit/clock.ts'
import type { Log } from '@motcua/kit/log.ts'
import { type Random, randomToken } from '@motcua/kit/random.ts'
import * as client from 'openid-client'
import { readClaims } from './claims.ts'
import type { Completion, NationalIdentity, SignInSecrets } from './national-identity.ts'

export type NationalOptions = {
  issuer: string
  clientId: string
  clientSecret: string
  /** This portal's address; the callback is below it. */
  publicUrl: string
  log: Log
  clock: Clock
  random: Random
}

export const CALLBACK_PATH = '/sso/ve'
export const SIGNED_OUT_PATH = '/da-dang-xuat'

/** The least assurance this portal accepts: a person known at IAL 2, two factors. */
const LEAST = 'LoA2'
const ENOUGH = ['LoA2', 'LoA3']
const TIMEOUT_SECONDS = 10

/**
 * The national portal over OpenID Connect (openid-client): code flow with PKCE S256, nonce and state. Its metadata is
 * fetched when first needed and again until that succeeds, so that either portal may start first.
 */
export function nationalOverHttp(options: NationalOptions): NationalIdentity {
  const { issuer, random, log } = options
  const redirectUri = new URL(CALLBACK_PATH, options.publicUrl).href
  const configuration = rememberedOnce(() => discover(options))

  async function known(): Promise<client.Configuration | undefined> {
    return configuration().catch((error: unknown) => {
      log.warn({ err: error, upstream: 'national-portal' }, 'national portal not discovered')
      return undefined
    })
  }

  return {
    issuer,
    async begin() {
      const config = await known()
      if (!config) return { kind: 'unavailable' }
      const secrets: SignInSecrets = {
        ...{ state: randomToken(random), nonce: randomToken(random), codeVerifier: randomToken(random) },
      }
      const url = client.buildAuthorizationUrl(config, {
        ...{ redirect_uri: redirectUri, scope: 'openid', acr_values: LEAST },
        ...{ state: secrets.state, nonce: secrets.nonce },
        ...{ code_challenge: await client.calculatePKCECodeChallenge(secrets.codeVerifier) },
        code_challenge_method: 'S256',
      })
      return { kind: 'begun', url: url.href, secrets }
    },

    async complete(query, secrets) {
      const config = await known()
      if (!config) return { kind: 'unavailable' }
      try {
        const callback = new URL(redirectUri)
        callback.search = query
        return await exchange(options, { config, callback, secrets })
      } catch (error) {
        return failure(log, error)
      }
    },

    async signOutUrl(idToken) {
      const config = await known()
      if (!config?.serverMetadata().end_session_endpoint) return { kind: 'unavailable' }
      const url = client.buildEndSessionUrl(config, {
        id_token_hint: idToken,
        post_logout_redirect_uri: new URL(SIGNED_OUT_PATH, options.publicUrl).href,
      })
      return { kind: 'found', url: url.href }
    },
  }
}

function discover({ issuer, clientId, clientSecret }: NationalOptions): Promise<client.Configuration> {
  const server = new URL(issuer)
  const overPlainHttp = server.protocol === 'http:' ? [client.allowInsecureRequests] : []
  return client.discovery(server, clientId, undefined, client.ClientSecretBasic(clientSecret), {
    execute: overPlainHttp,
    timeout: TIMEOUT_SECONDS,
  })
}

/** What was obtained once is kept; what failed is tried again at the next call, by all callers together. */
function rememberedOnce<T>(obtain: () => Promise<T>): () => Promise<T> {
  let held: Promise<T> | undefined
  return () => {
    held ??= obtain().catch((error: unknown) => {
      held = undefined
      throw error
    })
    return held
  }
}

type Exchange = { config: client.Configuration; callback: URL; secrets: SignInSecrets }

/** Code for tokens, tokens for claims; openid-client checks issuer, audience, signature, nonce, state and equal `sub`. */
async function exchange(
  { clock, issuer }: NationalOptions,
  { config, callback, secrets }: Exchange,
): Promise<Completion> {
  const tokens = await client.authorizationCodeGrant(config, callback, {
    ...{ expectedState: secrets.state, expectedNonce: secrets.nonce, pkceCodeVerifier: secrets.codeVerifier },
    idTokenExpected: true,
  })
  const idToken = tokens.claims()
  if (!idToken || !tokens.id_token) return { kind: 'refused', because: 'no id token' }
  if (!ENOUGH.includes(String(idToken.acr))) return { kind: 'too-weak' }
  const userinfo = await client.fetchUserInfo(config, tokens.access_token, idToken.sub)
  const read = readClaims(userinfo, clock())
  if (read.kind === 'unusable') return read
  const { person } = read
  return { kind: 'identified', identified: { issuer, subject: idToken.sub, person, idToken: tokens.id_token } }
}

/** Tells a no, a wrong answer and no answer apart. Only codes are logged: descriptions may quote what was sent. */
function failure(log: Log, error: unknown): Completion {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  if (error instanceof client.AuthorizationResponseError) {
    return error.error === 'access_denied' ? { kind: 'declined' } : { kind: 'refused', because: error.error }
  }
  const status = error instanceof client.ResponseBodyError ? error.status : 0
  if (status >= 400 && status < 500) return { kind: 'refused', because: `status ${status}` }
  log.warn({ code, upstream: 'national-portal' }, 'sign-in could not be completed')
  return isUnreachable(error) ? { kind: 'unavailable' } : { kind: 'refused', because: code }
}

const UNREACHABLE = [
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]

/** No connection, no time, or an answer that is no OAuth answer (a proxy's error page, a server failing). */
function isUnreachable(error: unknown): boolean {
  if (error instanceof client.ResponseBodyError) return error.status >= 500
  if (error instanceof client.ClientError && error.code !== undefined) return UNREACHABLE.includes(error.code)
  return error instanceof TypeError
}
