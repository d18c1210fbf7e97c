import assert from 'node:assert/strict'
import { castOf, international } from '../../apps/lab/src/cast.ts'
import { personas } from '../../apps/lab/src/personas.ts'
import type { RegistryOptions } from '../../apps/national/src/upstream/registry-http.ts'
import type { InsuredQuestion } from '../../apps/national/src/upstream/social-insurance.ts'
import { socialInsuranceHttp } from '../../apps/national/src/upstream/social-insurance-http.ts'
import type { SubscriberQuestion } from '../../apps/national/src/upstream/subscriber-registry.ts'
import { subscriberRegistryHttp } from '../../apps/national/src/upstream/subscriber-registry-http.ts'
import { insuranceClient, type RunningLab, registryClient, silent } from './lab.ts'

const cast = castOf(personas)

/** A number nobody in the cast is insured under. */
const NOBODYS = '9999999999'

/** What a persona states of themselves to the operators. */
export function subscriber(id: string, changes: Partial<SubscriberQuestion> = {}): SubscriberQuestion {
  const persona = cast.byId(id)
  assert.ok(persona?.phones[0])
  const { idNumber, dateOfBirth, representative, fullName } = persona
  const phone = international(persona.phones[0].number)
  return { phone, idNumber, dateOfBirth, fullName: representative ?? fullName, ...changes }
}

/** And to social insurance; who has no number there states one that nobody has. */
export function insured(id: string, changes: Partial<InsuredQuestion> = {}): InsuredQuestion {
  const { socialInsuranceNumber = NOBODYS } = cast.byId(id) ?? {}
  return { ...subscriber(id), socialInsuranceNumber, ...changes }
}

/** The adapters as the portal has them, before the running lab, with time for a busy machine. */
export function subscriberRegistry(lab: RunningLab, changes: Partial<RegistryOptions> = {}) {
  return subscriberRegistryHttp({ ...options(lab, 'subscriber-registry', registryClient), ...changes })
}

export function socialInsurance(lab: RunningLab, changes: Partial<RegistryOptions> = {}) {
  return socialInsuranceHttp({ ...options(lab, 'social-insurance', insuranceClient), ...changes })
}

function options({ url }: RunningLab, upstream: string, client: { id: string; secret: string }): RegistryOptions {
  const { id: clientId, secret: clientSecret } = client
  return { url: `${url}/${upstream}`, clientId, clientSecret, log: silent, timeoutMs: 20_000 }
}
