import { button } from '@motcua/ui/form.ts'
import { dial, type Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { emptyState } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'

/** A sign-in that cannot be completed: the account is locked, or changed under it. */
export function stoppedPage(frame: Frame, why: 'locked' | 'overtaken'): string {
  const say = sayIn(frame.language, messages)
  const hotline = html`<a class="digits" href="${dial(frame.hotline)}">${frame.hotline}</a>`
  const text = why === 'locked' ? say('sign-in.locked-text', { hotline }) : say('sign-in.overtaken-text')
  const again = button({ label: say(why === 'locked' ? 'sign-in.other' : 'sign-in.again'), href: '/dang-nhap' })
  const main = emptyState({ of: 'page', gate: 'shut', title: say(`sign-in.${why}-title`), text, actions: again })
  return page(frame, { title: say(`sign-in.${why}-title`), main, width: 'form' })
}
