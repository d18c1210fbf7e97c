import { chainAudit } from '@motcua/sign-in/audit/chain.ts'
import { spentCaptchaStore } from '@motcua/sign-in/captcha/captcha-store.ts'
import { flowStore } from '@motcua/sign-in/flow/flow-store.ts'
import { counterStore } from '@motcua/sign-in/limits/counter-store.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import { requestsStore } from './linking/requests-store.ts'
import type { Parts } from './parts.ts'

type HouseParts = Pick<Parts, 'db' | 'clock' | 'log'>

const SWEEP_SECONDS = 60
const CHAIN_SECONDS = 15

/** What is done again and again while the portal runs: expired rows go, the audit trail is chained. Ends when stopped. */
export function keepHouse(parts: HouseParts): { stop(): Promise<void> } {
  const stops = [
    repeat(parts.log, { name: 'sweep', seconds: SWEEP_SECONDS, run: () => sweep(parts) }),
    repeat(parts.log, { name: 'chain-audit', seconds: CHAIN_SECONDS, run: () => chainAudit(signInTables(parts.db)) }),
  ]
  return {
    async stop() {
      await Promise.all(stops.map(stop => stop()))
    },
  }
}

async function sweep({ db, clock }: HouseParts): Promise<void> {
  const tables = signInTables(db)
  const now = clock()
  await flowStore(tables).sweep(now)
  await counterStore(tables).sweep(now)
  await spentCaptchaStore(tables).sweep(now)
  await requestsStore(db).sweep(now)
}

type Work = { name: string; seconds: number; run: () => Promise<unknown> }

/** One run at a time; a failed one is told and tried again at its next hour. Several processes do each other no harm. */
function repeat(log: HouseParts['log'], { name, seconds, run }: Work): () => Promise<void> {
  let running: Promise<unknown> | undefined
  const tick = () => {
    running ??= run()
      .catch((error: unknown) => log.warn({ err: error, job: name }, 'recurring work failed'))
      .finally(() => {
        running = undefined
      })
  }
  tick()
  const timer = setInterval(tick, seconds * 1000)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
