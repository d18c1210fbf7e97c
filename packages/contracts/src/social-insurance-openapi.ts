import { registryOpenApi } from './registry-openapi.ts'
import {
  exampleInsuredQuestion,
  exampleInsuredVerdict,
  INSURED_CONFIRMATIONS_PATH,
  insuranceRefusal,
  insuredQuestion,
  insuredVerdict,
} from './social-insurance.ts'

/** The OpenAPI 3.1 description of the social insurance registry; openapi/social-insurance.json is its written form. */
export function socialInsuranceOpenApi(): Record<string, unknown> {
  return registryOpenApi({
    title: 'Social insurance registry',
    description: 'Yes or no to given data; with a yes, the ID numbers on record and no other datum.',
    at: '/social-insurance',
    confirmation: {
      path: INSURED_CONFIRMATIONS_PATH,
      operationId: 'confirmInsuredPerson',
      summary: 'Is this the person insured under this number?',
      question: { schema: insuredQuestion, example: exampleInsuredQuestion },
      verdict: {
        schema: insuredVerdict,
        example: exampleInsuredVerdict,
        description: 'Yes with the ID numbers on record, no, or no such number',
      },
      refusal: { schema: insuranceRefusal, unavailable: 'The office that keeps the record does not answer' },
    },
  })
}
