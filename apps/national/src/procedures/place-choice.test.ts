import assert from 'node:assert/strict'
import { test } from 'node:test'
import { districtsOf, provinces } from '@motcua/identifiers/places.ts'
import fc from 'fast-check'
import { choosePlace, chosenPlace } from './place-choice.ts'

test('A whole place is chosen when each unit lies in the one above', () => {
  const choice = choosePlace({ tinh: '30', huyen: '288', xa: '10534' }, 'agreed')
  assert.deepEqual(choice.errors, {})
  assert.deepEqual(chosenPlace(choice), { province: '30', district: '288', commune: '10534' })
})

test('An unfinished choice gives the units to choose next and is no error before agreeing', () => {
  const choice = choosePlace({ tinh: '30', huyen: '', xa: undefined }, 'choosing')
  assert.equal(choice.districts.length, 12)
  assert.deepEqual([choice.communes, choice.errors, chosenPlace(choice)], [[], {}, undefined])
  assert.deepEqual(choosePlace({ tinh: '30' }, 'agreed').errors, { huyen: 'missing' })
})

test('After the province was changed, the old district is refused and the new ones are offered', () => {
  const choice = choosePlace({ tinh: '22', huyen: '288', xa: '10534' }, 'agreed')
  assert.deepEqual(choice.errors, { huyen: 'foreign' })
  assert.deepEqual(choice.districts, districtsOf('22'))
  assert.equal(chosenPlace(choice), undefined)
})

test('An island district without communes is a whole place', () => {
  const choice = choosePlace({ tinh: '51', huyen: '536', xa: '' }, 'agreed')
  assert.deepEqual(choice.errors, {})
  assert.deepEqual(chosenPlace(choice), { province: '51', district: '536' })
})

test('Whatever is sent, a place that comes out is one of the register', () => {
  const codes = fc.oneof(fc.constantFrom('30', '288', '10534', '22', '193', '06649', ''), fc.string())
  fc.assert(
    fc.property(codes, codes, codes, (tinh, huyen, xa) => {
      const place = chosenPlace(choosePlace({ tinh, huyen, xa }, 'agreed'))
      if (place === undefined) return
      assert.ok(provinces().some(one => one.code === place.province))
      assert.ok(districtsOf(place.province).some(one => one.code === place.district))
    }),
  )
})
