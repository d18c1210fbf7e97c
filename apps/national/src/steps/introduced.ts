import { z } from 'zod'
import { certified } from '../accounts/certified.ts'
import type { Introduced } from './method.ts'

/** Whom a method introduced, as a flow keeps them. */
export const introduced: z.ZodType<Introduced> = z.object({
  references: z.array(z.string()),
  handle: z.object({
    value: z.string(),
    detail: z.string().optional(),
    counter: z.number().optional(),
    verified: z.boolean().optional(),
  }),
  certified,
}) as z.ZodType<Introduced>
