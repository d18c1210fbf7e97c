import { z } from 'zod'
import {
  CONFIRMATIONS_PATH,
  CORRELATION_HEADER,
  exampleQuestion,
  exampleVerdict,
  registryRefusal,
  registryToken,
  registryTokenRefusal,
  subscriberQuestion,
  subscriberVerdict,
  TOKEN_PATH,
} from './subscriber-registry.ts'

const schemas = {
  Token: registryToken,
  TokenRefusal: registryTokenRefusal,
  Question: subscriberQuestion,
  Verdict: subscriberVerdict,
  Refusal: registryRefusal,
}

/** The OpenAPI 3.1 description of the subscriber registry; openapi/subscriber-registry.json is its written form. */
export function subscriberRegistryOpenApi(): Record<string, unknown> {
  return {
    openapi: '3.1.0',
    info: { title: 'Subscriber registry', version: '1.0.0', description: 'Yes or no to given data; hands none out.' },
    servers: [{ url: '/subscriber-registry' }],
    security: [{ client: [] }],
    paths: { [TOKEN_PATH]: { post: token() }, [CONFIRMATIONS_PATH]: { post: confirmation() } },
    components: { schemas: Object.fromEntries(Object.entries(schemas).map(written)), securitySchemes: security() },
  }
}

function token() {
  const grant = { type: 'string', const: 'client_credentials' }
  const form = { type: 'object', required: ['grant_type'], properties: { grant_type: grant } }
  return {
    operationId: 'issueToken',
    summary: 'Access token by client credentials; the client authenticates by HTTP Basic (RFC 6749 §2.3.1, §4.4)',
    security: [{ basic: [] }],
    requestBody: { required: true, content: { 'application/x-www-form-urlencoded': { schema: form } } },
    responses: {
      '200': answer('A bearer token', 'Token'),
      '400': answer('Not a client credentials request', 'TokenRefusal'),
      '401': answer('Unknown client or wrong secret', 'TokenRefusal'),
    },
  }
}

function confirmation() {
  return {
    operationId: 'confirmSubscriber',
    summary: 'Is this number registered to this person?',
    parameters: [{ name: CORRELATION_HEADER, in: 'header', required: false, schema: { type: 'string' } }],
    requestBody: { required: true, content: content('Question', exampleQuestion) },
    responses: {
      '200': { description: 'Yes, no, or no such number', content: content('Verdict', exampleVerdict) },
      '400': answer('Not a question of this shape', 'Refusal'),
      '401': answer('Missing, unknown or expired token', 'Refusal'),
      '503': answer("The number's operator does not answer", 'Refusal'),
    },
  }
}

function answer(description: string, name: keyof typeof schemas) {
  return { description, content: content(name) }
}

function content(name: keyof typeof schemas, example?: unknown) {
  const schema = { $ref: `#/components/schemas/${name}` }
  return { 'application/json': example === undefined ? { schema } : { schema, example } }
}

function written([name, schema]: [string, z.ZodType]) {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema)
  return [name, json] as const
}

function security() {
  const clientCredentials = { tokenUrl: `/subscriber-registry${TOKEN_PATH}`, scopes: {} }
  return { basic: { type: 'http', scheme: 'basic' }, client: { type: 'oauth2', flows: { clientCredentials } } }
}
