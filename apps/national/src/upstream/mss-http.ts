import { Agent as PlainAgent } from 'node:http'
import { Agent as TlsAgent } from 'node:https'
import { mssPaths } from '@motcua/contracts/mobile-signature.ts'
import { type Clock, systemClock } from '@motcua/kit/clock.ts'
import type { Log } from '@motcua/kit/log.ts'
import { type Random, systemRandom } from '@motcua/kit/random.ts'
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleAll, isBrokenCircuitError } from 'cockatiel'
import { askForBytes, NotAsked } from './bytes-http.ts'
import { type MssPort, type MssSaid, readMssAnswer } from './mss-answers.ts'
import { nameOf, outcomeOf } from './mss-outcomes.ts'
import type { MssAsking } from './mss-requests.ts'
import type { SimOperatorSettings } from './sim-operators-file.ts'
import { tlsOptions } from './tls-material-http.ts'

export type MssOptions = {
  log: Log
  clock?: Clock
  random?: Random
  /** For one question to one operator, its second try included. */
  timeoutMs?: number
  /** How long an operator that failed five times in a row is left alone. */
  restMs?: number
}

export type MssQuestion = {
  port: MssPort
  /** What it is about: an answer about another number (`+84…`) or transaction is not believed. */
  phone: string
  id?: string
  write(asking: MssAsking): string
  /** `once`: it shows on somebody's phone. */
  send: 'once' | 'again-if-broken'
}

type Answered = ({ kind: 'said' } & MssSaid) | { kind: 'fault'; status: number }

/** `said`: by the right operator about the right number and transaction. */
export type MssBelieved = Answered | { kind: 'unavailable' }

export type MssOperator = { id: string; ask(question: MssQuestion): Promise<MssBelieved>; isUp(): boolean }

const MOST_BYTES = 64 * 1024

/** Not an answer in the standard's terms. */
class Unreadable extends Error {}

type Wire = MssOptions & { operator: SimOperatorSettings; agent: TlsAgent | PlainAgent; clock: Clock; random: Random }
type Heard = { answer: Answered; transaction: string }
type Told = { believed: MssBelieved; transaction?: string; cause?: string }

/**
 * One operator's mobile signature service: its own connections, time limit and circuit breaker, and a line in the log for
 * each question that names nobody.
 */
export function mssHttp(operator: SimOperatorSettings, options: MssOptions): MssOperator {
  const { log, clock = systemClock, random = systemRandom, timeoutMs = 5_000, restMs = 10_000 } = options
  const about = { upstream: 'sim-signing', operator: operator.id }
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(5) })
  breaker.onStateChange(state => log.warn({ ...about, circuit: CircuitState[state] }, 'circuit'))
  const wire: Wire = { ...options, operator, clock, random, agent: agentOf(operator) }
  return {
    id: operator.id,
    isUp: () => breaker.state === CircuitState.Closed,
    async ask(question) {
      const begun = performance.now()
      const heard = breaker.execute(() => hear(wire, question, AbortSignal.timeout(timeoutMs)))
      const { believed, transaction, cause } = await heard.then(found => judge(found, question), unavailable)
      const status = 'status' in believed ? nameOf(believed.status) : undefined
      const ms = Math.round(performance.now() - begun)
      const line = { ...about, port: question.port, transaction, outcome: believed.kind, status, cause, ms }
      log.info(line, 'upstream call')
      if (cause === 'mismatch') log.warn(line, 'a mobile signature service answered about somebody or something else')
      if ('status' in believed && outcomeOf(believed.status) === 'refused')
        log.error(line, 'a mobile signature service does not take our requests')
      return believed
    },
  }
}

/** Connections are not kept: one that went stale looks like a broken one, and a prompt is never sent twice. */
function agentOf({ url, ...material }: SimOperatorSettings): TlsAgent | PlainAgent {
  if (url.startsWith('http:')) return new PlainAgent({ keepAlive: false })
  return new TlsAgent({ keepAlive: false, rejectUnauthorized: true, ...tlsOptions(material) })
}

async function hear(wire: Wire, question: MssQuestion, signal: AbortSignal): Promise<Heard> {
  try {
    return await hearOnce(wire, question, signal)
  } catch (error) {
    if (question.send === 'once' || !isBroken(error)) throw error
    return hearOnce(wire, question, signal)
  }
}

async function hearOnce(
  { operator, agent, clock, random }: Wire,
  { port, write }: MssQuestion,
  signal: AbortSignal,
): Promise<Heard> {
  // An NCName begins with a letter; 16 bytes are enough never to come twice.
  const transaction = `T${random(16).toString('hex')}`
  const body = {
    type: 'application/soap+xml; charset=utf-8',
    bytes: Buffer.from(write({ operator, transaction, at: clock() })),
  }
  const url = new URL(`${operator.url.replace(/\/$/, '')}${mssPaths[port]}`)
  const { status, bytes } = await askForBytes({
    ...{ url, body, signal, agent },
    ...{ mostBytes: MOST_BYTES, reach: 'anywhere' },
  })
  return { answer: answerIn(bytes.toString('utf8'), port, status), transaction }
}

/** A fault comes with 400 or 500 (SOAP 1.2 part 2 §7.5.2), or with 200 from services that don't care. */
function answerIn(text: string, port: MssPort, httpStatus: number): Answered {
  const answer = readMssAnswer(text, port)
  if (answer.kind === 'said' && httpStatus === 200) return answer
  if (answer.kind !== 'fault') throw new Unreadable(httpStatus === 200 ? 'unreadable' : `status ${httpStatus}`)
  if (answer.status === undefined) throw new Unreadable('a fault without a code')
  return { kind: 'fault', status: answer.status }
}

/** A fault ends a question and hands nothing over, so it need not say what it is about. */
function judge({ answer, transaction }: Heard, question: MssQuestion): Told {
  if (answer.kind === 'fault' || isAbout(answer, transaction, question)) return { believed: answer, transaction }
  return { believed: { kind: 'unavailable' }, transaction, cause: 'mismatch' }
}

/**
 * Whether an answer belongs to this very question. The number may be missing where the standard leaves it out (profiles)
 * and where the question failed; the transaction's own id is required of what begins one.
 */
function isAbout(said: MssSaid, transaction: string, { port, phone, id }: MssQuestion): boolean {
  const failed = !['outstanding', 'signed'].includes(outcomeOf(said.status))
  const mayLackNumber = failed || port === 'profile'
  return (
    said.transaction === transaction &&
    (said.msisdn === undefined ? mayLackNumber : isNumber(said.msisdn, phone)) &&
    (said.id === undefined || id === undefined || said.id === id)
  )
}

function isNumber(msisdn: string, phone: string): boolean {
  return msisdn === phone || `+${msisdn}` === phone
}

function unavailable(error: unknown): Told {
  return { believed: { kind: 'unavailable' }, cause: causeOf(error) }
}

/** Whether the connection broke, rather than the time ran out or nonsense came. */
function isBroken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && !isLate(error)
}

const isLate = (error: Error) => error.name === 'AbortError' || error.name === 'TimeoutError'

/** For the log: what failed, never about whom. */
function causeOf(error: unknown): string {
  if (isBrokenCircuitError(error)) return 'circuit open'
  if (error instanceof Unreadable || error instanceof NotAsked) return error.message
  if (error instanceof Error && isLate(error)) return 'late'
  if (error instanceof Error && 'code' in error) return `connection ${String(error.code)}`
  throw error
}
