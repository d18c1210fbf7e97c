import smpp from 'smpp'
import { type Gate, tcpGate } from '../tcp-gate.ts'
import { reassembly } from './reassembly.ts'
import { type SessionParts, serve } from './session.ts'

/** An SMS centre speaking SMPP 3.4: what is submitted arrives on the phones of the lab. */
export function smsCentre(parts: Omit<SessionParts, 'reassembly'>): Gate {
  const { faults, waiting, slowMs } = parts
  const joined = reassembly()
  return tcpGate({
    upstream: 'sms-centre',
    faults,
    waiting,
    slowMs,
    accept: socket => serve(new smpp.Session({ socket }), { ...parts, reassembly: joined }),
  })
}
