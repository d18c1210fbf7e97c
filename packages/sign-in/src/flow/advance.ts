import { createHash } from 'node:crypto'
import type { Clock } from '@motcua/kit/clock.ts'
import type { Sealer } from '@motcua/kit/sealing.ts'
import type { Kysely } from 'kysely'
import { type FlowRow, type SignInTables, signInTables } from '../tables.ts'
import type { Errors, Flow, Move, Standing, Submission } from './flow.ts'
import { flowStore } from './flow-store.ts'
import { flowRecord, type Recorded, showable } from './record.ts'

export type EngineParts<Tables extends SignInTables> = {
  db: Kysely<Tables>
  sealer: Sealer
  clock: Clock
  /** Waits between looks at a flow that another submission holds. */
  pause: (milliseconds: number) => Promise<void>
}

const LOOK_AGAIN_MS = 100
/** Longer than a hold, so that one wait sees a crashed holder's hold run out. */
const LOOKS = 220
/** More than one only where a holder crashed. */
const TAKES = 3

/**
 * The only ways to a flow: look at it, or advance it by one submission. Advancing takes the row, lets the
 * step work without a transaction, and saves flow and effects in one; so a double click is one submission, ten
 * parallel guesses are one guess, and a crash leaves either the old state or the new one.
 */
export function engine<State extends { step: string }, End, Tables extends SignInTables>(
  flow: Flow<State, End, Tables>,
  { db, sealer, clock, pause }: EngineParts<Tables>,
) {
  const flows = flowStore(signInTables(db))
  const record = flowRecord(flow, sealer)
  type Taken = { row: FlowRow; recorded: Recorded<State, End> }

  async function look(id: string, browser: Buffer): Promise<Standing<State, End>> {
    if (!isUuid(id)) return { kind: 'gone' }
    const row = await flows.find({ id, kind: flow.kind, browser, now: clock() })
    return row ? standing(row, []) : { kind: 'gone' }
  }

  /** What the flow's browser typed at the first step, to be shown again; empty where nothing is known. */
  async function typed(id: string, browser: Buffer): Promise<Record<string, string>> {
    if (!isUuid(id)) return {}
    const row = await flows.find({ id, kind: flow.kind, browser, now: clock() })
    return (row && record.open(row)?.typed) ?? {}
  }

  async function advance(submission: Submission): Promise<Standing<State, End>> {
    if (!isUuid(submission.flowId)) return { kind: 'gone' }
    for (let attempts = 0; attempts < TAKES; attempts++) {
      const taken = await take(submission)
      if (taken === 'unreadable') return { kind: 'gone' }
      if (taken) return work(taken, submission)
      const settled = await settle(submission)
      if (settled) return settled
    }
    return { kind: 'busy' }
  }

  /** Waits for the submission that holds the flow; undefined when it never came back and the hold ran out. */
  async function settle(submission: Submission): Promise<Standing<State, End> | undefined> {
    for (let looks = 0; looks < LOOKS; looks++) {
      const row = await flows.find({ ...key(submission), now: clock() })
      if (!row) return { kind: 'gone' }
      if (row.held_until === null || row.ended_at) return standing(row, [fingerprint(submission)])
      if (row.held_until < clock()) return undefined
      await pause(LOOK_AGAIN_MS)
    }
    return { kind: 'busy' }
  }

  function key(submission: Submission) {
    return { id: submission.flowId, kind: flow.kind, browser: submission.visitor.browser }
  }

  async function take(submission: Submission): Promise<Taken | 'unreadable' | undefined> {
    const now = clock()
    const opening = { recorded: { showing: 0, state: flow.first } } satisfies { recorded: Recorded<State, End> }
    if (submission.step === flow.first.step) {
      const state = record.seal(submission.flowId, opening.recorded)
      const row = await flows.begin({ ...key(submission), state, now })
      if (row) return { row, ...opening }
    }
    const row = await flows.take({ ...key(submission), now })
    if (!row) return undefined
    const recorded = record.open(row)
    if (recorded) return { row, recorded }
    await flows.release(row.id, row.version)
    return 'unreadable'
  }

  /** What a flow's browser sees. Errors are repeated only to the very submission that caused them. */
  function standing(row: FlowRow, fingerprints: string[]): Standing<State, End> {
    const recorded = record.open(row)
    if (!recorded) return { kind: 'gone' }
    if (recorded.end !== undefined) return { kind: 'ended', as: recorded.end }
    if (recorded.state === undefined) return { kind: 'gone' }
    const errors = recorded.echo && fingerprints.includes(recorded.echo.of) ? recorded.echo.errors : {}
    return { kind: 'at', state: recorded.state, version: recorded.showing, errors }
  }

  async function work(taken: Taken, submission: Submission): Promise<Standing<State, End>> {
    const { row, recorded } = taken
    try {
      const from = startingPoint(recorded, submission)
      if (from === undefined) {
        await flows.release(row.id, row.version)
        return standing(row, [fingerprint(submission)])
      }
      const step = flow.steps[from.step as State['step']] as (
        state: State,
        submission: Submission,
      ) => Promise<Move<State, End, Tables>>
      const move = await step(from, submission)
      return await save(taken, { submission, from, move })
    } catch (error) {
      await flows.release(row.id, row.version).catch(() => undefined)
      throw error
    }
  }

  /**
   * The state to work from; undefined for a repeated submission, one to a step that is not the current one, and one
   * from an older showing of the step: guesses sent at once from one page are so one guess. The first step keeps no
   * secret to guess and may be submitted from any showing, so that nothing typed there is lost.
   */
  function startingPoint(recorded: Recorded<State, End>, submission: Submission): State | undefined {
    if (recorded.echo?.of === fingerprint(submission)) return undefined
    const isCurrent = recorded.state?.step === submission.step
    if (submission.step === flow.first.step) return isCurrent ? recorded.state : flow.first
    return isCurrent && recorded.showing === submission.version ? recorded.state : undefined
  }

  type Decided = { submission: Submission; from: State; move: Move<State, End, Tables> }

  async function save({ row, recorded }: Taken, decided: Decided): Promise<Standing<State, End>> {
    const { submission, move } = decided
    const showing = recorded.showing + 1
    const typed = submission.step === flow.first.step ? showable(submission.fields) : recorded.typed
    const next = {
      showing,
      ...after(decided),
      ...(typed && move.kind !== 'end' ? { typed } : {}),
      echo: { of: fingerprint(submission), errors: errorsOf(move) },
    }
    const outcome = await db
      .transaction()
      .execute(async tx => {
        const instead = await move.writes?.(tx)
        if (instead) throw new Superseded(instead)
        const saved = await flowStore(signInTables(tx)).save({
          ...{ id: row.id, version: row.version, now: clock() },
          ...{ state: record.seal(row.id, next), ended: move.kind === 'end' },
        })
        if (!saved) throw new LostHold()
      })
      .then(
        () => 'saved' as const,
        (reason: unknown) => reason,
      )
    if (outcome instanceof Superseded) return save({ row, recorded }, { ...decided, move: outcome.move as typeof move })
    if (outcome instanceof LostHold) return { kind: 'busy' }
    if (outcome !== 'saved') throw outcome
    if (next.end !== undefined) return { kind: 'ended', as: next.end }
    return { kind: 'at', state: next.state ?? decided.from, version: showing, errors: errorsOf(move) }
  }

  function after({ from, move }: Decided): Pick<Recorded<State, End>, 'state' | 'end'> {
    switch (move.kind) {
      case 'go':
        return { state: move.to }
      case 'stay':
        return { state: move.to ?? from }
      case 'end':
        return { end: move.as }
    }
  }

  return { look, typed, advance }
}

/** The database showed at the last moment that another move is the right one. */
class Superseded extends Error {
  readonly move: unknown
  constructor(move: unknown) {
    super('superseded')
    this.move = move
  }
}

/** The submission took longer than its hold; another one has the flow now. */
class LostHold extends Error {}

function errorsOf(move: { kind: string; errors?: Errors }): Errors {
  return move.errors ?? {}
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
}

/** Equal for two posts of the same form: same page (by version), same step, same fields. */
function fingerprint({ version, step, fields }: Submission): string {
  const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([version, step, sorted]))
    .digest('base64url')
}
