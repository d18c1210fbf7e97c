import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Registry } from 'prom-client'
import { promptMeasures } from './measures.ts'

test('prompts are counted by operator and outcome, with how long they took', async () => {
  const registry = new Registry()
  const { measures, onEnd } = promptMeasures()
  measures(registry)
  onEnd({ operator: 'vinaphone', outcome: 'signed', seconds: 12 })
  onEnd({ operator: undefined, outcome: 'no-such-sim', seconds: 1 })
  const shown = await registry.metrics()
  assert.match(shown, /motcua_sim_prompts_total\{operator="vinaphone",outcome="signed"\} 1/)
  assert.match(shown, /motcua_sim_prompts_total\{operator="none",outcome="no-such-sim"\} 1/)
  assert.match(shown, /motcua_sim_prompt_seconds_bucket\{le="10",operator="vinaphone",outcome="signed"\} 0/)
  assert.match(shown, /motcua_sim_prompt_seconds_bucket\{le="20",operator="vinaphone",outcome="signed"\} 1/)
})
