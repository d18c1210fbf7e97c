import { formatDate } from '@motcua/identifiers/date.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'
import type { PublishedText } from './published-text.ts'

/** A published text with its version, as it is accepted. */
export function termsPage(frame: Frame, text: PublishedText): string {
  const { title, sections } = text.texts[frame.language]
  const say = sayIn(frame.language, messages)
  const lead = say('terms.version', { version: text.version, date: formatDate(text.effective) })
  const main = html`${heading(title, lead)}${sections.map(
    section => html`<h2>${section.heading}</h2>${section.paragraphs.map(paragraph => html`<p>${paragraph}</p>`)}`,
  )}`
  return page(frame, { title, main, width: 'wide' })
}
