import { actions, button } from '@motcua/ui/form.ts'
import { dial, type Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { emptyState } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import type { LockedOut } from '../enter.ts'
import { messages } from './messages.ts'

/** A sign-in that cannot be completed: the account is locked, and why, or it changed meanwhile. */
export function stoppedPage(frame: Frame, why: LockedOut | { kind: 'overtaken' }): string {
  const say = sayIn(frame.language, messages)
  const hotline = html`<a class="digits" href="${dial(frame.hotline)}">${frame.hotline}</a>`
  const title = say(`sign-in.${why.kind}-title`)
  const text = why.kind === 'locked' ? say(`locked.${why.reason}`, { hotline }) : say('sign-in.overtaken-text')
  const ways = actions(
    why.kind === 'locked' && button({ label: say('sign-in.counters'), href: '/quay-giao-dich' }),
    button({
      label: say(why.kind === 'locked' ? 'sign-in.other' : 'sign-in.again'),
      href: '/dang-nhap',
      look: why.kind === 'locked' ? 'secondary' : 'primary',
    }),
  )
  const main = emptyState({ of: 'page', gate: 'shut', title, text, actions: ways })
  return page(frame, { title, main, width: 'form' })
}
