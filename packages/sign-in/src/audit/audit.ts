import type { Clock } from '@motcua/kit/clock.ts'
import type { Sealer } from '@motcua/kit/sealing.ts'
import type { Kysely } from 'kysely'
import type { SignInTables } from '../tables.ts'
import { auditStore } from './audit-store.ts'

/** Something that happened, in the past tense: `account-opened`, `signed-in`, `password-recovered` … */
export type AuditEvent = {
  event: string
  accountId?: string | undefined
  sessionId?: string | undefined
  details?: Record<string, string | number>
}

export type Audit = (db: Kysely<SignInTables>, event: AuditEvent) => Promise<void>

/** Writes an event into the trail, in the transaction of the change it tells of. Details are sealed. */
export function audit({ sealer, clock }: { sealer: Sealer; clock: Clock }): Audit {
  return async (db, { event, accountId, sessionId, details = {} }) => {
    await auditStore(db).append({
      ...{ at: clock(), event, account_id: accountId ?? null, session_id: sessionId ?? null },
      details: sealer.seal(JSON.stringify(details), `audit.details:${event}`),
    })
  }
}
