import { CONFIRMATIONS_PATH, registryRefusal, subscriberVerdict } from '@motcua/contracts/subscriber-registry.ts'
import { type RegistryOptions, registryHttp } from './registry-http.ts'
import type { SubscriberAnswer, SubscriberQuestion, SubscriberRegistry } from './subscriber-registry.ts'

/** Asks the subscriber registry over HTTP (contracts/openapi/subscriber-registry.json). */
export function subscriberRegistryHttp(options: RegistryOptions): SubscriberRegistry {
  return {
    confirm: registryHttp<SubscriberQuestion, SubscriberAnswer>(options, {
      upstream: 'subscriber-registry',
      path: CONFIRMATIONS_PATH,
      read: json => {
        const verdict = subscriberVerdict.safeParse(json).data
        return verdict && { kind: verdict.result === 'match' ? 'match' : 'mismatch' }
      },
      isAwayBehind: json => registryRefusal.safeParse(json).data?.error === 'operator-unavailable',
    }),
  }
}
