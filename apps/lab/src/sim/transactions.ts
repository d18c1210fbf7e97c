import type { LabSimMischief } from '@motcua/contracts/lab-api.ts'
import type { MssStatus } from '@motcua/contracts/mobile-signature.ts'
import { after, type Clock } from '@motcua/kit/clock.ts'
import { randomToken } from '@motcua/kit/random.ts'
import type { Handsets, PromptEnd } from './handsets.ts'
import type { Mischiefs } from './mischief.ts'
import type { Refusal, SignatureRequest } from './requests.ts'
import { anyone, type HeldSim, namedCertificate, type SigningParts, signaturesBy, someoneElse } from './signing.ts'
import { type SimServiceId, simServices } from './sim-operators.ts'
import { type Scripted, scriptedFor } from './test-numbers.ts'

/** `transId`: the asker's own name for it, which may be used once. */
export type Begin = SignatureRequest & { service: SimServiceId; transId: string }
export type Begun = { kind: 'begun'; id: string } | Refusal

/** How a transaction stands, as the service tells it. */
export type Told = { kind: 'told'; transactionId: string; phone: string; status: MssStatus; signatures: Buffer[] }

/** The transactions of all services: one at a time for each SIM. */
export type Transactions = {
  begin(begin: Begin): Promise<Begun>
  standing(service: SimServiceId, id: string): Promise<Told | Refusal>
  /** In DER, the certificate of a number's SIM. */
  certificate(service: SimServiceId, phone: string): Promise<{ kind: 'held'; certificate: Buffer } | Refusal>
}

export type TransactionParts = SigningParts & { handsets: Handsets; mischiefs: Mischiefs; clock: Clock }

type End = { status: MssStatus; signatures: Buffer[] }
type Transaction = Begin & { id: string; until: Date; end?: End & { at: Date } }

/** What is found out by asking the network takes so long. */
const NETWORK_SECONDS = 1
const MOST_KEPT = 5_000

const refused = (status: MssStatus): Refusal => ({ kind: 'refused', status })
const without = (status: MssStatus): End => ({ status, signatures: [] })

export function transactions(parts: TransactionParts): Transactions {
  const { pki, clock, random, mischiefs } = parts
  const all = new Map<string, Transaction>()
  const used = new Set<string>()
  const open = (begin: Begin) => {
    const transaction = { ...begin, id: `t${randomToken(random, 16)}`, until: after(clock(), begin.seconds) }
    all.set(transaction.id, transaction)
    dropOldest(all)
    return transaction
  }
  const simOf = async (service: SimServiceId, phone: string) => {
    const sim = await pki.sim(phone)
    return sim?.operator === service ? sim : undefined
  }
  return {
    begin: async begin => {
      const name = `${begin.service} ${begin.transId}`
      if (used.has(name)) return refused(101)
      used.add(name)
      dropOldest(used)
      const scripted = scriptedFor(begin.phone)
      if (scripted?.kind === 'refused') return refused(scripted.status)
      if (scripted) return play(parts, open(begin), scripted)
      const sim = await simOf(begin.service, begin.phone)
      if (sim === undefined) return refused(105)
      if ([...all.values()].some(one => one.phone === begin.phone && isOpen(one, clock()))) return refused(406)
      return ask(parts, open(begin), sim)
    },
    standing: async (service, id) => {
      const transaction = all.get(id)
      if (transaction === undefined) return refused(101)
      if (transaction.service !== service) return refused(104)
      const { status, signatures } = endOf(transaction, clock())
      const told: Told = { kind: 'told', transactionId: id, phone: transaction.phone, status, signatures }
      const mischief = signatures.length > 0 ? mischiefs.of(transaction.phone) : undefined
      return twisted(parts, told, mischief)
    },
    certificate: async (service, phone) => {
      const scripted = scriptedFor(phone)
      if (scripted?.kind === 'refused') return refused(scripted.status)
      const sim = scripted ? await anyone(pki, service) : await simOf(service, phone)
      if (sim === undefined) return refused(105)
      return { kind: 'held', certificate: await namedCertificate(pki, sim, mischiefs.of(phone)) }
    },
  }
}

/** Asks the person, unless the phone is off or its SIM blocked, which the network tells a little later. */
function ask(parts: TransactionParts, transaction: Transaction, sim: HeldSim): Begun {
  const { handsets, clock, random } = parts
  const { phone, displayed: text, until, id } = transaction
  const handset = handsets.of(phone)
  const trouble = handset?.power === 'off' ? 209 : handset?.triesLeft === 0 ? 402 : undefined
  if (trouble !== undefined) transaction.end = { ...without(trouble), at: after(clock(), NETWORK_SECONDS) }
  else {
    const ended = async (how: PromptEnd) => {
      transaction.end = { ...(await outcome(parts, { transaction, sim, how })), at: clock() }
    }
    handsets.ask(phone, { id: randomToken(random, 9), text, until, ended })
  }
  return { kind: 'begun', id }
}

type Answered = { transaction: Transaction; sim: HeldSim; how: PromptEnd }

async function outcome(parts: TransactionParts, { transaction, sim, how }: Answered): Promise<End> {
  switch (how) {
    case 'declined':
      return without(401)
    case 'pin-blocked':
      return without(402)
    case 'switched-off':
      return without(209)
    case 'confirmed': {
      const { format, signed: status } = simServices[transaction.service]
      const mischief = parts.mischiefs.of(transaction.phone)
      return { status, signatures: await signaturesBy(parts, sim, { content: transaction.content, format, mischief }) }
    }
  }
}

/** A test number asks nobody: somebody's SIM signs where its status comes with a signature. */
async function play(parts: TransactionParts, transaction: Transaction, { kind, status }: Scripted): Promise<Begun> {
  // Nobody ever answers: it ends by its time.
  if (status === 504) return { kind: 'begun', id: transaction.id }
  const { content, service } = transaction
  const order = { content, format: simServices[service].format }
  const mischief = status === 503 ? 'other-transaction' : undefined
  const signatures =
    kind === 'signed' ? await signaturesBy(parts, await anyone(parts.pki, service), { ...order, mischief }) : []
  transaction.end = { status, signatures, at: after(parts.clock(), NETWORK_SECONDS) }
  return { kind: 'begun', id: transaction.id }
}

function endOf({ end, until }: Transaction, now: Date): End {
  if (end !== undefined && end.at <= now) return end
  return without(until <= now ? 208 : 504)
}

function isOpen(transaction: Transaction, now: Date): boolean {
  return endOf(transaction, now).status === 504
}

/** The answer as a service gives it that has mixed up its transactions or its numbers. */
async function twisted(parts: TransactionParts, told: Told, mischief: LabSimMischief | undefined): Promise<Told> {
  switch (mischief) {
    case 'other-transid':
      return { ...told, transactionId: `t${randomToken(parts.random, 16)}` }
    case 'other-number': {
      const sim = await parts.pki.sim(told.phone)
      return { ...told, phone: sim ? (await someoneElse(parts.pki, sim)).phone : told.phone }
    }
    case 'no-signature':
    case 'other-transaction':
    case 'other-person':
    case 'twice':
    case 'wrong-format':
    case undefined:
      return told
  }
}

function dropOldest(kept: Set<string> | Map<string, unknown>): void {
  const [oldest] = kept.keys()
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
}
