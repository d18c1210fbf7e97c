import { z } from 'zod'
import { CATALOGUE_PATH, exampleCatalogue, provinceCatalogue } from './province-catalogue.ts'

const etag = { schema: { type: 'string' }, description: 'The version, in quotes (RFC 9110 §8.8.3).' }

/** The OpenAPI 3.1 description of a province's catalogue; openapi/province-catalogue.json is its written form. */
export function provinceCatalogueOpenApi(): Record<string, unknown> {
  return {
    openapi: '3.1.0',
    info: { title: 'Procedures of a province', version: '1.0.0', description: 'Read by the national portal.' },
    paths: { [CATALOGUE_PATH]: { get: operation() } },
    components: { schemas: { ProvinceCatalogue: catalogueSchema() } },
  }
}

function operation() {
  return {
    operationId: 'getCatalogue',
    summary: 'The whole catalogue, or 304 for a reader that has this version already',
    parameters: [
      { name: 'since', in: 'query', required: false, schema: { type: 'string' }, description: 'Version held.' },
      { name: 'If-None-Match', in: 'header', required: false, schema: { type: 'string' } },
    ],
    responses: {
      '200': { description: 'The catalogue as it is now', headers: { ETag: etag }, content: content() },
      '304': { description: 'Unchanged since the version the reader holds', headers: { ETag: etag } },
    },
  }
}

function content() {
  return {
    'application/json': { schema: { $ref: '#/components/schemas/ProvinceCatalogue' }, example: exampleCatalogue },
  }
}

function catalogueSchema() {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(provinceCatalogue)
  return schema
}
