import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { backLink, heading } from '@motcua/ui/parts.ts'
import { choiceTiles } from '@motcua/ui/tiles.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'

const ways = [
  { key: 'sign-in', href: '/dang-nhap', icon: 'log-in' },
  { key: 'forgotten', href: '/quen-mat-khau', icon: 'key-round' },
  { key: 'counter', href: '/quay-giao-dich', icon: 'map-pin' },
  { key: 'complaint', href: '/khieu-nai', icon: 'shield-alert' },
] as const

/** The person has an account already: what they may do, and that nothing happened; `begin` leads back to the form. */
export function alreadyRegisteredPage(frame: Frame, begin: string): string {
  const say = sayIn(frame.language, messages)
  const main = html`${backLink(begin, say('register.edit'))}
    ${heading(say('register.exists-title'), say('register.exists-lead'))}<h2 class="label">${say('register.exists-what')}</h2>
    ${choiceTiles({
      look: 'lines',
      tiles: ways.map(way => ({
        href: way.href,
        icon: way.icon,
        title: say(`register.exists-${way.key}`),
        text: say(`register.exists-${way.key}-text`),
      })),
    })}`
  return page(frame, { title: say('register.exists-title'), main, width: 'form' })
}
