import type { RecurringJob } from '@motcua/kit/jobs.ts'
import { chainAudit } from '@motcua/sign-in/audit/chain.ts'
import { spentCaptchaStore } from '@motcua/sign-in/captcha/captcha-store.ts'
import { flowStore } from '@motcua/sign-in/flow/flow-store.ts'
import { counterStore } from '@motcua/sign-in/limits/counter-store.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import { type InactivityRules, lockUnused } from './accounts/inactivity.ts'
import { objectionsStore } from './accounts/objections-store.ts'
import { attachmentsStore } from './complaints/attachments/attachments-store.ts'
import { oidcRecordsStore } from './oidc/records-store.ts'
import type { Parts } from './parts.ts'
import { promptsStore } from './sim-prompts/prompts-store.ts'

/** What is done again and again: expired rows go, the audit trail is chained. */
export function housekeeping(parts: Parts, { inactivity }: { inactivity: InactivityRules }): RecurringJob[] {
  const { db, clock } = parts
  const tables = signInTables(db)
  return [
    {
      name: 'sweep',
      everySeconds: 60,
      async run() {
        const now = clock()
        await flowStore(tables).sweep(now)
        await counterStore(tables).sweep(now)
        await spentCaptchaStore(tables).sweep(now)
        await oidcRecordsStore(db).sweep(now)
        await objectionsStore(db, parts).sweep(now)
        await attachmentsStore(db, parts).sweep(now)
        await promptsStore(db, parts).sweep(now)
      },
    },
    {
      name: 'lock-unused',
      everySeconds: 3600,
      async run() {
        await lockUnused(parts, inactivity)
      },
    },
    {
      name: 'chain-audit',
      everySeconds: 15,
      async run() {
        while ((await chainAudit(tables)) > 0);
      },
    },
  ]
}
