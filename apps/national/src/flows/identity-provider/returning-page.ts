import { actions, button } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'

/**
 * Between the provider and where the visit goes on. The provider's form led here, and Chromium holds every redirect
 * behind a form to that page's `form-action`, which knows this portal but none that lies behind it.
 */
export function returningPage(frame: Frame, { provider, onwards }: { provider: string; onwards: string }): string {
  const say = sayIn(frame.language, messages)
  const title = say('returning.title', { provider })
  const main = html`${heading(title, say('returning.text'))}${actions(button({ label: say('returning.go'), href: onwards }))}`
  return page(frame, { title, main, width: 'form', onwards })
}
