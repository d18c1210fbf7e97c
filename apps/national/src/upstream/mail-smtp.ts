import type { Log } from '@motcua/kit/log.ts'
import { createTransport, type Transporter } from 'nodemailer'
import type { Mail, MailOutcome, OutgoingMail } from './mail.ts'

export type MailOptions = {
  /** `smtp://user:password@host:port`, `smtps://…`. */
  url: string
  /** `Một Cửa <khong-tra-loi@…>`. */
  from: string
  log: Log
  /** For the connection, the greeting and each answer. */
  timeoutMs?: number
}

/** Sends mail through a relay (SMTP, RFC 5321). One connection a mail: nothing is sent that cannot wait. */
export function mailSmtp({ url, from, log, timeoutMs = 10_000 }: MailOptions): Mail {
  const relay = new URL(url)
  const transport = createTransport({
    url,
    // On the wire to another machine a mail is never in the clear.
    requireTLS: relay.protocol === 'smtp:' && !isLoopback(relay.hostname),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async mail => {
      const begun = performance.now()
      const { outcome, cause } = await sent(transport, { from, mail })
      const ms = Math.round(performance.now() - begun)
      log.info({ upstream: 'mail', outcome: outcome.kind, cause, ms }, 'upstream call')
      return outcome
    },
  }
}

type Sent = { outcome: MailOutcome; cause?: string }

async function sent(transport: Transporter, { from, mail }: { from: string; mail: OutgoingMail }): Promise<Sent> {
  const { id, to, ...said } = mail
  const named = id === undefined ? {} : { messageId: `<${id}@${domainOf(from)}>` }
  try {
    await transport.sendMail({ ...said, ...named, from, to: { name: '', address: to } })
    return { outcome: { kind: 'accepted' } }
  } catch (error) {
    return failed(error)
  }
}

/** 5yz is permanent (RFC 5321 §4.2.1); an address that cannot be written in an envelope is refused before it leaves. */
function failed(error: unknown): Sent {
  if (!(error instanceof Error)) throw error
  const { code = 'unknown', responseCode } = error as Error & { code?: string; responseCode?: number }
  const permanent = code === 'EENVELOPE' && (responseCode === undefined || responseCode >= 500)
  const refused = permanent || (code === 'EMESSAGE' && (responseCode ?? 0) >= 500)
  const cause = responseCode === undefined ? code : `${code} ${responseCode}`
  return { outcome: { kind: refused ? 'refused' : 'unavailable' }, cause }
}

function domainOf(from: string): string {
  return /@([^\s@>]+)>?$/.exec(from)?.[1] ?? 'localhost'
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname)
}
