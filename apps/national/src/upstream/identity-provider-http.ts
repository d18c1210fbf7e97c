import { type IdentityProviderId, signInClaims } from '@motcua/contracts/identity-providers.ts'
import { localDate } from '@motcua/identifiers/date.ts'
import { type Clock, systemClock } from '@motcua/kit/clock.ts'
import type { Log } from '@motcua/kit/log.ts'
import { type Random, randomToken, systemRandom } from '@motcua/kit/random.ts'
import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
  isTaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel'
import * as client from 'openid-client'
import { boundedFetch } from './bounded-http.ts'
import type { IdentityProvider, PendingSignIn, ProviderAnswer } from './identity-provider.ts'
import { claimsMappings, factorsOf } from './identity-provider-claims.ts'
import { isLoopback } from './loopback.ts'

export type IdentityProviderOptions = {
  id: IdentityProviderId
  /** https, except on this machine. */
  issuer: string
  clientId: string
  clientSecret: string
  /** This portal's address for those who come back. */
  redirectUri: string
  log: Log
  clock?: Clock
  random?: Random
  /** For everything that is asked between leaving and coming back, or after it. */
  timeoutMs?: number
  /** How long a provider that failed five times in a row is left alone. */
  restMs?: number
}

/**
 * An identity provider over OpenID Connect (openid-client): code flow with PKCE S256, state and nonce. Its metadata is
 * fetched before anybody is sent there, so that nobody is sent to a provider that is down; once for all who leave
 * meanwhile. Nothing is repeated: a code is good once.
 */
export function identityProviderHttp(options: IdentityProviderOptions): IdentityProvider {
  const { id, issuer, redirectUri, random = systemRandom } = options
  const ask = guarded(options)
  let held: client.Configuration | undefined
  let asking: Promise<client.Configuration> | undefined

  /** Anew, but for its keys, which openid-client fetches again when they are old or lack the one that is asked for. */
  async function discovered(): Promise<client.Configuration> {
    const [keys, fresh] = [held && client.getJwksCache(held), await discover(options)]
    if (keys) client.setJwksCache(fresh, keys)
    held = fresh
    return fresh
  }

  return {
    issuer,
    origin: new URL(issuer).origin,
    begin: state =>
      ask(async () => {
        asking ??= discovered().finally(() => {
          asking = undefined
        })
        const config = await asking
        const pending: PendingSignIn = { state, nonce: randomToken(random), verifier: randomToken(random) }
        const url = client.buildAuthorizationUrl(config, {
          ...{ redirect_uri: redirectUri, scope: claimsMappings[id].scope, state, nonce: pending.nonce },
          code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
          code_challenge_method: 'S256',
          // Whoever used this browser before may still be signed in there.
          prompt: 'login',
        })
        return { answer: { kind: 'begun', url: url.href, pending } }
      }),
    complete: (pending, parameters) =>
      ask(async () => {
        const config = held ?? (await discovered())
        const callback = new URL(redirectUri)
        callback.search = new URLSearchParams(parameters).toString()
        return exchange(options, { config, callback, pending }).catch(refusalIn)
      }),
  }
}

async function discover({ issuer, clientId, clientSecret, timeoutMs }: IdentityProviderOptions) {
  const server = new URL(issuer)
  const overPlainHttp = server.protocol === 'http:' && isLoopback(server.hostname)
  const config = await client.discovery(server, clientId, undefined, client.ClientSecretBasic(clientSecret), {
    // Without these checks openid-client trusts the connection instead of the id token's signature.
    execute: [client.enableNonRepudiationChecks, ...(overPlainHttp ? [client.allowInsecureRequests] : [])],
    [client.customFetch]: (url, init) => boundedFetch(url, init as RequestInit),
    timeout: (timeoutMs ?? TIMEOUT_MS) / 1000,
  })
  const endpoint = URL.parse(config.serverMetadata().authorization_endpoint ?? '')
  if (endpoint?.origin !== server.origin) throw new ElsewhereError('authorization endpoint of another origin')
  return config
}

const TIMEOUT_MS = 8_000

/** The portal's pages name the issuer's origin as the only one their forms may lead to. */
class ElsewhereError extends Error {}

/** `cause` is for the log: what failed, never whom it was about. */
type Outcome<Answer> = { answer: Answer; cause?: string }
type Unavailable = { kind: 'unavailable' }

/** Runs a call within its time and behind a circuit breaker; what throws is `unavailable`. */
function guarded({ id, log, timeoutMs = TIMEOUT_MS, restMs = 10_000 }: IdentityProviderOptions) {
  const breaker = circuitBreaker(handleWhen(isTheProvidersTrouble), {
    ...{ halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(5) },
  })
  breaker.onStateChange(state => log.warn({ upstream: id, circuit: CircuitState[state] }, 'circuit'))
  const policy = wrap(breaker, timeout(timeoutMs, TimeoutStrategy.Aggressive))
  return async <Answer extends { kind: string; reason?: string }>(work: () => Promise<Outcome<Answer>>) => {
    const begun = performance.now()
    const { answer, cause } = await policy.execute(work).catch(unavailable)
    const ms = Math.round(performance.now() - begun)
    const reason = 'reason' in answer ? answer.reason : undefined
    log.info({ upstream: id, outcome: answer.kind, reason, cause, ms }, 'upstream call')
    return answer
  }
}

function unavailable(error: unknown): Outcome<Unavailable> {
  return { answer: { kind: 'unavailable' }, cause: causeOf(error) }
}

type Exchange = { config: client.Configuration; callback: URL; pending: PendingSignIn }

/** Code for tokens, tokens for claims. openid-client checks state, issuer, signature, audience, times, nonce and equal `sub`. */
async function exchange(
  { id, clock = systemClock }: IdentityProviderOptions,
  { config, callback, pending }: Exchange,
): Promise<Outcome<ProviderAnswer>> {
  const tokens = await client.authorizationCodeGrant(config, callback, {
    ...{ expectedState: pending.state, expectedNonce: pending.nonce, pkceCodeVerifier: pending.verifier },
    idTokenExpected: true,
  })
  const idToken = tokens.claims()
  const signIn = signInClaims.safeParse(idToken)
  if (idToken === undefined || !signIn.success) return notBelieved('no methods in the id token')
  const userinfo = await client.fetchUserInfo(config, tokens.access_token, idToken.sub)
  const read = claimsMappings[id].read(userinfo, localDate(clock()))
  if (read.kind === 'refused') return { answer: read }
  const methods = signIn.data.amr
  return { answer: { kind: 'identified', person: { ...read.person, methods, factors: factorsOf(methods) } } }
}

function notBelieved(cause: string): Outcome<ProviderAnswer> {
  return { answer: { kind: 'refused', reason: 'not-believed' }, cause }
}

/**
 * What came back wrong is an answer too, whoever got it wrong. Thrown on is what remains: no connection, no time, no
 * OAuth answer, or a provider that does not know this portal.
 */
function refusalIn(error: unknown): Outcome<ProviderAnswer> {
  if (error instanceof client.AuthorizationResponseError) {
    if (error.error === 'access_denied') return { answer: { kind: 'cancelled' } }
    const later = TRY_LATER.includes(error.error)
    return later ? { answer: { kind: 'unavailable' }, cause: error.error } : notBelieved('authorization error')
  }
  if (error instanceof client.ResponseBodyError && error.error === 'invalid_grant') return notBelieved(error.error)
  if (error instanceof client.ClientError && !UNREACHABLE.includes(error.code ?? '')) return notBelieved(causeOf(error))
  throw error
}

/** RFC 6749 §4.1.2.1. */
const TRY_LATER = ['server_error', 'temporarily_unavailable']
const UNREACHABLE = [
  ...['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'],
  'OAUTH_PARSE_ERROR',
]

/** Strangers can have requests refused as often as they like, and must not close the provider for everybody. */
function isTheProvidersTrouble(error: unknown): boolean {
  const status = statusOf(error)
  return status === undefined || status >= 500
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof client.ResponseBodyError || error instanceof client.WWWAuthenticateChallengeError) {
    return error.status
  }
  return error instanceof client.ClientError && error.cause instanceof Response ? error.cause.status : undefined
}

/** Only codes: descriptions may quote what was sent. */
function causeOf(error: unknown): string {
  if (isBrokenCircuitError(error)) return 'circuit open'
  if (isTaskCancelledError(error)) return 'timeout'
  if (error instanceof ElsewhereError) return error.message
  const status = statusOf(error)
  if (status !== undefined) return `status ${status}`
  if (error instanceof client.ClientError) return error.code ?? 'unexpected answer'
  if (error instanceof TypeError) return 'connection'
  throw error
}
