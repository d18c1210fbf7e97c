import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { loadCatalogue } from './catalogue.ts'
import { loadProvince } from './province.ts'

const configOf = (name: string) => fileURLToPath(new URL(`../../config/${name}.json`, import.meta.url))
const load = async (name: string) => loadCatalogue(await loadProvince(configOf(name)))

test('Hải Dương publishes at least 60 procedures in at least 10 fields', async () => {
  const { published } = await load('hai-duong')
  assert.deepEqual(published.province, { organizationCode: 'H23', gsoCode: '30', name: 'Tỉnh Hải Dương' })
  assert.ok(published.procedures.length >= 60, `${published.procedures.length} procedures`)
  assert.ok(new Set(published.procedures.map(one => one.field)).size >= 10)
  assert.equal(new Set(published.procedures.map(one => one.name)).size, published.procedures.length)
})

test('Quảng Ninh publishes a catalogue of its own, under its own codes', async () => {
  const { published } = await load('quang-ninh')
  assert.ok(published.procedures.length >= 15)
  assert.ok(published.procedures.every(one => one.provincialCode.endsWith('.H49')))
  assert.ok(published.agencies.every(one => one.code.startsWith('H49.')))
})

for (const name of ['hai-duong', 'quang-ninh']) {
  test(`Every procedure of ${name} is received by somebody, and every field has a procedure`, async () => {
    const { published, receivers } = await load(name)
    for (const one of published.procedures) assert.notDeepEqual(receivers(one), [], one.nationalCode)
    const used = new Set(published.procedures.map(one => one.field))
    for (const { code } of published.fields) assert.ok(used.has(code), code)
  })

  test(`Every district and commune of ${name} has exactly one one-stop shop`, async () => {
    const { published } = await load(name)
    const places = published.agencies.flatMap(one => (one.level === 'province' ? [] : [one.place]))
    assert.equal(new Set(places).size, places.length)
    assert.ok(places.length > 150)
  })

  test(`The texts of ${name} are in Unicode form NFC`, async () => {
    const { published } = await load(name)
    assert.equal(JSON.stringify(published), JSON.stringify(published).normalize('NFC'))
  })
}

test('Birth registration is received by the ward of the guide, under the code of the national catalogue', async () => {
  const { procedure, receivers } = await load('hai-duong')
  const birth = procedure('1.001193')
  assert.ok(birth)
  assert.equal(procedure('1.001193.000.00.00.H23'), birth)
  assert.equal(birth.serviceCode, '1.001193.000.00.00.H23.01')
  const [ward] = receivers(birth).filter(one => one.level === 'commune' && one.place === '10534')
  assert.equal(ward?.code, 'H23.20.26')
  assert.equal(ward?.name, 'UBND phường Lê Thanh Nghị, thành phố Hải Dương')
})

test('The version follows the content: the same for the same, another for any change', async t => {
  const province = await loadProvince(configOf('hai-duong'))
  const folder = await mkdtemp(join(tmpdir(), 'catalogue-'))
  t.after(() => rm(folder, { recursive: true }))
  const source = await readFile(province.catalogue, 'utf8')
  const changed = join(folder, 'changed.json')
  await writeFile(changed, source.replace('Đăng ký khai sinh', 'Đăng ký khai sinh lần đầu'))
  const first = await loadCatalogue(province)
  assert.equal((await loadCatalogue(province)).published.version, first.published.version)
  const other = await loadCatalogue({ ...province, catalogue: changed })
  assert.notEqual(other.published.version, first.published.version)
})

test('A file that names an unknown field is refused at the start', async t => {
  const province = await loadProvince(configOf('hai-duong'))
  const folder = await mkdtemp(join(tmpdir(), 'catalogue-'))
  t.after(() => rm(folder, { recursive: true }))
  const broken = join(folder, 'broken.json')
  const source = await readFile(province.catalogue, 'utf8')
  await writeFile(broken, source.replace('"field": "ho-tich"', '"field": "khong-co"'))
  await assert.rejects(loadCatalogue({ ...province, catalogue: broken }), /unknown field khong-co/)
})
