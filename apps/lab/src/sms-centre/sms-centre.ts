import smpp from 'smpp'
import { type Gate, tcpGate } from '../tcp-gate.ts'
import { reassembly } from './reassembly.ts'
import { receipts } from './receipts.ts'
import { repeats } from './repeats.ts'
import { type SessionParts, serve } from './session.ts'

/** An SMS centre speaking SMPP 3.4: what is submitted arrives on the phones of the lab. */
export function smsCentre(parts: Omit<SessionParts, 'reassembly' | 'repeats' | 'receipts'>): Gate {
  const { faults, waiting, slowMs } = parts
  const shared = { reassembly: reassembly(), repeats: repeats(parts.clock), receipts: receipts(waiting) }
  return tcpGate({
    upstream: 'sms-centre',
    faults,
    waiting,
    slowMs,
    accept: socket => serve(new smpp.Session({ socket }), { ...parts, ...shared }),
  })
}
