import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDb, testDb } from '@motcua/kit/test-db.ts'
import * as migration from '../db/migrations/010-procedures.ts'
import { catalogueStore } from './catalogue-store.ts'
import { proceduresStore } from './procedures-store.ts'
import { searchTerms } from './search.ts'
import type { ProceduresTables } from './tables.ts'
import { catalogueOf, leThanhNghi } from './test-catalogues.ts'

let world: TestDb<ProceduresTables>
before(async () => {
  world = await testDb<ProceduresTables>({ '010-procedures': migration })
  const catalogues = catalogueStore(world.db)
  await catalogues.replace(catalogueOf('hai-duong', 'version-1'), new Date())
  await catalogues.replace(catalogueOf('quang-ninh', 'version-1'), new Date())
})
after(() => world.stop())

const named = async (q: string) => {
  const { rows } = await proceduresStore(world.db).offers(leThanhNghi, { terms: searchTerms(q), page: 1 })
  return rows.map(row => row.name)
}

test('Without a search the list keeps the order of the catalogue', async () => {
  const { rows } = await proceduresStore(world.db).offers(leThanhNghi, { page: 1 })
  const inCatalogue = catalogueOf('hai-duong', 'version-1').procedures.map(one => one.name)
  assert.deepEqual(
    rows.map(row => row.name),
    inCatalogue,
  )
})

test('At a ward the ward, its city and the departments receive, each what is theirs', async () => {
  const { rows, total } = await proceduresStore(world.db).offers(leThanhNghi, { page: 1 })
  assert.equal(total, 7)
  const receiver = Object.fromEntries(rows.map(row => [row.nationalCode, row.agencyCode]))
  assert.equal(receiver['1.001193'], 'H23.20.26')
  assert.equal(receiver['1.001612'], 'H23.20')
  // Not H23.05, which comes first among the departments: the procedure names its receiver.
  assert.equal(receiver['2.000488'], 'H23.11')
})

test('Where no agency of its level serves the place, a procedure is not on offer', async () => {
  const elsewhere = { ...leThanhNghi, commune: '10513' }
  const { rows } = await proceduresStore(world.db).offers(elsewhere, { page: 1 })
  assert.deepEqual(rows.map(row => row.level).sort(), ['district', 'district', 'province'])
  assert.equal(await proceduresStore(world.db).offer(elsewhere, '1.001193'), undefined)
})

test('A search finds the same under any diacritics and case, the closest names first', async () => {
  const expected = [
    'Đăng ký khai sinh',
    'Đăng ký khai sinh cho người đã có hồ sơ, giấy tờ cá nhân',
    'Đăng ký lại khai sinh',
    'Sinh hoạt khai mạc',
  ]
  for (const q of ['khai sinh', 'KHAI SINH', 'Khai sính']) assert.deepEqual(await named(q), expected, q)
  assert.equal((await named('sinh'))[0], 'Sinh hoạt khai mạc')
  assert.equal((await named('dang ky lai'))[0], 'Đăng ký lại khai sinh')
})

test('A procedure is found by its code and by the beginning of it', async () => {
  assert.deepEqual(await named('1.001193'), ['Đăng ký khai sinh'])
  assert.deepEqual(await named('1.001193.000.00.00.h23'), ['Đăng ký khai sinh'])
  assert.deepEqual(await named(' 2.0004 '), ['Cấp Phiếu lý lịch tư pháp'])
})

test('Signs that mean something to a database mean nothing to a search', async () => {
  assert.deepEqual(await named("khai' or 1=1 --"), [])
  assert.deepEqual(await named('khai%sinh'), await named('khai sinh'))
  assert.deepEqual(await named('lai_khai_sinh'), ['Đăng ký lại khai sinh'])
})

test('Filters by field, level and agency each narrow the list', async () => {
  const store = proceduresStore(world.db)
  const count = async (filter: object) => (await store.offers(leThanhNghi, { page: 1, ...filter })).total
  assert.equal(await count({ field: 'ho-tich' }), 4)
  assert.equal(await count({ level: 'district' }), 2)
  assert.equal(await count({ agency: 'H23.11' }), 1)
  assert.equal(await count({ agency: 'H23.11', level: 'district' }), 0)
})

test('A page beyond the last is the last', async () => {
  const { page, pages, rows } = await proceduresStore(world.db).offers(leThanhNghi, { page: 99 })
  assert.deepEqual([page, pages, rows.length], [1, 1, 7])
})

test('Over all provinces each procedure comes once, with the provinces that offer it', async () => {
  const terms = searchTerms('khai sinh')
  assert.ok(terms)
  const store = proceduresStore(world.db)
  const { total, rows } = await store.search(terms, { page: 1, provinces: ['22', '30'] })
  assert.equal(total, 4)
  assert.deepEqual(rows[0], {
    nationalCode: '1.001193',
    name: 'Đăng ký khai sinh',
    provinces: [
      { gsoCode: '22', name: 'Tỉnh Quảng Ninh' },
      { gsoCode: '30', name: 'Tỉnh Hải Dương' },
    ],
  })
  const one = await store.search(terms, { page: 1, provinces: ['30'] })
  assert.deepEqual(one.rows[0]?.provinces, [{ gsoCode: '30', name: 'Tỉnh Hải Dương' }])
})

test('The choices are the fields and agencies of what is on offer, no others', async () => {
  const { fields, agencies } = await proceduresStore(world.db).choices(leThanhNghi)
  assert.deepEqual(
    fields.map(field => field.code),
    ['ho-tich', 'ly-lich-tu-phap', 'kinh-doanh'],
  )
  assert.deepEqual(
    agencies.map(agency => agency.code),
    ['H23.11', 'H23.20', 'H23.20.26'],
  )
})
