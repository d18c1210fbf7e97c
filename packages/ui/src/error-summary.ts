import { type Content, type Html, html } from './html.ts'
import { icon } from './icons.ts'
import { messages } from './messages.ts'
import { type Language, sayIn } from './words.ts'

export type ErrorLine = { text: Content; field?: string | undefined }

/** Never sent back by the server, so nobody is told that they are kept. */
const NEVER_SHOWN_AGAIN = ['otp', 'captcha', 'password', 'confirmation']

/**
 * What must be corrected, above the form; a script gives it the focus. Lines with a field lead to it. Where no line has
 * a field, nothing can be corrected and the title does not ask for it. Empty when nothing is wrong.
 */
export function errorSummary(language: Language, lines: readonly ErrorLine[], title?: Content): Html | undefined {
  if (lines.length === 0) return undefined
  const say = sayIn(language, messages)
  const counted = lines.length === 1 ? say('errorsOne') : say('errorsMany', { count: lines.length })
  const fields = lines.flatMap(line => line.field ?? [])
  const kept = fields.some(field => !NEVER_SHOWN_AGAIN.includes(field))
  return html`<div class="summary" role="alert" tabindex="-1" data-focus>
    <h2>${icon('circle-alert')}<span>${title ?? (fields.length === 0 ? say('refusedYet') : counted)}</span></h2>
    <ul>${lines.map(line => html`<li>${line.field === undefined ? line.text : html`<a href="#${line.field}">${line.text}</a>`}</li>`)}</ul>
    ${kept && html`<p class="hint">${say('valuesKept')}</p>`}</div>`
}
