import { z } from 'zod'
import { CORRELATION_HEADER, registryToken, registryTokenRefusal, TOKEN_PATH } from './registry-access.ts'

/** What one registry's description says that another's does not. */
export type RegistryDescription = {
  title: string
  description: string
  /** Where it is, on its server. */
  at: string
  confirmation: QuestionDescription & { refusal: { schema: z.ZodType; unavailable: string } }
  /** What else it answers, by the name that the schemas of question and verdict begin with. */
  further?: Record<string, QuestionDescription>
}

export type QuestionDescription = {
  path: string
  operationId: string
  summary: string
  question: { schema: z.ZodType; example: unknown }
  verdict: { schema: z.ZodType; example: unknown; description: string }
}

/** The OpenAPI 3.1 description of a registry: its token endpoint and the questions it answers. */
export function registryOpenApi(registry: RegistryDescription): Record<string, unknown> {
  const { title, description, at, confirmation, further = {} } = registry
  const { refusal } = confirmation
  const questions = Object.entries({ '': confirmation, ...further })
  const schemas: Record<string, z.ZodType> = {
    Token: registryToken,
    TokenRefusal: registryTokenRefusal,
    ...Object.fromEntries(questions.flatMap(([name, one]) => schemasOf(name, one))),
    Refusal: refusal.schema,
  }
  return {
    openapi: '3.1.0',
    info: { title, version: '1.0.0', description },
    servers: [{ url: at }],
    security: [{ client: [] }],
    paths: {
      [TOKEN_PATH]: { post: token() },
      ...Object.fromEntries(
        questions.map(([name, one]) => [one.path, { post: asking(one, { name, unavailable: refusal.unavailable }) }]),
      ),
    },
    components: { schemas: Object.fromEntries(Object.entries(schemas).map(written)), securitySchemes: security(at) },
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

function schemasOf(name: string, { question, verdict }: QuestionDescription) {
  return [
    [`${name}Question`, question.schema],
    [`${name}Verdict`, verdict.schema],
  ] as const
}

type Naming = { name: string; unavailable: string }

function asking({ operationId, summary, question, verdict }: QuestionDescription, { name, unavailable }: Naming) {
  return {
    ...{ operationId, summary },
    parameters: [{ name: CORRELATION_HEADER, in: 'header', required: false, schema: { type: 'string' } }],
    requestBody: { required: true, content: content(`${name}Question`, question.example) },
    responses: {
      '200': { description: verdict.description, content: content(`${name}Verdict`, verdict.example) },
      '400': answer('Not a question of this shape', 'Refusal'),
      '401': answer('Missing, unknown or expired token', 'Refusal'),
      '503': answer(unavailable, 'Refusal'),
    },
  }
}

function answer(description: string, name: string) {
  return { description, content: content(name) }
}

function content(name: string, example?: unknown) {
  const schema = { $ref: `#/components/schemas/${name}` }
  return { 'application/json': example === undefined ? { schema } : { schema, example } }
}

function written([name, schema]: [string, z.ZodType]) {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema)
  return [name, json] as const
}

function security(at: string) {
  const clientCredentials = { tokenUrl: `${at}${TOKEN_PATH}`, scopes: {} }
  return { basic: { type: 'http', scheme: 'basic' }, client: { type: 'oauth2', flows: { clientCredentials } } }
}
