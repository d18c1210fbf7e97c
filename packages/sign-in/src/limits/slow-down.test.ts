import assert from 'node:assert/strict'
import { test } from 'node:test'
import { slowDown } from './slow-down.ts'

test('tries are held back from the fifth on, twice as long each time, up to eight seconds', () => {
  const waits = [1, 4, 5, 6, 7, 8, 9, 10_000].map(tries => slowDown(tries, 5))
  assert.deepEqual(waits, [0, 0, 1000, 2000, 4000, 8000, 8000, 8000])
})
