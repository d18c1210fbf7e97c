import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { searchKey } from '@motcua/identifiers/diacritics.ts'
import { loadCatalogue } from './catalogue.ts'
import { loadProvince } from './province.ts'
import { searchProcedures } from './search.ts'

const config = fileURLToPath(new URL('../../config/hai-duong.json', import.meta.url))
const catalogue = await loadCatalogue(await loadProvince(config))
const named = (q: string) => searchProcedures(catalogue, { q, page: 1 }).rows.map(one => one.name)

test('Accents and case make no difference, and the closest name comes first', () => {
  const expected = named('khai sinh')
  assert.equal(expected[0], 'Đăng ký khai sinh')
  assert.ok(expected.includes('Đăng ký lại khai sinh'))
  assert.ok(!expected.includes('Đăng ký khai tử'))
  for (const q of ['KHAI SINH', 'Khai  sính', ' khai\tsinh ']) assert.deepEqual(named(q), expected, q)
})

test('A name that begins so comes before one that only holds the words', () => {
  const found = named('chung thuc chu ky')
  assert.ok(found[0]?.startsWith('Chứng thực chữ ký'))
  const again = named('cap lai')
  const others = again.findIndex(name => !name.startsWith('Cấp lại'))
  assert.ok(others > 0)
  assert.ok(again.slice(others).every(name => !name.startsWith('Cấp lại')))
  const words = named('lai khai sinh')
  assert.equal(words[0], 'Đăng ký lại khai sinh')
})

test('A name with the very word comes before one with a longer word', () => {
  const found = named('hộ')
  const longer = found.findIndex(name => !/ ho /.test(` ${searchKey(name)} `))
  assert.ok(longer > 0)
  assert.ok(found.slice(longer).every(name => !/ ho /.test(` ${searchKey(name)} `)))
})

test('A procedure is found by its code or the beginning of it', () => {
  assert.deepEqual(named('1.001193'), ['Đăng ký khai sinh'])
  assert.deepEqual(named('1.001193.000.00.00.h23'), ['Đăng ký khai sinh'])
})

test('What is in no name finds nothing, and an empty search finds everything', () => {
  assert.deepEqual(named('xyzzy'), [])
  const all = searchProcedures(catalogue, { q: ' ', page: 1 })
  assert.equal(all.total, catalogue.published.procedures.length)
  assert.equal(all.rows.length, 20)
})

test('Filters narrow by field, level and receiving agency', () => {
  const count = (filter: object) => searchProcedures(catalogue, { q: '', page: 1, ...filter }).total
  assert.equal(count({ field: 'chung-thuc', level: 'district' }), 1)
  const commune = catalogue.published.procedures.filter(one => one.level === 'commune').length
  assert.equal(count({ agency: 'H23.20.26' }), commune)
  assert.equal(count({ agency: 'H23.99' }), 0)
})

test('The pages together give every procedure once', () => {
  const { pages, total } = searchProcedures(catalogue, { q: '', page: 1 })
  const codes = Array.from({ length: pages }, (_, index) => searchProcedures(catalogue, { q: '', page: index + 1 }))
    .flatMap(listing => listing.rows)
    .map(one => one.nationalCode)
  assert.equal(new Set(codes).size, total)
  assert.equal(codes.length, total)
  assert.equal(searchProcedures(catalogue, { q: '', page: 999 }).page, pages)
})
