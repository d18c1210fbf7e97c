import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import { z } from 'zod'
import { simPurposes } from '../../sim-prompts/purpose.ts'

export type { SimPurpose } from '../../sim-prompts/purpose.ts'

/** What the phone says that its owner is about to do. */
const purpose = z.enum(simPurposes)

/** Who named the number: who typed it may read and correct it; of a registered one a page shows no more than its ends. */
const from = z.enum(['typed', 'registered'])

/** A SIM was asked, or so it seems to whoever asked: a number has one open prompt, and a second one is never sent. */
const open = z.object({
  state: z.literal('open'),
  promptId: z.string(),
  /** `+84…`. */
  phone: z.string(),
  /** Four digits, on the page and on the phone. */
  code: z.string(),
  /** In milliseconds of the clock. */
  expiresAt: z.number(),
  purpose,
  from,
})

/** It came to nothing, for this reason; another prompt may be sent. */
const over = z.object({
  state: z.literal('over'),
  phone: z.string(),
  purpose,
  from,
  error: z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() }),
})

/** What a flow keeps while a SIM is asked. */
export const simPending = z.discriminatedUnion('state', [open, over])
export type SimPending = z.infer<typeof simPending>
export type OpenPrompt = z.infer<typeof open>
export type OverPrompt = z.infer<typeof over>

/** The same question, which came to nothing for this reason. */
export function overBecause({ phone, purpose, from }: SimPending, error: FieldError): OverPrompt {
  return { state: 'over', phone, purpose, from, error }
}

/** Why, as it is shown. */
export function reasonOf({ error: { key, values } }: OverPrompt): FieldError {
  return values ? { key, values } : { key }
}
