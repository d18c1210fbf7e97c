import type { RecurringJob } from '@motcua/kit/jobs.ts'
import type { Parts } from '../parts.ts'
import type { SmsReceipt } from '../upstream/sms-centre.ts'
import { keptNoticesStore } from './kept-notices-store.ts'
import { noticeJobs } from './notices.ts'
import { WAKE_SECONDS } from './notices-store.ts'
import { receiptsStore } from './receipts-store.ts'

const HOUR_MS = 3_600_000
/** How long it is kept to whom a notice went and in which words. */
const ERASE_AFTER_DAYS = 90
/** A receipt whose message has not become known by then speaks of none of ours. */
const EARLY_RECEIPT_HOURS = 24
const AT_ONCE = 500

/**
 * Keeps a delivery receipt, whether the message it speaks of is known already or not. Written before it is looked for,
 * as the message's id is (deliver.ts): whoever comes second finds what the first has written.
 */
export async function keepReceipt({ db, clock }: Pick<Parts, 'db' | 'clock'>, receipt: SmsReceipt): Promise<void> {
  const store = receiptsStore(db)
  if (await store.keep(receipt, clock())) return
  await store.keepEarly(receipt, clock())
  await store.match(receipt.messageId)
}

/** What is done again and again: notices without a job get one, old ones lose their address and words. */
export function noticeHousekeeping(parts: Pick<Parts, 'db' | 'clock' | 'outbox'>): RecurringJob[] {
  return [
    { name: 'wake-notices', everySeconds: 30, run: () => wake(parts) },
    {
      name: 'sweep-notices',
      everySeconds: 600,
      async run() {
        const now = parts.clock().getTime()
        await receiptsStore(parts.db).match()
        await receiptsStore(parts.db).sweepEarly(new Date(now - EARLY_RECEIPT_HOURS * HOUR_MS))
        await keptNoticesStore(parts.db).erase(new Date(now - ERASE_AFTER_DAYS * 24 * HOUR_MS))
      },
    },
  ]
}

/** The row is what counts: one that its job has left behind, or that an operator queued anew, gets another job. */
async function wake({ db, clock, outbox }: Pick<Parts, 'db' | 'clock' | 'outbox'>): Promise<void> {
  await db.transaction().execute(async tx => {
    const now = clock()
    const next = new Date(now.getTime() + WAKE_SECONDS * 1000)
    for (const { id, channel } of await keptNoticesStore(tx).wake({ now, next, most: AT_ONCE })) {
      await outbox.enqueue(tx, { name: noticeJobs[channel], payload: { id } })
    }
  })
}
