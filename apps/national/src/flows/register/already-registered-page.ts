import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { backLink, heading } from '@motcua/ui/parts.ts'
import { choiceTiles } from '@motcua/ui/tiles.ts'
import { sayIn } from '@motcua/ui/words.ts'
import type { AccountKind } from '../../accounts/account.ts'
import { messages } from './messages.ts'

/** How it is known: by what the person stated and a registry confirmed, by whom a certificate names, by the certificate itself. */
export type Known = 'stated' | AccountKind | 'certificate'

const ways = {
  'sign-in': { href: '/dang-nhap', icon: 'log-in' },
  'sign-in-usb': { href: '/dang-nhap/usb', icon: 'usb' },
  add: { href: '/dang-nhap?ve=/tai-khoan/phuong-thuc/them/usb-token', icon: 'log-in' },
  forgotten: { href: '/quen-mat-khau', icon: 'key-round' },
  counter: { href: '/quay-giao-dich', icon: 'map-pin' },
  'counter-organization': { href: '/quay-giao-dich', icon: 'map-pin' },
  complaint: { href: '/khieu-nai', icon: 'shield-alert' },
} as const

const OF_ORGANIZATIONS = ['sign-in-usb', 'counter-organization', 'complaint'] as const

const waysOf: Record<Known, readonly (keyof typeof ways)[]> = {
  stated: ['sign-in', 'forgotten', 'counter', 'complaint'],
  citizen: ['add', 'forgotten', 'counter', 'complaint'],
  enterprise: OF_ORGANIZATIONS,
  agency: OF_ORGANIZATIONS,
  certificate: ['sign-in-usb', 'complaint'],
}

/** The person or organisation has an account already: what they may do, and that nothing happened; `begin` leads back. */
export function alreadyRegisteredPage(frame: Frame, { begin, known }: { begin: string; known: Known }): string {
  const say = sayIn(frame.language, messages)
  const title = say(`register.exists-${known}-title`)
  const back = say(known === 'stated' ? 'register.edit' : 'register.other-certificate')
  const main = html`${backLink(begin, back)}
    ${heading(title, say(`register.exists-${known}-lead`))}<h2 class="label">${say('register.exists-what')}</h2>
    ${choiceTiles({
      look: 'lines',
      tiles: waysOf[known].map(way => ({
        ...ways[way],
        title: say(`register.exists-${way}`),
        text: say(`register.exists-${way}-text`),
      })),
    })}`
  return page(frame, { title, main, width: 'form' })
}
