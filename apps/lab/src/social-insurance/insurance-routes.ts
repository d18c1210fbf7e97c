import {
  INSURED_CONFIRMATIONS_PATH,
  type InsuranceRefusal,
  insuredQuestion,
} from '@motcua/contracts/social-insurance.ts'
import type { FastifyInstance } from 'fastify'
import type { Cast } from '../cast.ts'
import { type RegistryParts, registryRoutes } from '../registry/registry-routes.ts'
import { verdictOn } from './verdict.ts'

const OFFICE_DOWN: InsuranceRefusal['error'] = 'office-unavailable'

/** The registry of social insurance (contracts/openapi/social-insurance.json), under `/social-insurance`. */
export function insuranceRoutes(server: FastifyInstance, { cast, ...parts }: RegistryParts & { cast: Cast }): void {
  registryRoutes(server, parts, {
    upstream: 'social-insurance',
    answers: add => {
      add({
        path: INSURED_CONFIRMATIONS_PATH,
        question: insuredQuestion,
        trouble: ({ socialInsuranceNumber }) => cast.insured(socialInsuranceNumber)?.office,
        unreachable: OFFICE_DOWN,
        verdict: question => verdictOn(question, cast.insured(question.socialInsuranceNumber)?.record),
      })
    },
  })
}
