import { parsePhone } from '@motcua/identifiers/phone.ts'
import type { Errors } from '@motcua/sign-in/flow/flow.ts'
import { formReader } from '@motcua/sign-in/form/form.ts'
import { askSim } from '../../sim-prompts/ask.ts'
import { simPurposeOf } from '../../sim-prompts/purpose.ts'
import type { Asked, Asking } from '../../steps/method.ts'
import type { MethodParts } from '../parts.ts'
import type { SimPending } from './pending.ts'

export type SimBegun = Asked<SimPending> | { kind: 'refused'; errors: Errors }
export type SimNumber = Pick<SimPending, 'phone' | 'from'>

/** Asks the SIM of a number; what stands against it is no mistake of the number. */
export async function beginPrompt(parts: MethodParts, asking: Asking, { phone, from }: SimNumber): Promise<SimBegun> {
  const asked = await askSim(parts, { ...asking, phone })
  if (asked.kind === 'refused') return { kind: 'refused', errors: { form: asked.error } }
  const { id: promptId, code, expiresAt } = asked.prompt
  const purpose = simPurposeOf(asking.purpose)
  const pending: SimPending = {
    ...{ state: 'open', promptId, phone, code, expiresAt: expiresAt.getTime(), purpose, from },
  }
  return asked.writes ? { kind: 'asked', pending, writes: asked.writes } : { kind: 'asked', pending }
}

/** Asks the SIM of the number that was typed; one that is none is refused beside its field. */
export async function beginTyped(parts: MethodParts, asking: Asking): Promise<SimBegun> {
  const form = formReader(asking.submission.fields)
  const phone = form.read('phone', 'phone', parsePhone)
  return phone ? beginPrompt(parts, asking, { phone, from: 'typed' }) : { kind: 'refused', errors: form.errors }
}
