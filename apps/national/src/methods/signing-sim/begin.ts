import type { Errors } from '@motcua/sign-in/flow/flow.ts'
import { askSim } from '../../sim-prompts/ask.ts'
import { simPurposeOf } from '../../sim-prompts/purpose.ts'
import type { Asked, Asking } from '../../steps/method.ts'
import type { MethodParts } from '../parts.ts'
import type { SimPending } from './pending.ts'

export type SimNumber = Pick<SimPending, 'phone' | 'from'>

/** Asks the SIM of a number; what stands against it is no mistake of the number. */
export async function beginPrompt(
  parts: MethodParts,
  asking: Asking,
  { phone, from }: SimNumber,
): Promise<Asked<SimPending> | { kind: 'refused'; errors: Errors }> {
  const asked = await askSim(parts, { ...asking, phone })
  if (asked.kind === 'refused') return { kind: 'refused', errors: { form: asked.error } }
  const { id: promptId, code, expiresAt } = asked.prompt
  const purpose = simPurposeOf(asking.purpose)
  const pending: SimPending = {
    ...{ state: 'open', promptId, phone, code, expiresAt: expiresAt.getTime(), purpose, from },
  }
  return asked.writes ? { kind: 'asked', pending, writes: asked.writes } : { kind: 'asked', pending }
}
