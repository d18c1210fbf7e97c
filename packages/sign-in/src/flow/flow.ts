import type { Transaction } from 'kysely'
import type { z } from 'zod'

/** A field's problem: the key of the message to show beside it, with what the message mentions. */
export type FieldError = { key: string; values?: Record<string, string | number> }

/** Problems by field name; the key `form` holds what concerns the whole form. */
export type Errors = Record<string, FieldError>

/** What a step decides. `writes` is carried out in the transaction that saves the flow, or not at all. */
export type Move<State, End, Tables> = (
  | { kind: 'go'; to: State }
  | { kind: 'stay'; errors: Errors; to?: State }
  | { kind: 'end'; as: End }
) & { writes?: Writes<State, End, Tables> }

/**
 * Changes saved together with the flow. When the database shows that the move is no longer possible
 * (somebody was faster), it returns the move to make instead and everything it wrote is undone.
 */
export type Writes<State, End, Tables> = (tx: Transaction<Tables>) => Promise<Move<State, End, Tables> | undefined>

/** Who submits: the browser (by the hash of its cookie), from where, in which language. */
export type Visitor = { browser: Buffer; place: string; device: string; language: 'vi' | 'en' }

/** A parsed request to a step; `version` is the one its page was shown with. */
export type Submission = {
  flowId: string
  version: number
  step: string
  fields: Record<string, string>
  visitor: Visitor
}

type Step<State extends { step: string }, End, Tables, Name extends State['step']> = (
  state: Extract<State, { step: Name }>,
  submission: Submission,
) => Promise<Move<State, End, Tables>>

/**
 * A flow: its states, each holding exactly what is established so far, and one function a step.
 * The first step may be submitted again from later ones (the back button); the flow then starts over.
 */
export type Flow<State extends { step: string }, End, Tables> = {
  kind: string
  state: z.ZodType<State>
  end: z.ZodType<End>
  first: State
  steps: { [Name in State['step']]: Step<State, End, Tables, Name> }
}

/** Where a flow stands, as its browser may see it. `gone`: unknown, expired, unreadable or another browser's. */
export type Standing<State, End> =
  | { kind: 'at'; state: State; version: number; errors: Errors }
  | { kind: 'ended'; as: End }
  | { kind: 'gone' }
  | { kind: 'busy' }
