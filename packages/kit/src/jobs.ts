import { CompiledQuery } from 'kysely'
import { type JobResult, PgBoss } from 'pg-boss'
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
  /** Seconds between two tries at first; doubles with every try, by chance up to half of it less. */
  retrySeconds: number
  /** The longest pause between two tries, in seconds; without it the pauses go on doubling. */
  longestRetrySeconds?: number
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
/** How many jobs of a kind a process does at once. While that many are waiting it goes on without a pause. */
const AT_ONCE = 10
/** Longer a try is not awaited: the job is tried again, although the first try may still come to an end. */
const TRY_SECONDS = 60

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
  const running: Recurring[] = []

  /** An existing queue keeps its settings when it is created again, so they are set anew for the jobs to come. */
  async function queue(kind: JobKind): Promise<void> {
    const settings = {
      ...{ retryLimit: kind.retries, retryDelay: kind.retrySeconds, retryBackoff: true },
      ...{ expireInSeconds: TRY_SECONDS, deleteAfterSeconds: 60 },
    }
    await boss.createQueue(kind.name, settings)
    await boss.updateQueue(kind.name, { ...settings, retryDelayMax: kind.longestRetrySeconds ?? null })
  }

  async function work(kind: JobKind): Promise<void> {
    const polling = { pollingIntervalSeconds: POLL_SECONDS, batchSize: AT_ONCE, burstWhenBatchFull: true } as const
    await boss.work<{ sealed: string }>(kind.name, { ...polling, perJobResults: true }, batch =>
      Promise.all(batch.map(job => perform(kind, job))),
    )
  }

  async function perform(kind: JobKind, { id, data }: { id: string; data: { sealed: string } }): Promise<JobResult> {
    const outcome = await outcomeOf(kind, data.sealed)
    // What is put out is stored with the job: it must not say more than the name.
    if (outcome === 'later') return { id, status: 'failed', output: { message: `${kind.name} is to be tried again` } }
    if (outcome === 'dropped') log.warn({ job: kind.name }, 'job dropped')
    return { id, status: 'completed' }
  }

  async function outcomeOf(kind: JobKind, sealed: string): Promise<JobOutcome> {
    const text = sealer.unseal(sealed, `job:${kind.name}`)
    if (text === undefined) return 'dropped'
    try {
      return await kind.run(JSON.parse(text))
    } catch (error) {
      log.error({ err: error, job: kind.name }, 'job failed')
      return 'later'
    }
  }

  return {
    async start(kinds, recurring) {
      await boss.start()
      for (const kind of kinds) await queue(kind)
      for (const kind of kinds) await work(kind)
      running.push(...recurring.map(job => every(job, log)))
    },
    async enqueue(tx, { name, payload }) {
      const sealed = sealer.seal(JSON.stringify(payload), `job:${name}`)
      const db = {
        executeSql: (text: string, values: unknown[] = []) => tx.executeQuery(CompiledQuery.raw(text, values)),
      }
      // A kind that only another process works on may be unknown here still: its queue is made, the job waits for it.
      await boss.send(name, { sealed }, { db }).catch(async (error: unknown) => {
        if (!isQueueMissing(error)) throw error
        await boss.createQueue(name)
        await boss.send(name, { sealed }, { db })
      })
    },
    async stop() {
      await Promise.all(running.splice(0).map(job => job.stop()))
      await boss.stop({ graceful: true, timeout: 5000 })
    },
  }
}

/** Found before anything is sent, so the caller's transaction is whole. */
function isQueueMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'PGBOSS_QUEUE_NOT_FOUND'
}

type Recurring = { stop(): Promise<void> }

/** Runs now and then again and again, one run at a time. Safe to run in several processes: such jobs repeat nothing. */
function every({ name, everySeconds, run }: RecurringJob, log: Log): Recurring {
  let current: Promise<void> | undefined
  const once = async () => {
    try {
      await run()
    } catch (error) {
      log.warn({ err: error, job: name }, 'recurring job failed')
    }
  }
  const tick = () => {
    current ??= once().finally(() => {
      current = undefined
    })
  }
  const timer = setInterval(tick, everySeconds * 1000).unref()
  tick()
  return {
    async stop() {
      clearInterval(timer)
      await current
    },
  }
}
