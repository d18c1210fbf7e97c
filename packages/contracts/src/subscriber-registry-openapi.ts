import { registryOpenApi } from './registry-openapi.ts'
import {
  CONFIRMATIONS_PATH,
  exampleOperatorQuestion,
  exampleOperatorVerdict,
  exampleQuestion,
  exampleVerdict,
  OPERATORS_PATH,
  operatorQuestion,
  operatorVerdict,
  registryRefusal,
  subscriberQuestion,
  subscriberVerdict,
} from './subscriber-registry.ts'

/** The OpenAPI 3.1 description of the subscriber registry; openapi/subscriber-registry.json is its written form. */
export function subscriberRegistryOpenApi(): Record<string, unknown> {
  return registryOpenApi({
    title: 'Subscriber registry',
    description: 'Yes or no to given data, and which operator serves a number; hands out nothing else.',
    at: '/subscriber-registry',
    confirmation: {
      path: CONFIRMATIONS_PATH,
      operationId: 'confirmSubscriber',
      summary: 'Is this number registered to this person?',
      question: { schema: subscriberQuestion, example: exampleQuestion },
      verdict: { schema: subscriberVerdict, example: exampleVerdict, description: 'Yes, no, or no such number' },
      refusal: { schema: registryRefusal, unavailable: "The number's operator does not answer" },
    },
    further: {
      Operator: {
        path: OPERATORS_PATH,
        operationId: 'findOperator',
        summary: 'Which operator serves this number now?',
        question: { schema: operatorQuestion, example: exampleOperatorQuestion },
        verdict: { schema: operatorVerdict, example: exampleOperatorVerdict, description: 'Its id, or no such number' },
      },
    },
  })
}
