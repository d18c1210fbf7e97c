import { CompiledQuery } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { Log } from './log.ts'
import type { Sealer } from './sealing.ts'

/** Anything that runs a query: a database or an open transaction of it. */
type Executor = { executeQuery(query: CompiledQuery): Promise<{ rows: unknown[] }> }

/** A job to do once the transaction that enqueues it has been saved. */
export type Job = { name: string; payload: unknown }

export type Outbox = { enqueue(tx: Executor, job: Job): Promise<void> }

/** What became of a try: `later` is tried again with growing pauses, `dropped` never. */
export type JobOutcome = 'done' | 'later' | 'dropped'

export type JobKind = {
  name: string
  /** Seconds between two tries at first; doubles. */
  retrySeconds: number
  retries: number
  run(payload: unknown): Promise<JobOutcome>
}

export type RecurringJob = { name: string; everySeconds: number; run(): Promise<void> }

export type Jobs = Outbox & {
  start(kinds: JobKind[], recurring: RecurringJob[]): Promise<void>
  stop(): Promise<void>
}

/** How soon after the transaction a job starts, at the latest, while the worker is free. */
const POLL_SECONDS = 0.5

/**
 * Work that follows a change: enqueued in the change's own transaction (pg-boss), so that it happens if and only
 * if the change does. Payloads are sealed, since they name people.
 */
export function jobs({ url, sealer, log }: { url: string; sealer: Sealer; log: Log }): Jobs {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'jobs',
    max: 2,
    supervise: true,
    schedule: false,
    persistWarnings: false,
  })
  boss.on('error', error => log.warn({ err: error }, 'job queue unreachable'))
  const timers: NodeJS.Timeout[] = []

  async function work(kind: JobKind): Promise<void> {
    await boss.createQueue(kind.name, {
      ...{ retryLimit: kind.retries, retryDelay: kind.retrySeconds, retryBackoff: true },
      ...{ expireInSeconds: 60, deleteAfterSeconds: 60 },
    })
    await boss.work<{ sealed: string }>(
      kind.name,
      { pollingIntervalSeconds: POLL_SECONDS, batchSize: 1 },
      async batch => {
        for (const job of batch) await perform(kind, job.data.sealed)
      },
    )
  }

  async function perform(kind: JobKind, sealed: string): Promise<void> {
    const text = sealer.unseal(sealed, `job:${kind.name}`)
    const outcome = text === undefined ? 'dropped' : await kind.run(JSON.parse(text))
    if (outcome === 'later') throw new Error(`${kind.name} is to be tried again`)
    if (outcome === 'dropped') log.warn({ job: kind.name }, 'job dropped')
  }

  return {
    async start(kinds, recurring) {
      await boss.start()
      for (const kind of kinds) await work(kind)
      for (const job of recurring) timers.push(every(job, log))
    },
    async enqueue(tx, { name, payload }) {
      const sealed = sealer.seal(JSON.stringify(payload), `job:${name}`)
      const db = {
        executeSql: (text: string, values: unknown[] = []) => tx.executeQuery(CompiledQuery.raw(text, values)),
      }
      await boss.send(name, { sealed }, { db })
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await boss.stop({ graceful: true, timeout: 5000 })
    },
  }
}

/** Runs now and then again and again, one run at a time. Safe to run in several processes: such jobs repeat nothing. */
function every({ name, everySeconds, run }: RecurringJob, log: Log): NodeJS.Timeout {
  let running = false
  const tick = async () => {
    if (running) return
    running = true
    await run().catch((error: unknown) => log.warn({ err: error, job: name }, 'recurring job failed'))
    running = false
  }
  void tick()
  return setInterval(tick, everySeconds * 1000).unref()
}
