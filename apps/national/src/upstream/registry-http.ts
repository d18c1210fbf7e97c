import { CORRELATION_HEADER } from '@motcua/contracts/registry-access.ts'
import { type Clock, systemClock } from '@motcua/kit/clock.ts'
import type { Log } from '@motcua/kit/log.ts'
import { type Random, randomUuid, systemRandom } from '@motcua/kit/random.ts'
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleAll, isBrokenCircuitError } from 'cockatiel'
import { type HttpAnswer, isConnectionError, post } from './bounded-http.ts'
import { type TokenSource, tokenSource } from './registry-token-http.ts'

export type RegistryOptions = {
  /** The registry's own address, under which its token endpoint and its confirmations are. */
  url: string
  clientId: string
  clientSecret: string
  log: Log
  clock?: Clock
  random?: Random
  /** For the whole question, token and retry included. */
  timeoutMs?: number
  /** How long a registry that failed five times in a row is left alone. */
  restMs?: number
}

export type Unavailable = { kind: 'unavailable' }

/** What makes a registry this one. */
export type Registry<Answer> = {
  upstream: string
  path: string
  /** An answer with status 200 in our words; undefined where it is none of the contract's. */
  read(json: unknown): Answer | undefined
  /** Whether an answer with 503 says that only what stands behind the registry is away. */
  isAwayBehind(json: unknown): boolean
}

type Wire = { url: string; tokens: TokenSource; correlationId: string; signal: AbortSignal }

/** Not an answer in the contract's terms. */
class Unreadable extends Error {}

/**
 * Asks a registry one question over HTTP (contracts/src/registry-access.ts): token, time limit, one retry, circuit
 * breaker, and a line in the log that names nobody.
 */
export function registryHttp<Question extends object, Answer extends { kind: string }>(
  options: RegistryOptions,
  registry: Registry<Answer>,
): (question: Question) => Promise<Answer | Unavailable> {
  const { log, clock = systemClock, random = systemRandom, timeoutMs = 5_000, restMs = 10_000 } = options
  const { upstream } = registry
  const url = options.url.replace(/\/$/, '')
  const tokens = tokenSource({ ...options, url, clock, timeoutMs })
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(5) })
  breaker.onStateChange(state => log.warn({ upstream, circuit: CircuitState[state] }, 'circuit'))
  return async question => {
    const wire = { url, tokens, correlationId: randomUuid(random), signal: AbortSignal.timeout(timeoutMs) }
    const begun = performance.now()
    const { answer, cause } = await breaker.execute(() => ask(wire, registry, question)).then(known, unavailable)
    const ms = Math.round(performance.now() - begun)
    log.info({ upstream, correlationId: wire.correlationId, outcome: answer.kind, cause, ms }, 'upstream call')
    return answer
  }
}

function known<Answer extends { kind: string }>(answer: Answer) {
  return { answer, cause: answer.kind === 'unavailable' ? 'away behind the registry' : undefined }
}

function unavailable(error: unknown): { answer: Unavailable; cause: string } {
  return { answer: { kind: 'unavailable' }, cause: causeOf(error) }
}

/** A question changes nothing, so a broken connection may be tried again: once, within the same time. */
async function ask<Answer>(wire: Wire, registry: Registry<Answer>, question: object): Promise<Answer | Unavailable> {
  try {
    return await askAuthorized(wire, registry, question)
  } catch (error) {
    if (!isConnectionError(error)) throw error
    return askAuthorized(wire, registry, question)
  }
}

/** A token may end before its time (the registry restarted): then a new one, once. */
async function askAuthorized<Answer>(wire: Wire, registry: Registry<Answer>, question: object) {
  const send = () => sendOnce(wire, registry.path, question)
  const first = await send()
  return read(registry, first.status === 401 ? await send() : first)
}

async function sendOnce({ url, tokens, correlationId, signal }: Wire, path: string, question: object) {
  const token = await tokens.get(signal)
  if (token === undefined) throw new Unreadable('no token')
  const answer = await post(`${url}${path}`, {
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json',
      [CORRELATION_HEADER]: correlationId,
    },
    body: JSON.stringify(question),
    signal,
  })
  if (answer.status === 401) tokens.drop(token)
  return answer
}

function read<Answer>(registry: Registry<Answer>, { status, json }: HttpAnswer): Answer | Unavailable {
  const answer = status === 200 ? registry.read(json) : undefined
  if (answer !== undefined) return answer
  // The trouble of one behind it is not the registry's: it must not open the circuit for the others.
  if (status === 503 && registry.isAwayBehind(json)) return { kind: 'unavailable' }
  throw new Unreadable(status === 200 ? 'unreadable' : `status ${status}`)
}

/** For the log: what failed, never what was asked. */
function causeOf(error: unknown): string {
  if (isBrokenCircuitError(error)) return 'circuit open'
  if (error instanceof Unreadable) return error.message
  if (error instanceof DOMException) return error.name
  if (isConnectionError(error)) return 'connection'
  throw error
}
