import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyText } from './any-text.ts'
import { birthPlaces } from './birth-places.ts'
import { communesOf, districtsOf, place, provinces } from './places.ts'
import { provinceOrganizations } from './province-organizations.ts'

const names = (places: { name: string }[]) => places.map(one => one.name)
const untyped = (name: string) => name.replace(/^(Tỉnh|Thành phố) /, '')

test('There are 63 provinces, 705 districts and 10 599 communes, each below its parent and named with its type', () => {
  const districts = provinces().flatMap(province => districtsOf(province.code))
  const communes = districts.flatMap(district => communesOf(district.code))
  assert.deepEqual([provinces().length, districts.length, communes.length], [63, 705, 10_599])
  for (const one of provinces()) assert.match(`${one.code} ${one.name}`, /^\d{2} (Tỉnh|Thành phố) \p{Lu}/u)
  for (const one of districts)
    assert.match(`${one.code} ${one.name}`, /^\d{3} (Quận|Huyện|Thị xã|Thành phố) [\p{Lu}\d]/u)
  for (const one of communes) assert.match(`${one.code} ${one.name}`, /^\d{5} (Phường|Xã|Thị trấn) [\p{Lu}\d]/u)
  for (const name of names([...districts, ...communes]))
    assert.ok(name === name.normalize('NFC') && !/ {2}|\s$/.test(name), name)
  assert.equal(new Set([...districts, ...communes].map(one => one.code)).size, 705 + 10_599)
})

test('Hải Dương has its twelve districts and Cẩm Giàng its communes', () => {
  assert.deepEqual(names(districtsOf('30')), [
    'Thành phố Hải Dương',
    'Thành phố Chí Linh',
    'Huyện Nam Sách',
    'Thị xã Kinh Môn',
    'Huyện Kim Thành',
    'Huyện Thanh Hà',
    'Huyện Cẩm Giàng',
    'Huyện Bình Giang',
    'Huyện Gia Lộc',
    'Huyện Tứ Kỳ',
    'Huyện Ninh Giang',
    'Huyện Thanh Miện',
  ])
  assert.ok(names(communesOf('295')).includes('Thị trấn Lai Cách'))
  assert.deepEqual(communesOf('318'), [])
})

test('Every unit is found by its code with its level and parent', () => {
  for (const province of provinces()) {
    assert.deepEqual(place(province.code), province)
    for (const district of districtsOf(province.code)) {
      assert.equal(district.parent, province.code)
      assert.deepEqual(place(district.code), district)
    }
  }
  for (const commune of communesOf('290')) assert.deepEqual(place(commune.code), commune)
})

test('What is no code is no place and has nothing below it', () => {
  for (const text of ['', '00', '3', '030', '0030', '99999', '__proto__', 'constructor', '001 Q', '|001', 'toString'])
    assert.deepEqual([districtsOf(text), communesOf(text === '030' ? '' : text)], [[], []], text)
  fc.assert(
    fc.property(anyText, text => {
      const found = place(text)
      assert.ok(found === undefined || found.code === text)
    }),
  )
})

test('The reform of 2025 leaves 34 provinces and no districts', () => {
  assert.deepEqual([provinces('2025-06-30').length, provinces('2025-07-01').length], [63, 34])
  assert.equal(place('30')?.validTo, '2025-06-30')
  assert.equal(place('30')?.successor, '31')
  assert.equal(place('30', '2025-07-01'), undefined)
  assert.equal(districtsOf('30', '2025-06-30').length, 12)
  assert.deepEqual(districtsOf('31', '2025-07-01'), [])
  assert.deepEqual(communesOf('290', '2025-07-01'), [])
})

test('On the day after it ends, each former province has a successor, and ten provinces go on unchanged', () => {
  const after = provinces('2025-07-01')
  for (const former of provinces('2020-10-08').filter(one => one.validTo !== undefined)) {
    const successor = after.find(one => one.code === former.successor)
    assert.ok(successor, former.name)
    assert.ok(successor.validFrom !== undefined && successor.validFrom > (former.validTo ?? ''))
  }
  assert.deepEqual(after.filter(one => one.validFrom === undefined).length, 10)
  const cities = names(after)
    .filter(name => name.startsWith('Thành phố'))
    .map(untyped)
  assert.deepEqual(cities, ['Hà Nội', 'Hải Phòng', 'Huế', 'Đà Nẵng', 'Hồ Chí Minh', 'Cần Thơ'])
})

test('A code that passes on names another province after the merger, and Huế became a city half a year earlier', () => {
  assert.equal(place('24', '2025-06-30')?.name, 'Tỉnh Bắc Giang')
  assert.equal(place('24', '2025-07-01')?.name, 'Tỉnh Bắc Ninh')
  assert.equal(place('46', '2024-12-31')?.name, 'Tỉnh Thừa Thiên Huế')
  assert.equal(place('46', '2025-01-01')?.name, 'Thành phố Huế')
})

test('The places of birth registration are the provinces of the register', () => {
  const registered = provinces('2020-10-08').map(one => `0${one.code} ${untyped(one.name)}`)
  const annex = [...birthPlaces.values()].filter(one => one.kind === 'province').map(one => `${one.code} ${one.name}`)
  assert.deepEqual(annex, registered)
})

test('Every province has its own organisation code, among them the published ones', () => {
  assert.deepEqual(
    [...provinceOrganizations.keys()].sort(),
    provinces('2020-10-08').map(one => one.code),
  )
  assert.equal(new Set([...provinceOrganizations.values()].map(one => one.code)).size, 63)
  for (const [province, code] of [
    ['89', 'H01'],
    ['24', 'H02'],
    ['15', 'H63'],
    ['56', 'H32'],
    ['30', 'H23'],
    ['22', 'H49'],
    ['19', 'H55'],
    ['38', 'H56'],
    ['01', 'H26'],
    ['79', 'H29'],
    ['33', 'H31'],
  ] as const)
    assert.equal(provinceOrganizations.get(province)?.code, code)
})
