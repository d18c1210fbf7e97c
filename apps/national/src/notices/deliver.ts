import type { Clock } from '@motcua/kit/clock.ts'
import type { JobKind, JobOutcome } from '@motcua/kit/jobs.ts'
import type { Log } from '@motcua/kit/log.ts'
import type { Sealer } from '@motcua/kit/sealing.ts'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { NationalTables } from '../db/tables.ts'
import type { Mail } from '../upstream/mail.ts'
import type { SmsCentre } from '../upstream/sms-centre.ts'
import { noticeJobs } from './notices.ts'
import { noticesStore, type TakenNotice } from './notices-store.ts'
import { receiptsStore } from './receipts-store.ts'
import type { DeathReason, NoticeChannel } from './tables.ts'
import { mailText, type NoticeKind, noticeKinds, smsText } from './wording.ts'

export type Delivery = {
  db: Kysely<NationalTables>
  sealer: Sealer
  clock: Clock
  log: Log
  sms: SmsCentre
  mail: Mail
  portalName: string
  hotline: string
  /** Told of every notice that is given up. */
  onDeath(death: { channel: NoticeChannel; reason: DeathReason }): void
}

const kind = z.enum(noticeKinds)
const payload = z.object({ id: z.uuid() })

/** A notice that could not be sent for so long is given up, at the next try that fails. */
const GIVE_UP_AFTER_HOURS = 24
/** Pauses of 10 seconds to an hour: these tries take longer than a day, so it is the notice's age that ends them. */
const TRIES = { retrySeconds: 10, longestRetrySeconds: 3600, retries: 50 }

/** The jobs that carry notices out of the house. The row decides whether there is anything left to do. */
export function noticeDeliveries(parts: Delivery): JobKind[] {
  return Object.values(noticeJobs).map(name => ({
    ...{ name, ...TRIES },
    run: async given => deliver(parts, payload.parse(given).id),
  }))
}

async function deliver(parts: Delivery, id: string): Promise<JobOutcome> {
  const store = noticesStore(parts.db, parts)
  const taken = await store.take(id, parts.clock())
  // Somebody else may be at it; should they be gone, this job is there when their lease has run out.
  if (taken === undefined) return (await store.isUnderWay(id)) ? 'later' : 'done'
  const tried = await attempt(parts, taken)
  if (tried.kind === 'accepted') {
    await accepted(parts, { id, messageId: tried.messageId })
    return 'done'
  }
  return failed(parts, { taken, reason: tried.kind })
}

type Tried = { kind: 'accepted'; messageId: string | undefined } | { kind: DeathReason }

/** One try. What throws here is our own mistake and has sent nothing: adapters answer instead of throwing. */
async function attempt(parts: Delivery, taken: TakenNotice): Promise<Tried> {
  if (taken.content === undefined) return { kind: 'unreadable' }
  try {
    return await send(parts, taken, taken.content)
  } catch (error) {
    parts.log.error({ err: error, notice: taken.id, kind: taken.kind, channel: taken.channel }, 'notice failed')
    return { kind: 'error' }
  }
}

type Content = NonNullable<TakenNotice['content']>

/** Whatever names the message to those who take it is the same at every try, so that they can drop a repeat. */
async function send(parts: Delivery, taken: TakenNotice, { address: to, words }: Content): Promise<Tried> {
  const about = { portalName: parts.portalName, hotline: parts.hotline, now: parts.clock() }
  const what: NoticeKind = kind.parse(taken.kind)
  if (taken.channel === 'mail') {
    const sent = await parts.mail.send({ to, ...mailText(what, words, about), id: taken.id })
    return sent.kind === 'accepted' ? { kind: 'accepted', messageId: undefined } : sent
  }
  return parts.sms.send({ to, text: smsText(what, words, about), reference: taken.reference })
}

/** A receipt may have been faster than this note, or than the restart after which it is made. */
async function accepted({ db, sealer, clock }: Delivery, sent: { id: string; messageId: string | undefined }) {
  await noticesStore(db, { sealer }).sent(sent.id, { messageId: sent.messageId, now: clock() })
  if (sent.messageId !== undefined) await receiptsStore(db).match(sent.messageId)
}

async function failed(parts: Delivery, { taken, reason }: { taken: TakenNotice; reason: DeathReason }) {
  const store = noticesStore(parts.db, parts)
  const now = parts.clock()
  const ageMs = now.getTime() - taken.queued_at.getTime()
  const hopeless = reason === 'refused' || reason === 'unreadable'
  if (!hopeless && ageMs < GIVE_UP_AFTER_HOURS * 3_600_000) {
    await store.putOff(taken, reason)
    return 'later'
  }
  if (await store.giveUp(taken, { reason, now })) {
    const { id, kind, channel, attempts } = taken
    parts.log.error({ notice: id, kind, channel, reason, attempts }, 'notice given up')
    parts.onDeath({ channel, reason })
  }
  return 'done'
}
