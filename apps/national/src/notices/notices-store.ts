import type { Sealer } from '@motcua/kit/sealing.ts'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { NationalTables } from '../db/tables.ts'
import type { DeathReason, NoticeChannel, NoticeRow } from './tables.ts'

/** What a message is made of when it leaves; with the address the only thing about it that must not be read. */
const noticeWords = z.object({
  language: z.enum(['vi', 'en']),
  at: z.number(),
  objectionCode: z.string().optional(),
  values: z.record(z.string(), z.string()).optional(),
})
export type NoticeWords = z.infer<typeof noticeWords>

export type NewNotice = {
  id: string
  accountId: string | undefined
  kind: string
  channel: NoticeChannel
  address: string
  words: NoticeWords
  createdAt: Date
}

/** A notice taken for one try: until the lease has run out nobody else tries. `content` is missing where it is lost. */
export type TakenNotice = Pick<NoticeRow, 'id' | 'reference' | 'kind' | 'channel' | 'attempts' | 'queued_at'> & {
  content: { address: string; words: NoticeWords } | undefined
}

/** Longer than a try can take: two parts of an SMS, or a mail relay that uses up every time limit it has. */
export const LEASE_SECONDS = 120
/** Longer than the longest pause between two tries of a job (deliver.ts) and the try itself. */
export const WAKE_SECONDS = 2 * 3600

const after = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000)

/** Notices from being written to having been sent. */
export function noticesStore(db: Kysely<NationalTables>, { sealer }: { sealer: Sealer }) {
  const place = (id: string, what: 'address' | 'words') => `notices:${id}:${what}`

  function contentOf({ id, sealed_address, sealed_words }: NoticeRow): TakenNotice['content'] {
    const address = sealed_address === null ? undefined : sealer.unseal(sealed_address, place(id, 'address'))
    const words = sealed_words === null ? undefined : sealer.unseal(sealed_words, place(id, 'words'))
    if (address === undefined || words === undefined) return undefined
    const parsed = noticeWords.safeParse(JSON.parse(words))
    return parsed.success ? { address, words: parsed.data } : undefined
  }

  return {
    async add({ id, accountId, kind, channel, address, words, createdAt }: NewNotice): Promise<void> {
      await db
        .insertInto('notices')
        .values({
          ...{ id, account_id: accountId ?? null, kind, channel, state: 'queued' },
          sealed_address: sealer.seal(address, place(id, 'address')),
          sealed_words: sealer.seal(JSON.stringify(words), place(id, 'words')),
          ...{ reason: null, message_id: null, lease_until: null, sent_at: null, receipt_at: null, dead_at: null },
          ...{ created_at: createdAt, queued_at: createdAt, wake_at: after(createdAt, WAKE_SECONDS) },
        })
        .execute()
    },

    /** Takes a notice for a try, in one statement: of several workers one gets it. */
    async take(id: string, now: Date): Promise<TakenNotice | undefined> {
      const row = await db
        .updateTable('notices')
        .set(eb => ({
          ...{ state: 'sending', attempts: eb('attempts', '+', 1) },
          ...{ lease_until: after(now, LEASE_SECONDS), wake_at: after(now, WAKE_SECONDS) },
        }))
        .where('id', '=', id)
        .where(eb => eb.or([eb('state', '=', 'queued'), eb('lease_until', '<=', now)]))
        .returningAll()
        .executeTakeFirst()
      return row && { ...row, content: contentOf(row) }
    },

    /** Whether a notice still has to leave. */
    async isUnderWay(id: string): Promise<boolean> {
      const row = await db
        .selectFrom('notices')
        .select('id')
        .where('id', '=', id)
        .where('state', 'in', ['queued', 'sending'])
        .executeTakeFirst()
      return row !== undefined
    },

    /** It was accepted, whoever holds the lease by now: the person has it. */
    async sent(id: string, { messageId, now }: { messageId: string | undefined; now: Date }): Promise<void> {
      await db
        .updateTable('notices')
        .set({ state: 'sent', message_id: messageId ?? null, sent_at: now, lease_until: null, reason: null })
        .where('id', '=', id)
        .where('state', 'in', ['queued', 'sending'])
        .execute()
    },

    /** Back into the queue, unless somebody else has begun a try meanwhile. */
    async putOff({ id, attempts }: TakenNotice, reason: DeathReason): Promise<void> {
      await db
        .updateTable('notices')
        .set({ state: 'queued', lease_until: null, reason })
        .where('id', '=', id)
        .where('state', '=', 'sending')
        .where('attempts', '=', attempts)
        .execute()
    },

    /** No further try; whether this was it that ended them. */
    async giveUp({ id, attempts }: TakenNotice, { reason, now }: { reason: DeathReason; now: Date }): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('notices')
        .set({ state: 'dead', lease_until: null, reason, dead_at: now })
        .where('id', '=', id)
        .where('state', '=', 'sending')
        .where('attempts', '=', attempts)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
  }
}
