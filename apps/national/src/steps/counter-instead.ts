import { type Html, html } from '@motcua/ui/html.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'

/** Below a proof that nothing else may stand in for: the one way of whoever cannot give it. */
export function counterInstead(language: Language): Html {
  const say = sayIn(language, messages)
  const counter = html`<a href="/quay-giao-dich">${say('prove.counter')}</a>`
  return html`<p>${say('prove.no-longer', { counter })}</p>`
}
