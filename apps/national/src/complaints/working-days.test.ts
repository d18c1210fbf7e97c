import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workingDayAfter } from './working-days.ts'

const cases: [received: string, days: number, day: string][] = [
  ['2026-11-23T03:00:00Z', 1, '2026-11-24'],
  ['2026-11-23T03:00:00Z', 5, '2026-11-30'],
  ['2026-11-27T03:00:00Z', 1, '2026-11-30'],
  ['2026-11-28T03:00:00Z', 1, '2026-11-30'],
  ['2026-11-29T03:00:00Z', 5, '2026-12-04'],
  ['2026-11-26T17:00:00Z', 1, '2026-11-30'],
  ['2026-11-26T16:59:59Z', 1, '2026-11-27'],
  ['2026-12-31T03:00:00Z', 1, '2027-01-01'],
]
for (const [received, days, day] of cases) {
  test(`${days} working days after ${received} is ${day}`, () => {
    assert.equal(workingDayAfter(new Date(received), days), day)
  })
}
