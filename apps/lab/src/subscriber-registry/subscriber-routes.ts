import { CONFIRMATIONS_PATH, type RegistryRefusal, subscriberQuestion } from '@motcua/contracts/subscriber-registry.ts'
import type { FastifyInstance } from 'fastify'
import type { Cast } from '../cast.ts'
import { type RegistryParts, registryRoutes } from '../registry/registry-routes.ts'
import { verdictOn } from './verdict.ts'

const OPERATOR_DOWN: RegistryRefusal['error'] = 'operator-unavailable'

/** The subscriber registry (contracts/openapi/subscriber-registry.json), under `/subscriber-registry`. */
export function subscriberRoutes(server: FastifyInstance, { cast, ...parts }: RegistryParts & { cast: Cast }): void {
  registryRoutes(server, parts, {
    upstream: 'subscriber-registry',
    path: CONFIRMATIONS_PATH,
    question: subscriberQuestion,
    trouble: ({ phone }) => cast.line(phone)?.operator,
    unreachable: OPERATOR_DOWN,
    verdict: question => verdictOn(question, cast.record(question.phone)),
  })
}
