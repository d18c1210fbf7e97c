import {
  CONFIRMATIONS_PATH,
  OPERATORS_PATH,
  operatorQuestion,
  type RegistryRefusal,
  subscriberQuestion,
} from '@motcua/contracts/subscriber-registry.ts'
import type { FastifyInstance } from 'fastify'
import type { Cast } from '../cast.ts'
import { type RegistryParts, registryRoutes } from '../registry/registry-routes.ts'
import { operatorOf, verdictOn } from './verdict.ts'

const OPERATOR_DOWN: RegistryRefusal['error'] = 'operator-unavailable'

/** The subscriber registry (contracts/openapi/subscriber-registry.json), under `/subscriber-registry`. */
export function subscriberRoutes(server: FastifyInstance, { cast, ...parts }: RegistryParts & { cast: Cast }): void {
  registryRoutes(server, parts, {
    upstream: 'subscriber-registry',
    answers: add => {
      add({
        path: CONFIRMATIONS_PATH,
        question: subscriberQuestion,
        trouble: ({ phone }) => cast.line(phone)?.operator,
        unreachable: OPERATOR_DOWN,
        verdict: question => verdictOn(question, cast.record(question.phone)),
      })
      add({
        path: OPERATORS_PATH,
        question: operatorQuestion,
        // Where numbers are is known to all operators, whichever of them is in trouble.
        trouble: () => undefined,
        unreachable: OPERATOR_DOWN,
        verdict: ({ phone }) => operatorOf(phone, cast),
      })
    },
  })
}
