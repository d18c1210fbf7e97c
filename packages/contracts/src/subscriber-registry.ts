import { z } from 'zod'
import { statedPerson } from './registry-access.ts'

/**
 * The subscriber registry of the mobile operators: is this number registered to this person, and who serves it now? It
 * answers yes or no and hands nothing else out. How it is reached: registry-access.ts.
 */
export const CONFIRMATIONS_PATH = '/v1/confirmations'

export const subscriberQuestion = statedPerson

/** `unknown-number`: no operator has such a subscription. Which datum disagrees in a mismatch is never told. */
export const subscriberVerdict = z.object({ result: z.enum(['match', 'mismatch', 'unknown-number']) })

/** `operator-unavailable` (503): the registry is well, the number's operator does not answer it. */
export const registryRefusal = z.object({
  error: z.enum(['invalid-request', 'invalid-token', 'operator-unavailable']),
})

export type SubscriberQuestion = z.infer<typeof subscriberQuestion>
export type SubscriberVerdict = z.infer<typeof subscriberVerdict>
export type RegistryRefusal = z.infer<typeof registryRefusal>

/** Which operator serves a number now: numbers are ported, so their first digits do not tell. */
export const OPERATORS_PATH = '/v1/operators'
export const operatorQuestion = z.object({ phone: statedPerson.shape.phone })
/** `operator`: its id, such as `vinaphone`. */
export const operatorVerdict = z.discriminatedUnion('result', [
  z.object({ result: z.literal('found'), operator: z.string().regex(/^[a-z][a-z0-9-]*$/) }),
  z.object({ result: z.literal('unknown-number') }),
])
export type OperatorQuestion = z.infer<typeof operatorQuestion>
export type OperatorVerdict = z.infer<typeof operatorVerdict>

export const exampleQuestion: SubscriberQuestion = {
  phone: '+84828114088',
  idNumber: '030190004517',
  fullName: 'Nguyễn Thị Thu Hà',
  dateOfBirth: '1990-08-12',
}
export const exampleVerdict: SubscriberVerdict = { result: 'match' }
export const exampleOperatorQuestion: OperatorQuestion = { phone: '+84828114088' }
export const exampleOperatorVerdict: OperatorVerdict = { result: 'found', operator: 'vinaphone' }
