import type { Clock } from '@motcua/kit/clock.ts'
import smpp, { type PDU } from 'smpp'
import type { Cast } from '../cast.ts'
import type { Devices } from '../devices/devices.ts'
import type { Waiting } from '../waiting.ts'

export type DeliveryParts = { cast: Cast; devices: Devices; clock: Clock; waiting: Waiting; smsLateMs: number }
export type Accepted = { id: string; from: string; phone: string; text: string | undefined; submittedAt: Date }

/**
 * Brings an accepted message to the phone, as the persona's line has it: at once, late, or never.
 * The answer is whether the sender is to get its receipt.
 */
export async function deliver(message: Accepted, parts: DeliveryParts): Promise<boolean> {
  const line = parts.cast.line(message.phone)
  if (line?.sms === 'lost') return false
  if (line?.sms === 'late' && !(await parts.waiting.wait(parts.smsLateMs))) return false
  if (message.text === undefined) return true
  const at = parts.clock().toISOString()
  parts.devices.phones.add(message.phone, { at, from: message.from, text: message.text })
  return true
}

const DELIVERED = 2
const RECEIPT_CLASS = 0x04

/** A delivery receipt (SMPP 3.4 appendix B), with the tags that spare the receiver reading its text. */
export function receipt({ id, from, phone, submittedAt }: Accepted, doneAt: Date): PDU {
  const dates = `submit date:${minute(submittedAt)} done date:${minute(doneAt)}`
  return new smpp.PDU('deliver_sm', {
    source_addr_ton: 1,
    source_addr_npi: 1,
    source_addr: phone.slice(1),
    destination_addr: from,
    esm_class: RECEIPT_CLASS,
    short_message: Buffer.from(`id:${id} sub:001 dlvrd:001 ${dates} stat:DELIVRD err:000 text:`),
    receipted_message_id: id,
    message_state: DELIVERED,
  })
}

function minute(instant: Date): string {
  return instant.toISOString().replace(/\D/g, '').slice(2, 12)
}
