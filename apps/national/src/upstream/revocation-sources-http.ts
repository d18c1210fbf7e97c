import type { Log } from '@motcua/kit/log.ts'
import type { Revocation as Said } from '@motcua/pki/revocation.ts'
import {
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  isBrokenCircuitError,
} from 'cockatiel'
import { askForBytes, type BytesRequest, NotAsked } from './bytes-http.ts'

export type SourceOptions = {
  kind: 'ocsp' | 'crl'
  log: Log
  /** `public`: addresses in certificates may not lead into our own network. */
  reach: BytesRequest['reach']
  mostBytes: number
  /** For all sources of one certificate together. */
  timeoutMs: number
  /** How long a host that failed five times in a row is left alone. */
  restMs?: number
}

type Asking = Pick<BytesRequest, 'url' | 'signal' | 'body'> & { contentType?: string }
export type Got = { kind: 'got'; bytes: Buffer } | { kind: 'failed'; because: string }

/** Certificates name one or two; more would only make a check slow. */
const MOST_SOURCES = 3
const MOST_HOSTS = 100

/** Not an answer at all. */
class Unreadable extends Error {}

/** Those of one kind who know what was revoked, each host behind a breaker of its own. */
export function sources(options: SourceOptions) {
  const { kind, log, reach, mostBytes, timeoutMs } = options
  const breakerOf = breakers(options)
  return {
    async get({ contentType, ...asking }: Asking): Promise<Got> {
      return breakerOf(asking.url.host)
        .execute(() => read({ ...asking, reach, mostBytes }, contentType))
        .then(bytes => ({ kind: 'got', bytes }) as const)
        .catch((error: unknown) => ({ kind: 'failed', because: causeOf(error) }) as const)
    },

    /** Asks one after the other until one knows, within the time for all; each is a line in the log that names nobody. */
    async firstOf(urls: string[], { ask, isLast }: FirstOf): Promise<Said> {
      const signal = AbortSignal.timeout(timeoutMs)
      let said = undetermined('no source')
      for (const url of askable(urls)) {
        const begun = performance.now()
        said = await ask(url, signal)
        const cause = said.kind === 'undetermined' ? said.because : undefined
        const ms = Math.round(performance.now() - begun)
        log.info({ upstream: kind, host: url.host, outcome: said.kind, cause, ms }, 'upstream call')
        if (isLast(said)) return said
      }
      return said
    },
  }
}

type FirstOf = { ask(url: URL, signal: AbortSignal): Promise<Said>; isLast(said: Said): boolean }

export const undetermined = (because: string): Said => ({ kind: 'undetermined', because })

/** LDAP addresses and what is none are left out. */
function askable(urls: string[]): URL[] {
  return urls
    .flatMap(url => URL.parse(url) ?? [])
    .filter(({ protocol, username }) => /^https?:$/.test(protocol) && username === '')
    .slice(0, MOST_SOURCES)
}

function breakers({ kind, log, restMs = 10_000 }: SourceOptions) {
  const kept = new Map<string, CircuitBreakerPolicy>()
  return (host: string): CircuitBreakerPolicy => {
    const known = kept.get(host)
    if (known) return known
    const breaker = circuitBreaker(handleAll, { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(5) })
    breaker.onStateChange(state => log.warn({ upstream: kind, host, circuit: CircuitState[state] }, 'circuit'))
    if (kept.size >= MOST_HOSTS) kept.clear()
    kept.set(host, breaker)
    return breaker
  }
}

async function read(asking: BytesRequest, contentType = ''): Promise<Buffer> {
  const answer = await askForBytes(asking)
  if (answer.status !== 200) throw new Unreadable(`status ${answer.status}`)
  if (!answer.contentType.startsWith(contentType)) throw new Unreadable('another content type')
  return answer.bytes
}

/** For the log: what failed, never about whom. */
function causeOf(error: unknown): string {
  if (isBrokenCircuitError(error)) return 'circuit open'
  if (error instanceof Unreadable || error instanceof NotAsked) return error.message
  if (error instanceof Error && error.name === 'AbortError') return 'late'
  if (error instanceof Error && 'code' in error) return `connection ${String(error.code)}`
  throw error
}
