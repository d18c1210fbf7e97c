import type { Readable } from 'node:stream'
import type { Clock } from '@motcua/kit/clock.ts'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { Devices } from '../devices/devices.ts'
import { type Gate, type GateOptions, tcpGate } from '../tcp-gate.ts'
import { messageIdOf, readMail } from './mime.ts'

export type MailParts = Omit<GateOptions, 'upstream' | 'accept'> & { devices: Devices; clock: Clock }

/** The domain whose mailboxes don't exist. */
const NOBODYS_DOMAIN = '@khong-ton-tai.example'
const LARGEST = 512 * 1024

/** A mail server (SMTP, RFC 5321): what is sent arrives in the mailboxes of the lab. */
export function mailServer({ devices, clock, ...gate }: MailParts): Gate {
  const known = knownMails()
  const smtp = new SMTPServer({
    banner: 'motcua lab',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST,
    logger: false,
    onRcptTo: ({ address }, _session, done) => done(address.endsWith(NOBODYS_DOMAIN) ? noMailbox() : null),
    onData: (stream, session, done) => {
      void collected(stream).then(
        raw => {
          for (const address of recipients(session)) {
            if (known.isRepeat(address, messageIdOf(raw))) continue
            devices.mailboxes.add(address, { at: clock().toISOString(), ...readMail(raw) })
          }
          done()
        },
        (error: Error) => done(error),
      )
    },
  })
  smtp.on('error', () => undefined)
  return tcpGate({ ...gate, upstream: 'mail', accept: socket => smtp.server.emit('connection', socket) })
}

/** As mailboxes do: a message of a name that the box has had already is dropped. The latest 10,000 are remembered. */
function knownMails() {
  const names = new Set<string>()
  return {
    isRepeat(address: string, id: string | undefined): boolean {
      if (id === undefined) return false
      const name = `${address} ${id}`
      if (names.has(name)) return true
      names.add(name)
      const [oldest] = names
      if (names.size > 10_000 && oldest !== undefined) names.delete(oldest)
      return false
    },
  }
}

function recipients({ envelope }: SMTPServerSession): string[] {
  return envelope.rcptTo.map(({ address }) => address.toLowerCase())
}

function noMailbox(): Error {
  return Object.assign(new Error('no such mailbox'), { responseCode: 550 })
}

/** The message's bytes; one that is too large is read to its end and refused, as the protocol wants it. */
async function collected(stream: Readable & { sizeExceeded?: boolean }): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= LARGEST) chunks.push(chunk)
  }
  if (length > LARGEST) throw Object.assign(new Error('message too large'), { responseCode: 552 })
  return Buffer.concat(chunks)
}
