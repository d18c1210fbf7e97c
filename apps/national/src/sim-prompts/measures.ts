import type { Measures } from '@motcua/kit/health-routes.ts'
import { Counter, Histogram } from 'prom-client'
import type { PromptEnd } from './follow.ts'
import { PROMPT_SECONDS } from './prompt.ts'

/** What operators of the portal see of prompts: how they end, with which mobile operator, and after how long. */
export function promptMeasures(): { measures: Measures; onEnd: (end: PromptEnd) => void } {
  const labelNames = ['operator', 'outcome']
  const ended = new Counter({
    ...{ name: 'motcua_sim_prompts_total', help: 'Prompts to signing SIMs that ended, by operator and outcome' },
    ...{ labelNames, registers: [] },
  })
  const seconds = new Histogram({
    ...{ name: 'motcua_sim_prompt_seconds', help: 'Seconds from a prompt to its end, by operator and outcome' },
    ...{ labelNames, registers: [], buckets: [1, 5, 10, 20, 30, 45, 60, 90, PROMPT_SECONDS] },
  })
  return {
    measures: registry => {
      registry.registerMetric(ended)
      registry.registerMetric(seconds)
    },
    onEnd({ operator = 'none', outcome, seconds: taken }) {
      ended.inc({ operator, outcome })
      seconds.observe({ operator, outcome }, taken)
    },
  }
}
