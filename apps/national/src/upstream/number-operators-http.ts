import { OPERATORS_PATH, operatorVerdict, registryRefusal } from '@motcua/contracts/subscriber-registry.ts'
import type { NumberOperators, OperatorAnswer } from './number-operators.ts'
import { type RegistryOptions, registryHttp } from './registry-http.ts'

/**
 * Asks the subscriber registry over HTTP (contracts/openapi/subscriber-registry.json). Nothing is kept: a number may be
 * carried to another operator at any minute, and one prompt is one question.
 */
export function numberOperatorsHttp(options: RegistryOptions): NumberOperators {
  const ask = registryHttp<{ phone: string }, OperatorAnswer>(options, {
    upstream: 'number-operators',
    path: OPERATORS_PATH,
    read: json => {
      const verdict = operatorVerdict.safeParse(json).data
      if (verdict === undefined) return undefined
      return verdict.result === 'found' ? { kind: 'found', operator: verdict.operator } : { kind: 'unknown-number' }
    },
    isAwayBehind: json => registryRefusal.safeParse(json).data?.error === 'operator-unavailable',
  })
  return { operatorOf: phone => ask({ phone }) }
}
