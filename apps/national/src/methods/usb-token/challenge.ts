import { agentPurposes } from '@motcua/contracts/agent.ts'
import { z } from 'zod'
import { challenge, newChallenge } from '../../steps/challenge.ts'
import type { Purpose } from '../../steps/method.ts'
import type { MethodParts } from '../parts.ts'

/** `purpose`: what the agent tells the person that they are about to do. */
export const challenged = challenge.extend({ purpose: z.enum(agentPurposes) })
export type Challenged = z.infer<typeof challenged>

/** A nonce for the signing agent: 256 random bits, good for one answer within five minutes. */
export function challengeFor(parts: Pick<MethodParts, 'random' | 'clock'>, purpose: Purpose): Challenged {
  return { ...newChallenge(parts), purpose: agentPurposes.find(each => each === purpose) ?? 'confirm' }
}
