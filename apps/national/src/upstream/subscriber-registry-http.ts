import {
  CONFIRMATIONS_PATH,
  CORRELATION_HEADER,
  registryRefusal,
  subscriberVerdict,
} from '@motcua/contracts/subscriber-registry.ts'
import { type Clock, systemClock } from '@motcua/kit/clock.ts'
import type { Log } from '@motcua/kit/log.ts'
import { type Random, randomUuid, systemRandom } from '@motcua/kit/random.ts'
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleAll, isBrokenCircuitError } from 'cockatiel'
import { type HttpAnswer, isConnectionError, post } from './bounded-http.ts'
import { type TokenSource, tokenSource } from './registry-token-http.ts'
import type { SubscriberAnswer, SubscriberQuestion, SubscriberRegistry } from './subscriber-registry.ts'

export type SubscriberRegistryOptions = {
  /** The registry's own address, under which `/oauth2/token` and `/v1/confirmations` are. */
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

type Wire = { url: string; tokens: TokenSource; correlationId: string; signal: AbortSignal }

/** Not an answer in the contract's terms. */
class Unreadable extends Error {}

/** Asks the subscriber registry over HTTP (contracts/openapi/subscriber-registry.json). */
export function subscriberRegistryHttp(options: SubscriberRegistryOptions): SubscriberRegistry {
  const { log, clock = systemClock, random = systemRandom, timeoutMs = 5_000, restMs = 10_000 } = options
  const url = options.url.replace(/\/$/, '')
  const tokens = tokenSource({ ...options, url, clock, timeoutMs })
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(5) })
  breaker.onStateChange(state => log.warn({ upstream: 'subscriber-registry', circuit: CircuitState[state] }, 'circuit'))
  return {
    confirm: async question => {
      const wire = { url, tokens, correlationId: randomUuid(random), signal: AbortSignal.timeout(timeoutMs) }
      const begun = performance.now()
      const { answer, cause } = await breaker.execute(() => ask(wire, question)).then(known, unavailable)
      const ms = Math.round(performance.now() - begun)
      const { correlationId } = wire
      log.info({ upstream: 'subscriber-registry', correlationId, outcome: answer.kind, cause, ms }, 'upstream call')
      return answer
    },
  }
}

type Outcome = { answer: SubscriberAnswer; cause: string | undefined }

function known(answer: SubscriberAnswer): Outcome {
  return { answer, cause: answer.kind === 'unavailable' ? 'operator-unavailable' : undefined }
}

function unavailable(error: unknown): Outcome {
  return { answer: { kind: 'unavailable' }, cause: causeOf(error) }
}

/** A question changes nothing, so a broken connection may be tried again: once, within the same time. */
async function ask(wire: Wire, question: SubscriberQuestion): Promise<SubscriberAnswer> {
  try {
    return await askAuthorized(wire, question)
  } catch (error) {
    if (!isConnectionError(error)) throw error
    return askAuthorized(wire, question)
  }
}

/** A token may end before its time (the registry restarted): then a new one, once. */
async function askAuthorized(wire: Wire, question: SubscriberQuestion): Promise<SubscriberAnswer> {
  const first = await send(wire, question)
  return read(first.status === 401 ? await send(wire, question) : first)
}

async function send({ url, tokens, correlationId, signal }: Wire, question: SubscriberQuestion): Promise<HttpAnswer> {
  const token = await tokens.get(signal)
  if (token === undefined) throw new Unreadable('no token')
  const answer = await post(`${url}${CONFIRMATIONS_PATH}`, {
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

function read({ status, json }: HttpAnswer): SubscriberAnswer {
  const verdict = status === 200 ? subscriberVerdict.safeParse(json) : undefined
  if (verdict?.success) return verdict.data.result === 'match' ? { kind: 'match' } : { kind: 'mismatch' }
  // One operator's trouble is not the registry's: it must not open the circuit for the others.
  const refusal = status === 503 ? registryRefusal.safeParse(json) : undefined
  if (refusal?.success && refusal.data.error === 'operator-unavailable') return { kind: 'unavailable' }
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
