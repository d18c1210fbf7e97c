import { type Language, plain } from '@motcua/ui/words.ts'
import type { Site } from '../site.ts'
import { messages } from './messages.ts'
import type { SimPurpose } from './purpose.ts'

/** Of one message to the SIM (see `SimQuestion`). */
const LONGEST = 119

type Displayed = { site: Site; purpose: SimPurpose; code: string; language: Language }

/**
 * What the phone shows before the PIN is entered: who asks, why, and last the code that the page shows too. An address
 * that has no room beside all that is left out.
 */
export function displayedText({ site, purpose, code, language }: Displayed): string {
  const say = plain(language, messages)
  const words = { site: site.name, host: new URL(site.origin).host, what: say(`sim-prompt.${purpose}`), code }
  const whole = say('sim-prompt.at', words)
  return whole.length <= LONGEST ? whole : say('sim-prompt.short', words)
}
