import { PROMPT_SECONDS } from '../../sim-prompts/prompt.ts'
import type { MethodParts } from '../parts.ts'
import type { ShownNow } from './prove-page.ts'

/** What a waiting page shows besides its prompt. */
export function shownNow({ clock }: Pick<MethodParts, 'clock'>): ShownNow {
  return { now: clock(), seconds: PROMPT_SECONDS }
}
