import { likelyOperator } from '@motcua/identifiers/phone.ts'
import type { Measures } from '@motcua/kit/health-routes.ts'
import type { MobileSignature } from '@motcua/pki/mobile-signature.ts'
import { Gauge } from 'prom-client'
import { type MssBelieved, type MssOperator, type MssOptions, type MssQuestion, mssHttp } from './mss-http.ts'
import { type MssOutcome, outcomeOf } from './mss-outcomes.ts'
import { profileRequest, signatureRequest, statusRequest } from './mss-requests.ts'
import type { NumberOperators } from './number-operators.ts'
import type { SimOperatorSettings } from './sim-operators-file.ts'
import type { SimBegun, SimFailure, SimQuestion, SimSigning, SimStanding, SimTransaction } from './sim-signing.ts'

export type SimSigningOptions = MssOptions & {
  /** Those with whom there is a contract. */
  operators: SimOperatorSettings[]
  lookup: NumberOperators
}

/** `isUp`: its circuit is closed, as far as the last questions told. */
export type SimOperatorHealth = { operator: string; isUp: boolean }

/**
 * Asks the operators' mobile signature services (ETSI TS 102 204 V1.1.4), each behind a breaker and time limit of its own.
 * Answers are values, whatever comes over the wire.
 */
export function simSigningHttp(options: SimSigningOptions): SimSigning & {
  health(): SimOperatorHealth[]
  measures: Measures
} {
  const { operators, lookup } = options
  const contracts = operators.map(settings => ({ settings, service: mssHttp(settings, options) }))
  const health = () => contracts.map(({ service }) => ({ operator: service.id, isUp: service.isUp() }))
  return {
    async begin(question) {
      const candidates = await candidatesOf(contracts, lookup, question.phone)
      return candidates.length === 0 ? { kind: 'no-such-sim' } : beginAtFirst(candidates, question)
    },
    async standing(transaction) {
      const contract = contracts.find(({ service }) => service.id === transaction.operator)
      // A contract may end while somebody is at it.
      return contract ? standingAt(contract, transaction) : { kind: 'unavailable' }
    },
    health,
    measures: upGauge(health),
  }
}

type Contract = { settings: SimOperatorSettings; service: MssOperator }

/** Who may serve the number: the one that the look-up names, or without its word the likeliest first and then the others. */
async function candidatesOf(contracts: Contract[], lookup: NumberOperators, phone: string): Promise<Contract[]> {
  const found = await lookup.operatorOf(phone)
  switch (found.kind) {
    case 'found':
      return contracts.filter(({ service }) => service.id === found.operator)
    case 'unknown-number':
      return []
    case 'unavailable': {
      const isLikely = ({ service }: Contract) => service.id === likelyOperator(phone)
      return contracts.toSorted((one, other) => Number(isLikely(other)) - Number(isLikely(one)))
    }
  }
}

/** The next one is asked only where the one before does not know the number, so that no phone is asked twice. */
async function beginAtFirst([first, ...others]: Contract[], question: SimQuestion): Promise<SimBegun> {
  if (first === undefined) return { kind: 'no-such-sim' }
  const believed = await first.service.ask(signatureQuestion(question))
  if ('status' in believed && believed.status === UNKNOWN_CLIENT) return beginAtFirst(others, question)
  const isBegun = believed.kind === 'said' && outcomeOf(believed.status) === 'outstanding'
  if (!isBegun) return failureIn(believed)
  // Without its name nobody could ask for it again.
  if (believed.id === undefined) return { kind: 'unavailable' }
  return { kind: 'begun', transaction: { operator: first.service.id, id: believed.id, phone: question.phone } }
}

const UNKNOWN_CLIENT = 105
const REQUEST_OK = 100

async function standingAt({ settings, service }: Contract, transaction: SimTransaction): Promise<SimStanding> {
  const believed = await service.ask(statusQuestion(transaction))
  if (believed.kind !== 'said') return failureIn(believed)
  const outcome = outcomeOf(believed.status)
  if (outcome === 'outstanding') return { kind: 'outstanding' }
  const { signature } = believed
  if (outcome !== 'signed' || signature === undefined) return failureIn(believed)
  return settings.format === 'cms'
    ? signed({ format: 'cms', signedData: signature })
    : withCertificate(service, { phone: transaction.phone, value: signature })
}

/** A bare value says nothing of who signed: the SIM's certificate is asked for. */
async function withCertificate(
  service: MssOperator,
  { phone, value }: { phone: string; value: Uint8Array },
): Promise<SimStanding> {
  const believed = await service.ask(profileQuestion(phone))
  const certificate = believed.kind === 'said' && believed.status === REQUEST_OK ? believed.certificate : undefined
  return certificate ? signed({ format: 'pkcs1', value, certificate }) : failureIn(believed)
}

const signed = (signature: MobileSignature): SimStanding => ({ kind: 'signed', signature })

/** What is no failure by its status comes here where something is missing: not to be believed either. */
function failureIn(believed: MssBelieved): SimFailure {
  const outcome: MssOutcome = 'status' in believed ? outcomeOf(believed.status) : 'unavailable'
  return { kind: outcome === 'outstanding' || outcome === 'signed' ? 'unavailable' : outcome }
}

function signatureQuestion(question: SimQuestion): MssQuestion {
  const write: MssQuestion['write'] = asking => signatureRequest(asking, question)
  return { port: 'signature', phone: question.phone, write, send: 'once' }
}

function statusQuestion({ id, phone }: SimTransaction): MssQuestion {
  return { port: 'status', phone, id, write: asking => statusRequest(asking, id), send: 'again-if-broken' }
}

function profileQuestion(phone: string): MssQuestion {
  return { port: 'profile', phone, write: asking => profileRequest(asking, phone), send: 'again-if-broken' }
}

/** Seen by whoever runs the portal: which operator's service is being left alone. */
function upGauge(health: () => SimOperatorHealth[]): Measures {
  return registry => {
    new Gauge({
      name: 'motcua_sim_operator_up',
      help: 'Whether the signature service of a mobile operator answered lately: 1, or 0 while it is left alone',
      labelNames: ['operator'],
      registers: [registry],
      collect() {
        for (const { operator, isUp } of health()) this.set({ operator }, isUp ? 1 : 0)
      },
    })
  }
}
