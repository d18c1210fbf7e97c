import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { digitsOf } from './any-text.ts'
import { birthPlaces } from './birth-places.ts'
import { aboutCccd, birthYearContradicts, isCccd, maskIdNumber, parseCitizenIdNumber } from './citizen-id.ts'

const today = '2020-10-08'
const parse = (text: string) => parseCitizenIdNumber(text, today)

test('The annex has 63 provinces and 195 consecutive country codes from 101 to 295', () => {
  const codes = [...birthPlaces.values()]
  assert.equal(codes.filter(place => place.kind === 'province').length, 63)
  const countries = codes.filter(place => place.kind === 'country').map(place => Number(place.code))
  assert.deepEqual(
    countries,
    Array.from({ length: 195 }, (_, index) => 101 + index),
  )
})

test('The codes of the annex are where it puts them', () => {
  const expected = {
    '001': 'Hà Nội',
    '030': 'Hải Dương',
    '077': 'Bà Rịa - Vũng Tàu',
    '096': 'Cà Mau',
    '101': 'Afghanistan',
    '103': 'Albania',
    '175': 'Hoa Kỳ',
    '232': 'Nhật Bản',
    '279': 'Trung Quốc',
    '292': 'Ý',
    '295': 'Zimbabwe',
  }
  for (const [code, name] of Object.entries(expected)) assert.equal(birthPlaces.get(code)?.name, name)
})

test('A CMND of nine digits is read with any separators', () => {
  for (const text of ['141230888', ' 141 230 888 ', '141.230.888', '141-230-888', '\u202a141\u00a0230–888\u202c'])
    assert.deepEqual(parse(text), { kind: 'ok', value: '141230888' })
})

test('A CCCD tells place, year and sex, also for births abroad', () => {
  for (const [number, about] of [
    ['030190001234', { place: { kind: 'province', code: '030', name: 'Hải Dương' }, birthYear: 1990, sex: 'female' }],
    ['001200000001', { place: { kind: 'province', code: '001', name: 'Hà Nội' }, birthYear: 2000, sex: 'male' }],
    ['232300123456', { place: { kind: 'country', code: '232', name: 'Nhật Bản' }, birthYear: 2000, sex: 'female' }],
    ['079085123456', { place: { kind: 'province', code: '079', name: 'Hồ Chí Minh' }, birthYear: 1985, sex: 'male' }],
  ] as const) {
    const result = parse(number)
    assert.ok(result.kind === 'ok' && isCccd(result.value))
    assert.deepEqual(aboutCccd(result.value), about)
  }
})

test('Each wrong number is refused for its own reason', () => {
  assert.deepEqual(parse('03019000123A'), { kind: 'refused', reason: 'not-digits' })
  assert.deepEqual(parse('０３０１９０００１２３４'), { kind: 'refused', reason: 'not-digits' })
  assert.deepEqual(parse('03019000123'), { kind: 'refused', reason: 'wrong-length', length: 11 })
  assert.deepEqual(parse('1412308881'), { kind: 'refused', reason: 'wrong-length', length: 10 })
  for (const place of ['000', '003', '097', '100', '296', '999'])
    assert.deepEqual(parse(`${place}090001234`), { kind: 'refused', reason: 'unknown-place' })
  assert.deepEqual(parse('030221001234'), { kind: 'refused', reason: 'birth-year-in-future' })
  assert.equal(parse('030220001234').kind, 'ok')
  assert.deepEqual(parse('030490001234'), { kind: 'refused', reason: 'birth-year-in-future' })
})

test('A CCCD contradicts every other year of birth, a CMND none', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2020 }), fc.integer({ min: 1900, max: 2020 }), (year, other) => {
      const number = `030${(Math.floor(year / 100) - 19) * 2}${String(year % 100).padStart(2, '0')}123456`
      assert.equal(birthYearContradicts(number, `${other}-05-06`), year !== other)
      assert.equal(birthYearContradicts('141230888', `${other}-05-06`), false)
    }),
  )
})

test('Any number of a known place and a past year is read back as it is, however it is grouped', () => {
  const separator = fc.constantFrom('', ' ', '.', '-', '  ')
  fc.assert(
    fc.property(
      fc.constantFrom(...birthPlaces.keys()),
      fc.constantFrom('0', '1'),
      digitsOf(8),
      separator,
      (place, g, rest, by) => {
        const number = place + g + rest
        assert.deepEqual(parse([number.slice(0, 3), number.slice(3, 6), number.slice(6)].join(by)), {
          kind: 'ok',
          value: number,
        })
      },
    ),
  )
})

test('A masked number shows the first and last three digits only', () => {
  assert.equal(maskIdNumber('030190001234'), '030******234')
  assert.equal(maskIdNumber('141230888'), '141***888')
  assert.equal(maskIdNumber('123456'), '******')
})
