import type { Html } from '@motcua/ui/html.ts'
import { stepper } from '@motcua/ui/stepper.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'

/** Where one stands in registering by a certificate. */
export function certificateSteps(language: Language, now: 1 | 2 | 3): Html {
  const say = sayIn(language, messages)
  return stepper(language, { steps: [say('step.ready'), say('step.sign'), say('step.confirm')], now })
}
