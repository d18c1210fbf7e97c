import { formatDate, localDate } from '@motcua/identifiers/date.ts'
import { after } from '@motcua/kit/clock.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'
import { inactivityStore } from './inactivity-store.ts'
import { tellHolder } from './tell-holder.ts'

/** After how many days without use the holder is told, and how many days pass from one notice to the next and to the lock. */
export type InactivityRules = { unusedDays: number; noticeDays: number }

const DAY = 24 * 60 * 60
const BATCH = 50

/**
 * Two years without use: one notice a month for two months, then locked (QĐ 31/2021/QĐ-TTg, Art. 11). A complete sign-in
 * opens such a lock. Safe to run in several processes and to be cut off anywhere. Returns how many accounts it touched.
 */
export async function lockUnused(parts: Parts, { unusedDays, noticeDays }: InactivityRules): Promise<number> {
  const now = parts.clock()
  const due = {
    unusedSince: after(now, -unusedDays * DAY),
    toldBefore: after(now, -noticeDays * DAY),
    now,
    most: BATCH,
  }
  let touched = 0
  for (const told of [2, 1, 0] as const) {
    for (let batch = BATCH; batch === BATCH; touched += batch) {
      batch = await parts.db.transaction().execute(async tx => {
        const ids = await inactivityStore(tx).take({ ...due, told })
        for (const id of ids) await (told === 2 ? lock(parts, tx, id) : warn(parts, tx, { id, told, noticeDays }))
        return ids.length
      })
    }
  }
  return touched
}

type Tx = Transaction<NationalTables>
type Warning = { id: string; told: 0 | 1; noticeDays: number }

async function warn(parts: Parts, tx: Tx, { id, told, noticeDays }: Warning): Promise<void> {
  const until = after(parts.clock(), (2 - told) * noticeDays * DAY)
  const values = { until: formatDate(localDate(until)) }
  await tellHolder(parts, tx, {
    kind: told === 0 ? 'inactivity-first' : 'inactivity-last',
    accountId: id,
    language: 'vi',
    values,
  })
  await parts.audit(signInTables(tx), { event: 'told-of-inactivity', accountId: id, details: { notice: told + 1 } })
}

async function lock(parts: Parts, tx: Tx, accountId: string): Promise<void> {
  await parts.audit(signInTables(tx), { event: 'account-locked', accountId, details: { reason: 'inactivity' } })
  await tellHolder(parts, tx, { kind: 'account-locked', accountId, language: 'vi' })
}
