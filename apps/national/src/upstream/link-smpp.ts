import type { Log } from '@motcua/kit/log.ts'
import type { Random } from '@motcua/kit/random.ts'
import smpp, { type PDU, type Session } from 'smpp'

export type LinkOptions = {
  host: string
  port: number
  systemId: string
  password: string
  log: Log
  random: Random
  /** For each request, the connection and the bind. */
  timeoutMs: number
  /** Between two enquiries whether the centre is still there. */
  enquireMs: number
  /** First and longest pause before connecting anew. */
  backoffMs: { first: number; longest: number }
  /** A delivery is confirmed to the centre once this is done; when it fails, the centre is to try again later. */
  onDelivery(pdu: PDU): Promise<void>
}

/** A bound connection to an SMS centre, made anew whenever it breaks. */
export type Link = {
  up(): boolean
  /** The answer to a request; undefined when none came in time or the connection broke. */
  ask(pdu: PDU): Promise<PDU | undefined>
  start(): void
  stop(): Promise<void>
}

type State = {
  wanted: boolean
  session: Session | undefined
  bound: boolean
  /** Attempts since the last bind: the pause grows with them. */
  attempts: number
  timer: NodeJS.Timeout | undefined
}

export function smppLink(options: LinkOptions): Link {
  const state: State = { wanted: false, session: undefined, bound: false, attempts: 0, timer: undefined }
  return {
    up: () => state.bound,
    ask: async pdu => (state.session && state.bound ? ask(state.session, pdu, options.timeoutMs) : undefined),
    start: () => {
      if (state.wanted) return
      state.wanted = true
      connect(state, options)
    },
    stop: () => stop(state, options),
  }
}

function connect(state: State, options: LinkOptions): void {
  const { host, port, timeoutMs, log } = options
  const session = new smpp.Session({ host, port })
  // Each request in flight listens for the end of the connection.
  session.setMaxListeners(0)
  state.session = session
  state.attempts += 1
  const deadline = setTimeout(() => session.destroy(), timeoutMs)
  session.on('error', () => session.destroy())
  session.on('close', () => {
    clearTimeout(deadline)
    lost(state, options)
  })
  session.on('pdu', (pdu: PDU) => void respond(session, pdu, options))
  session.on('connect', () => {
    clearTimeout(deadline)
    void bind(state, session, options).catch(error => {
      log.error({ upstream: 'sms-centre', err: error }, 'bind failed')
      session.destroy()
    })
  })
}

async function bind(state: State, session: Session, options: LinkOptions): Promise<void> {
  const { systemId, password, timeoutMs, log } = options
  const fields = { system_id: systemId, password, interface_version: 0x34 }
  const answer = await ask(session, new smpp.PDU('bind_transceiver', fields), timeoutMs)
  if (answer?.command_status !== smpp.ESME_ROK) {
    log.warn({ upstream: 'sms-centre', status: answer?.command_status ?? 'no answer' }, 'bind refused')
    session.destroy()
    return
  }
  state.bound = true
  state.attempts = 0
  log.info({ upstream: 'sms-centre' }, 'bound')
  watch(state, session, options)
}

/** A peer may vanish without a word: an enquiry that stays unanswered ends the connection (SMPP 3.4 §4.11). */
function watch(state: State, session: Session, options: LinkOptions): void {
  state.timer = setTimeout(async () => {
    const answer = await ask(session, new smpp.PDU('enquire_link'), options.timeoutMs)
    if (state.session !== session) return
    if (answer === undefined) session.destroy()
    else watch(state, session, options)
  }, options.enquireMs)
}

async function respond(session: Session, pdu: PDU, options: LinkOptions): Promise<void> {
  if (pdu.isResponse()) return
  const refused = pdu.command === 'deliver_sm' && !(await isTaken(pdu, options))
  // ESME_RX_T_APPN: not now, try again (SMPP 3.4 §5.1.3).
  session.send(pdu.response(refused ? { command_status: smpp.ESME_RX_T_APPN } : {}))
  if (pdu.command === 'unbind') session.close()
}

async function isTaken(pdu: PDU, { onDelivery, log }: LinkOptions): Promise<boolean> {
  try {
    await onDelivery(pdu)
    return true
  } catch (error) {
    log.warn({ upstream: 'sms-centre', err: error }, 'delivery not taken')
    return false
  }
}

function lost(state: State, options: LinkOptions): void {
  clearTimeout(state.timer)
  if (state.bound) options.log.warn({ upstream: 'sms-centre' }, 'connection lost')
  state.bound = false
  state.session = undefined
  if (!state.wanted) return
  state.timer = setTimeout(() => connect(state, options), pause(state.attempts, options))
}

/** Doubling, with the upper half left to chance, so that many clients don't return at the same moment. */
function pause(attempts: number, { backoffMs, random }: LinkOptions): number {
  const whole = Math.min(backoffMs.longest, backoffMs.first * 2 ** Math.min(attempts, 16))
  return whole / 2 + (whole / 2) * (random(4).readUInt32BE() / 2 ** 32)
}

async function stop(state: State, options: LinkOptions): Promise<void> {
  state.wanted = false
  clearTimeout(state.timer)
  const { session } = state
  if (session === undefined) return
  const closed = new Promise<void>(resolve => session.once('close', () => resolve()))
  if (state.bound) await ask(session, new smpp.PDU('unbind'), Math.min(options.timeoutMs, 1_000))
  session.destroy()
  await closed
}

/** The library never calls back once the socket is closed, so every request has its own timer. */
function ask(session: Session, pdu: PDU, timeoutMs: number): Promise<PDU | undefined> {
  return new Promise(resolve => {
    const finish = (answer: PDU | undefined) => {
      clearTimeout(timer)
      session.off('close', gone)
      resolve(answer)
    }
    const gone = () => finish(undefined)
    const timer = setTimeout(gone, timeoutMs)
    session.once('close', gone)
    if (!session.send(pdu, finish)) gone()
  })
}
