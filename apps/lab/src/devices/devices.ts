import type { LabMail, LabSms } from '@motcua/contracts/lab-api.ts'
import { type Inboxes, inboxes } from './inboxes.ts'

/** What happened on a device: `phone` with its number (`+84…`), or `mailbox` with its address. */
export type Arrival = { kind: 'phone' | 'mailbox'; address: string }

/** Phones and mailboxes of everybody. In memory: the outside world may forget. */
export type Devices = {
  phones: Inboxes<LabSms>
  mailboxes: Inboxes<LabMail>
  /** Says that something else on a device is different than before. */
  tell(arrival: Arrival): void
  /** Told after each arrival; the answer ends it. */
  watch(listener: (arrival: Arrival) => void): () => void
}

const bounds = { boxes: 2_000, messages: 50 }

export function devices(): Devices {
  const listeners = new Set<(arrival: Arrival) => void>()
  const tell = (arrival: Arrival) => {
    for (const listener of listeners) listener(arrival)
  }
  const announced = <Message>(kind: Arrival['kind'], boxes: Inboxes<Message>): Inboxes<Message> => ({
    ...boxes,
    add: (address, message) => {
      boxes.add(address, message)
      tell({ kind, address })
    },
  })
  return {
    tell,
    phones: announced('phone', inboxes<LabSms>(bounds)),
    mailboxes: announced('mailbox', inboxes<LabMail>(bounds)),
    watch: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
