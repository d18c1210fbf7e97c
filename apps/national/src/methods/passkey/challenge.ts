import { z } from 'zod'
import { challenge } from '../../steps/challenge.ts'
import { descriptor } from './credential.ts'

/** What is asked for: one of these keys, or any of this site where there are none. */
export const challenged = challenge.extend({ credentials: z.array(descriptor) })
export type Challenged = z.infer<typeof challenged>

/** `credentials` are those that the account has already. */
export const enrolling = challenged.extend({
  /** By which the device is to keep the key, and what it shows for it. */
  user: z.object({ handle: z.string(), name: z.string() }),
  /** What the passkey is called where its owner does not say. */
  device: z.string(),
})
export type EnrollingPasskey = z.infer<typeof enrolling>
