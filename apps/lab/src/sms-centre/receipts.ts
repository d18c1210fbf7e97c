import smpp, { type PDU, type Session } from 'smpp'
import type { Waiting } from '../waiting.ts'

/** Receipts on their way to the sender: kept until a connection of theirs has confirmed them. */
export type Receipts = {
  /** `receipt` makes the PDU anew for each try, since each connection numbers its own. */
  tell(receipt: () => PDU): void
  bound(session: Session): void
}

const AGAIN_AFTER_MS = 500

/** At most `limit` receipts wait; the oldest goes. */
export function receipts(waiting: Waiting, limit = 1_000): Receipts {
  const kept: (() => PDU)[] = []
  const sessions = new Set<Session>()

  function keep(receipt: () => PDU): void {
    kept.push(receipt)
    if (kept.length > limit) kept.shift()
  }

  function keepForLater(receipt: () => PDU): void {
    keep(receipt)
    void waiting.wait(AGAIN_AFTER_MS).then(open => open && flush())
  }

  function flush(): void {
    const session = [...sessions].at(-1)
    if (session) for (const receipt of kept.splice(0)) hand(session, receipt)
  }

  function hand(session: Session, receipt: () => PDU): void {
    const lost = () => keepForLater(receipt)
    session.once('close', lost)
    const sent = session.send(receipt(), answer => {
      session.off('close', lost)
      if (answer.command_status !== smpp.ESME_ROK) keepForLater(receipt)
    })
    if (sent) return
    session.off('close', lost)
    keepForLater(receipt)
  }

  return {
    tell: receipt => {
      keep(receipt)
      flush()
    },
    bound: session => {
      session.setMaxListeners(0)
      sessions.add(session)
      session.once('close', () => sessions.delete(session))
      flush()
    },
  }
}
