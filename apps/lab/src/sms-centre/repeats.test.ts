import assert from 'node:assert/strict'
import { test } from 'node:test'
import { repeats } from './repeats.ts'

test('A repeat is known for fifteen minutes, and is a message of its own afterwards', () => {
  let now = 0
  const known = repeats(() => new Date(now))
  known.accept('MOTCUA +84900000001 7 1', 'first')
  now = 15 * 60_000 - 1
  assert.equal(known.acceptedAs('MOTCUA +84900000001 7 1'), 'first')
  assert.equal(known.acceptedAs('MOTCUA +84900000002 7 1'), undefined)
  now += 1
  assert.equal(known.acceptedAs('MOTCUA +84900000001 7 1'), undefined)
})

test('Of many messages the latest are remembered', () => {
  const known = repeats(() => new Date(0), 2)
  for (const name of ['a', 'b', 'a', 'c']) known.accept(name, name)
  assert.deepEqual(
    ['a', 'b', 'c'].map(name => known.acceptedAs(name)),
    ['a', undefined, 'c'],
  )
})
