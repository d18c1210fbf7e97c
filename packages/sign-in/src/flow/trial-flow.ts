import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { after as later } from '@motcua/kit/clock.ts'
import { sealer } from '@motcua/kit/sealing.ts'
import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import type { SignInTables } from '../tables.ts'
import { engine } from './advance.ts'
import type { Flow, Move, Standing, Submission } from './flow.ts'

export type State =
  | { step: 'form'; tries?: number | undefined }
  | { step: 'otp'; phone: string }
  | { step: 'password'; phone: string }
export type End = { account: string }
export type Decision = Move<State, End, SignInTables>
export type Decide = (state: State, submission: Submission) => Promise<Decision>

export const stateSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('form'), tries: z.number().optional() }),
  z.object({ step: z.literal('otp'), phone: z.string() }),
  z.object({ step: z.literal('password'), phone: z.string() }),
])
const sealing = sealer({ current: 'k', keys: { k: randomBytes(32) } })

/** The steps of an ordinary flow: each refuses `wrong`, goes on otherwise. */
export const ordinary: Decide = async (state, { fields }) => {
  if (fields.value === 'wrong') return { kind: 'stay', errors: { value: { key: 'value.wrong' } } }
  switch (state.step) {
    case 'form':
      return { kind: 'go', to: { step: 'otp', phone: fields.value ?? '' } }
    case 'otp':
      return { kind: 'go', to: { step: 'password', phone: state.phone } }
    case 'password':
      return { kind: 'end', as: { account: state.phone } }
  }
}

type Change = { kind?: string; first?: State; schema?: z.ZodType<State>; db?: Kysely<SignInTables> }

/** One flow of one browser, with a clock of its own; waiting moves the clock, so nothing waits in truth. */
export function worldOn(db: Kysely<SignInTables>, decide: Decide = ordinary) {
  let now = new Date('2026-01-05T08:00:00Z')
  let shown = 0
  const ran: Submission[] = []
  const flowId = randomUUID()
  const visitor = { browser: randomBytes(32), place: '203.0.113.9', device: 'Firefox', language: 'vi' } as const
  const run: Decide = (state, submission) => {
    ran.push(submission)
    return decide(state, submission)
  }
  const pass = (seconds: number) => {
    now = later(now, seconds)
  }
  function flows(change: Change = {}) {
    const flow: Flow<State, End, SignInTables> = {
      ...{
        kind: change.kind ?? 'register',
        state: change.schema ?? stateSchema,
        end: z.object({ account: z.string() }),
      },
      ...{ first: change.first ?? { step: 'form' }, steps: { form: run, otp: run, password: run } },
    }
    const pause = async (milliseconds: number) => {
      pass(milliseconds / 1000)
      await sleep(1)
    }
    return engine(flow, { db: change.db ?? db, sealer: sealing, clock: () => now, pause })
  }
  const submission = (step: string, value: string, changes: Partial<Submission> = {}): Submission => ({
    ...{ flowId, version: shown, step, fields: { value }, visitor },
    ...changes,
  })
  const { advance, look } = flows()
  /** From the page that was shown last, unless told otherwise. */
  const submit = async (step: string, value: string, changes: Partial<Submission> = {}) => {
    const standing = await advance(submission(step, value, changes))
    if (standing.kind === 'at') shown = standing.version
    return standing
  }
  const row = () => db.selectFrom('flows').selectAll().where('id', '=', flowId).executeTakeFirstOrThrow()
  return { flowId, visitor, ran, pass, flows, submission, submit, advance, look, row, clock: () => now }
}

/** What a visitor sees, without the version. */
export function seen(standing: Standing<State, End>): unknown {
  if (standing.kind !== 'at') return standing
  return { at: standing.state.step, ...(Object.keys(standing.errors).length > 0 ? { errors: standing.errors } : {}) }
}

export const wrongValue = { value: { key: 'value.wrong' } }

/** A gate that steps wait at until it is opened; `reached` is settled when the first one waits. */
export function gate() {
  const opened = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  return {
    ...{ open: opened.resolve, reached: reached.promise },
    async wait() {
      reached.resolve()
      await opened.promise
    },
  }
}

/** A step that waits at the gate before it decides as usual. */
export function gated(where: ReturnType<typeof gate>): Decide {
  return async (state, submission) => {
    await where.wait()
    return ordinary(state, submission)
  }
}

/** A change that shows whether writes were kept: an audit row under the given name. */
export function note(name: string) {
  return async (tx: Transaction<SignInTables>) => {
    await tx
      .insertInto('audit')
      .values({ at: new Date(), event: name, account_id: null, session_id: null, details: '' })
      .execute()
    return undefined
  }
}

export async function notesIn(db: Kysely<SignInTables>, name: string): Promise<number> {
  return (await db.selectFrom('audit').select('id').where('event', '=', name).execute()).length
}
