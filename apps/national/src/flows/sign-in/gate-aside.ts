import type { Html } from '@motcua/ui/html.ts'
import { gateWords } from '@motcua/ui/parts.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'

/** The words in the painted half of every page that begins a sign-in; `address` is this portal's host. */
export function gateAside(language: Language, address: string): Html {
  const say = sayIn(language, messages)
  return gateWords(say('sign-in.gate'), [
    { icon: 'shield-check', text: say('sign-in.check-address', { address }) },
    { icon: 'message-square-text', text: say('sign-in.tell-nobody') },
  ])
}
