import { timingSafeEqual } from 'node:crypto'
import { type Random, randomToken } from '@motcua/kit/random.ts'
import smpp, { type PDU, type Session } from 'smpp'
import type { Faults } from '../faults.ts'
import { noise } from '../tcp-gate.ts'
import { type Accepted, type DeliveryParts, deliver, receipt } from './delivery.ts'
import { rateLimit } from './rate.ts'
import { type Piece, pieceOf, type Reassembly } from './reassembly.ts'
import type { Receipts } from './receipts.ts'
import type { Repeats } from './repeats.ts'

export type SessionParts = DeliveryParts & {
  faults: Faults
  random: Random
  reassembly: Reassembly
  repeats: Repeats
  receipts: Receipts
  systemId: string
  password: string
  perSecond: number
  slowMs: number
}

/** Longer texts are no SMS: 10 parts of 153 characters. */
const LONGEST = 1530

type Connection = { session: Session; parts: SessionParts; mayTake: () => boolean; bound: boolean }

/** Serves one connection of a sender: bind, then submits, until either side leaves. */
export function serve(session: Session, parts: SessionParts): void {
  const connection = { session, parts, mayTake: rateLimit(parts.perSecond, parts.clock), bound: false }
  session.on('error', () => session.destroy())
  session.on('pdu', (pdu: PDU) => {
    if (!pdu.isResponse()) void answer(connection, pdu).catch(() => session.destroy())
  })
}

async function answer(connection: Connection, pdu: PDU): Promise<void> {
  const { session, parts } = connection
  const fault = parts.faults.of('sms-centre')
  if (fault === 'garbage') session.socket.write(noise)
  else if (fault !== 'slow' || (await parts.waiting.wait(parts.slowMs))) reply(connection, pdu)
}

function reply(connection: Connection, pdu: PDU): void {
  const { session, bound } = connection
  switch (pdu.command) {
    case 'bind_transceiver':
    case 'bind_transmitter':
      if (bound) refuse(session, pdu, smpp.ESME_RALYBND)
      else bind(connection, pdu)
      break
    case 'enquire_link':
      session.send(pdu.response())
      break
    case 'unbind':
      session.send(pdu.response())
      session.close()
      break
    case 'submit_sm':
      if (bound) submit(connection, pdu)
      else refuse(session, pdu, smpp.ESME_RINVBNDSTS)
      break
    default:
      session.send(new smpp.PDU('generic_nack', nack(pdu, smpp.ESME_RINVCMDID)))
  }
}

function bind(connection: Connection, pdu: PDU): void {
  const { session, parts } = connection
  connection.bound = same(pdu.system_id, parts.systemId) && same(pdu.password, parts.password)
  if (connection.bound) {
    session.send(pdu.response({ system_id: 'motcua-lab' }))
    // Only who binds as transceiver is told of deliveries (SMPP 3.4 §2.2.1).
    if (pdu.command === 'bind_transceiver') parts.receipts.bound(session)
  } else {
    refuse(session, pdu, smpp.ESME_RBINDFAIL)
    session.close()
  }
}

function submit(connection: Connection, pdu: PDU): void {
  const { session, parts } = connection
  const phone = `+${pdu.destination_addr ?? ''}`
  const piece = pieceOf(pdu)
  const refusal = refusalOf(connection, { phone, piece })
  if (piece === undefined || refusal !== undefined) {
    refuse(session, pdu, refusal ?? smpp.ESME_RINVMSGLEN)
    return
  }
  const name = nameOf(pdu, { phone, piece })
  const earlier = name && parts.repeats.acceptedAs(name)
  if (earlier) {
    session.send(pdu.response({ message_id: earlier }))
    return
  }
  const from = pdu.source_addr ?? ''
  const id = randomToken(parts.random, 9)
  if (name) parts.repeats.accept(name, id)
  session.send(pdu.response({ message_id: id }))
  const text = parts.reassembly.add(`${from} ${phone}`, piece)
  void bring(connection, { id, from, phone, text, submittedAt: parts.clock() }, pdu.registered_delivery ?? 0)
}

/** What the sender calls this part of this message (SMPP 3.4 §5.3.2.17); undefined where it does not say. */
function nameOf(pdu: PDU, { phone, piece }: { phone: string; piece: Piece }): string | undefined {
  const { source_addr: from = '', user_message_reference: reference } = pdu
  return reference === undefined ? undefined : `${from} ${phone} ${reference} ${piece.part?.number ?? 1}`
}

function refusalOf({ mayTake }: Connection, { phone, piece }: { phone: string; piece: Piece | undefined }) {
  if (!mayTake()) return smpp.ESME_RTHROTTLED
  if (!/^\+84[1-9]\d{8}$/.test(phone)) return smpp.ESME_RINVDSTADR
  return piece === undefined || piece.text.length > LONGEST ? smpp.ESME_RINVMSGLEN : undefined
}

/** A final receipt is wanted when the lowest two bits say 1 (SMPP 3.4 §5.2.17). */
async function bring({ parts }: Connection, message: Accepted, wanted: number): Promise<void> {
  const told = await deliver(message, parts)
  const doneAt = parts.clock()
  if (told && (wanted & 3) === 1) parts.receipts.tell(() => receipt(message, doneAt))
}

function refuse(session: Session, pdu: PDU, status: number): void {
  session.send(pdu.response({ command_status: status }))
}

function nack(pdu: PDU, status: number) {
  return { command_status: status, sequence_number: pdu.sequence_number }
}

function same(given: string | undefined, expected: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
