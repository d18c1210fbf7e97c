import type { Log } from '@motcua/kit/log.ts'
import { type Random, systemRandom } from '@motcua/kit/random.ts'
import smpp, { type PDU } from 'smpp'
import { type Link, smppLink } from './link-smpp.ts'
import type { OutgoingSms, SmsCentre, SmsOutcome, SmsReceipt } from './sms-centre.ts'
import { type Segment, segmentsOf } from './sms-segments.ts'

export type SmsCentreOptions = {
  host: string
  port: number
  systemId: string
  password: string
  log: Log
  /** The name messages come from; at most 11 characters (3GPP TS 23.040 §9.1.2.5). */
  sender?: string
  random?: Random
  timeoutMs?: number
  enquireMs?: number
  backoffMs?: { first: number; longest: number }
  /** A receipt that cannot be kept now (the promise fails) is left with the centre, which tells it again. */
  onReceipt?(receipt: SmsReceipt): Promise<void>
}

/** The SMS centre over SMPP 3.4, as a transceiver. */
export function smsCentreSmpp(options: SmsCentreOptions): SmsCentre {
  const { log, sender = 'MOTCUA', random = systemRandom, timeoutMs = 5_000, enquireMs = 15_000 } = options
  const backoffMs = options.backoffMs ?? { first: 250, longest: 30_000 }
  const onDelivery = async (pdu: PDU) => {
    const receipt = receiptOf(pdu)
    if (receipt === undefined) return
    log.info({ upstream: 'sms-centre', messageId: receipt.messageId, receipt: receipt.kind }, 'delivery receipt')
    await options.onReceipt?.(receipt)
  }
  const link = smppLink({ ...options, random, timeoutMs, enquireMs, backoffMs, onDelivery })
  let counted = random(1).readUInt8()
  return {
    available: link.up,
    start: link.start,
    stop: link.stop,
    send: async message => {
      counted = (counted + 1) % 256
      const begun = performance.now()
      const segments = segmentsOf(message.text, message.reference ?? counted)
      const { outcome, status } = await submitAll(link, segments, { ...message, sender })
      const messageId = outcome.kind === 'accepted' ? outcome.messageId : undefined
      const ms = Math.round(performance.now() - begun)
      log.info({ upstream: 'sms-centre', outcome: outcome.kind, status, messageId, ms }, 'upstream call')
      return outcome
    },
  }
}

type Submitted = { outcome: SmsOutcome; status: number | 'no answer' | 'not sendable' }
type Envelope = OutgoingSms & { sender: string }

/** Part by part, in order. The receipt is asked for the last one, whose id stands for the message. */
async function submitAll(link: Link, segments: Segment[], envelope: Envelope): Promise<Submitted> {
  if (!/^\+[1-9][0-9]{6,14}$/.test(envelope.to)) return { outcome: { kind: 'refused' }, status: 'not sendable' }
  let last: Submitted = { outcome: { kind: 'refused' }, status: 'not sendable' }
  for (const [index, segment] of segments.entries()) {
    const receipt = index === segments.length - 1 ? 1 : 0
    last = judged(await link.ask(submission(segment, envelope, { index, receipt })))
    if (last.outcome.kind !== 'accepted') return last
  }
  return last
}

const INTERNATIONAL = { dest_addr_ton: 1, dest_addr_npi: 1 }
const ALPHANUMERIC = { source_addr_ton: 5, source_addr_npi: 0 }
const HEADER_INDICATOR = 0x40

type Part = { index: number; receipt: 0 | 1 }

function submission({ bytes, coding, headed }: Segment, envelope: Envelope, { index, receipt }: Part): PDU {
  const { to, sender, reference } = envelope
  return new smpp.PDU('submit_sm', {
    ...INTERNATIONAL,
    ...ALPHANUMERIC,
    source_addr: sender,
    destination_addr: to.slice(1),
    esm_class: headed ? HEADER_INDICATOR : 0,
    registered_delivery: receipt,
    data_coding: coding,
    short_message: bytes,
    ...(reference === undefined ? {} : { user_message_reference: partReference(reference, index) }),
  })
}

/** SMPP 3.4 §5.3.2.17, two octets. Each part has its own, for centres that tell messages apart by nothing else. */
function partReference(reference: number, index: number): number {
  return (reference % 4096) * 16 + index
}

/** What a later try cannot heal: the number, the message itself. Everything else passes: full queues, throttling. */
const PERMANENT = new Set([smpp.ESME_RINVDSTADR, smpp.ESME_RINVMSGLEN])

function judged(answer: PDU | undefined): Submitted {
  if (answer === undefined) return { outcome: { kind: 'unavailable' }, status: 'no answer' }
  const { command_status: status, message_id: messageId = '' } = answer
  if (status === smpp.ESME_ROK) return { outcome: { kind: 'accepted', messageId }, status }
  return { outcome: { kind: PERMANENT.has(status) ? 'refused' : 'unavailable' }, status }
}

/** Bits 5–2 of esm_class say receipt (SMPP 3.4 §5.2.12); message_state 2 is delivered, 1 and 6 are on the way. */
function receiptOf({
  esm_class: kind = 0,
  receipted_message_id: messageId,
  message_state: state,
}: PDU): SmsReceipt | undefined {
  if ((kind & 0x3c) !== 0x04 || messageId === undefined || state === 1 || state === 6) return undefined
  return { messageId, kind: state === 2 ? 'delivered' : 'failed' }
}
