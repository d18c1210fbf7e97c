import { type Html, html } from '@motcua/ui/html.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'

/** The way for whoever has no account; where the visitor wants to be goes with them. */
export function registerInstead(language: Language, goTo: string | undefined): Html {
  const say = sayIn(language, messages)
  return html`<p>${say('sign-in.no-account')} <a href="/dang-ky${carried(goTo)}"><strong>${say('sign-in.register')}</strong></a></p>`
}

/** Where the visitor wants to be, as an address carries it. */
export function carried(goTo: string | undefined): string {
  return goTo === undefined ? '' : `?ve=${encodeURIComponent(goTo)}`
}
