import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultLimits, limitsFrom } from './defaults.ts'

test('a deployment may allow one place more, and everything else stays as it is', () => {
  const perPlace = { max: 5000, seconds: 86_400 }
  const rules = limitsFrom(JSON.stringify({ registryLookups: { perPlace } }))
  assert.deepEqual(rules, { ...defaultLimits, registryLookups: { ...defaultLimits.registryLookups, perPlace } })
})

test('a deployment may let one place ask more signing SIMs, and no number be asked more often', () => {
  const perPlace = { max: 5000, seconds: 3600 }
  const { simPrompts } = limitsFrom(JSON.stringify({ simPrompts: { perPlace } }))
  assert.deepEqual(simPrompts, { ...defaultLimits.simPrompts, perPlace })
})

for (const [what, text] of [
  ['how often one signing SIM is asked', '{"simPrompts":{"perPhone":{"max":9,"seconds":9}}}'],
  ['what protects a person', '{"registryLookups":{"perIdNumber":{"max":9,"seconds":9}}}'],
  ['the tries of a code', '{"otp":{"triesPerFlow":99}}'],
  ['no limit at all', '{"recoveriesPerPlace":{"max":0,"seconds":1}}'],
  ['something that is not JSON', 'many'],
] as const) {
  test(`a deployment cannot change ${what}`, () => {
    assert.throws(() => limitsFrom(text))
  })
}
