import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { exampleCatalogue, type ProvinceCatalogue, provinceCatalogue } from './province-catalogue.ts'
import { provinceCatalogueOpenApi } from './province-catalogue-openapi.ts'

const [birth, record] = exampleCatalogue.procedures
assert.ok(birth && record)

const complaints = (catalogue: unknown): string[] => {
  const parsed = provinceCatalogue.safeParse(catalogue)
  return parsed.success ? [] : parsed.error.issues.map(issue => issue.message)
}

test('The example keeps the contract', () => {
  assert.deepEqual(complaints(exampleCatalogue), [])
})

test('The written OpenAPI description is the one the schema gives', async () => {
  const file = new URL('../openapi/province-catalogue.json', import.meta.url)
  assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), JSON.parse(JSON.stringify(provinceCatalogueOpenApi())))
})

const broken: [string, ProvinceCatalogue, RegExp][] = [
  ['a procedure listed twice', { ...exampleCatalogue, procedures: [birth, birth] }, /1\.001193 appears twice/],
  ['an unknown field', { ...exampleCatalogue, fields: [{ code: 'khac', name: 'Khác' }] }, /unknown field ho-tich/],
  [
    'an agency of another level',
    { ...exampleCatalogue, procedures: [{ ...birth, agencies: ['H23.20'] }] },
    /names H23\.20, no agency of its level/,
  ],
  [
    'an unknown agency',
    { ...exampleCatalogue, procedures: [{ ...record, agencies: ['H23.99'] }] },
    /names H23\.99, no agency of its level/,
  ],
  [
    'an agency of another province',
    {
      ...exampleCatalogue,
      agencies: [...exampleCatalogue.agencies, { code: 'H49.01', name: 'Sở', level: 'province' }],
    },
    /H49\.01 is not of H23/,
  ],
  [
    'a procedure of another province',
    {
      ...exampleCatalogue,
      procedures: [
        { ...birth, provincialCode: '1.001193.000.00.00.H49', serviceCode: '1.001193.000.00.00.H49.01' },
        record,
      ],
    },
    /is another province's/,
  ],
  [
    'a provincial code of another procedure',
    { ...exampleCatalogue, procedures: [{ ...birth, provincialCode: record.provincialCode }] },
    /2\.000488\.000\.00\.00\.H23 is not 1\.001193/,
  ],
  [
    'a service of another procedure',
    { ...exampleCatalogue, procedures: [{ ...birth, serviceCode: record.serviceCode }] },
    /is not of 1\.001193\.000\.00\.00\.H23/,
  ],
]
for (const [what, catalogue, complaint] of broken) {
  test(`A catalogue with ${what} is refused as a whole`, () => {
    assert.match(complaints(catalogue).join('\n'), complaint)
  })
}

test('A catalogue without procedures, with extra keys or with control characters is refused', () => {
  assert.notDeepEqual(complaints({ ...exampleCatalogue, procedures: [] }), [])
  assert.notDeepEqual(complaints({ ...exampleCatalogue, more: 1 }), [])
  assert.notDeepEqual(complaints({ ...exampleCatalogue, procedures: [{ ...birth, name: 'Khai\u0000sinh' }] }), [])
})

test('An agency of a commune without its place is refused, a department with one too', () => {
  const commune = { code: 'H23.20.26', name: 'UBND phường', level: 'commune' }
  assert.notDeepEqual(complaints({ ...exampleCatalogue, agencies: [commune] }), [])
  const department = { code: 'H23.11', name: 'Sở Tư pháp', level: 'province', place: '288' }
  assert.notDeepEqual(complaints({ ...exampleCatalogue, agencies: [department] }), [])
})
