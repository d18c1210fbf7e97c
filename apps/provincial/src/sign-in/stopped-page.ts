import { button } from '@motcua/ui/form.ts'
import { dial, type Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { stillPage } from '../session/still-page.ts'
import { messages } from './messages.ts'

/** A sign-in that cannot be completed: the account is locked, or changed under it. */
export function stoppedPage(frame: Frame, why: 'locked' | 'overtaken'): string {
  const say = sayIn(frame.language, messages)
  const hotline = html`<a class="digits" href="${dial(frame.hotline)}">${frame.hotline}</a>`
  const text = why === 'locked' ? say('sign-in.locked-text', { hotline }) : say('sign-in.overtaken-text')
  const again = button({ label: say('sign-in.again'), href: '/dang-nhap' })
  const title = say(`sign-in.${why}-title`)
  return stillPage(frame, { gate: 'shut', title, text, actions: again })
}
