import type { Sealer } from '@motcua/kit/sealing.ts'
import { z } from 'zod'
import type { FlowRow } from '../tables.ts'
import type { Errors, Flow } from './flow.ts'

/**
 * What a row holds, sealed: the state or the outcome, how often it has been saved (each save is another showing of
 * the step's page), and the answer to the submission that led to it.
 */
export type Recorded<State, End> = {
  showing: number
  state?: State
  end?: End
  /** What was typed at the first step, secrets left out: shown again after a reload, and to whoever goes back to correct it. */
  typed?: Record<string, string>
  echo?: { of: string; errors: Errors }
}

/** Seals and opens the rows of one flow. What no longer parses, or was moved from another row, does not open. */
export function flowRecord<State extends { step: string }, End, Tables>(
  flow: Flow<State, End, Tables>,
  sealer: Sealer,
) {
  const errors = z.record(
    z.string(),
    z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() }),
  )
  const schema = z.object({
    showing: z.number().int(),
    state: flow.state.optional(),
    end: flow.end.optional(),
    typed: z.record(z.string(), z.string()).optional(),
    echo: z.object({ of: z.string(), errors }).optional(),
  })
  return {
    seal(id: string, recorded: Recorded<State, End>): string {
      return sealer.seal(JSON.stringify(recorded), `flows.state:${flow.kind}:${id}`)
    },
    open(row: FlowRow): Recorded<State, End> | undefined {
      const text = sealer.unseal(row.state, `flows.state:${row.kind}:${row.id}`)
      if (text === undefined) return undefined
      const parsed = schema.safeParse(JSON.parse(text))
      return parsed.success ? (parsed.data as Recorded<State, End>) : undefined
    },
  }
}

/** Fields that are never shown again. */
const SECRETS = ['password', 'confirmation', 'otp', 'captcha', 'captchaId']

/** Typed fields that may be kept to be shown again. */
export function showable(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !SECRETS.includes(name)))
}
