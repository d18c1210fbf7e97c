import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { backLink, heading } from '@motcua/ui/parts.ts'
import { choiceTiles } from '@motcua/ui/tiles.ts'
import { sayIn } from '@motcua/ui/words.ts'
import type { AccountKind } from '../../accounts/account.ts'
import type { WayName } from './certificate/paths.ts'
import { messages } from './messages.ts'

/** How it is known: by what the person stated and a registry confirmed, by whom a certificate names, by the certificate itself. */
export type Known = 'stated' | AccountKind | 'certificate'

const ways = {
  'sign-in': { href: '/dang-nhap', icon: 'log-in' },
  'sign-in-usb': { href: '/dang-nhap/usb', icon: 'usb' },
  'sign-in-sim': { href: '/dang-nhap/sim', icon: 'card-sim' },
  'add-usb': { href: '/dang-nhap?ve=/tai-khoan/phuong-thuc/them/usb-token', icon: 'log-in' },
  'add-sim': { href: '/dang-nhap?ve=/tai-khoan/phuong-thuc/them/signing-sim', icon: 'log-in' },
  forgotten: { href: '/quen-mat-khau', icon: 'key-round' },
  counter: { href: '/quay-giao-dich', icon: 'map-pin' },
  'counter-organization': { href: '/quay-giao-dich', icon: 'map-pin' },
  complaint: { href: '/khieu-nai', icon: 'shield-alert' },
} as const

/** `begin` leads back, to the form or to another certificate. */
export type AlreadyRegistered = { begin: string } & (
  | { known: 'stated' }
  | { known: Exclude<Known, 'stated'>; way: WayName }
)

/** The person or organisation has an account already: what they may do, and that nothing happened. */
export function alreadyRegisteredPage(frame: Frame, registered: AlreadyRegistered): string {
  const say = sayIn(frame.language, messages)
  const kind = registered.known === 'certificate' ? registered.way : registered.known
  const title = say(`register.exists-${kind}-title`)
  const back = say(registered.known === 'stated' ? 'register.edit' : `register.other-${registered.way}`)
  const main = html`${backLink(registered.begin, back)}
    ${heading(title, say(`register.exists-${kind}-lead`))}<h2 class="label">${say('register.exists-what')}</h2>
    ${choiceTiles({
      look: 'lines',
      tiles: waysOf(registered).map(way => ({
        ...ways[way],
        title: say(`register.exists-${way}`),
        text: say(`register.exists-${way}-text`),
      })),
    })}`
  return page(frame, { title, main, width: 'form' })
}

/** An enterprise may have registered by another way than it tries now. */
function waysOf(registered: AlreadyRegistered): readonly (keyof typeof ways)[] {
  switch (registered.known) {
    case 'stated':
      return ['sign-in', 'forgotten', 'counter', 'complaint']
    case 'citizen':
      return [`add-${registered.way}`, 'forgotten', 'counter', 'complaint']
    case 'enterprise':
      return ['sign-in-usb', 'sign-in-sim', 'counter-organization', 'complaint']
    case 'agency':
      return ['sign-in-usb', 'counter-organization', 'complaint']
    case 'certificate':
      return [`sign-in-${registered.way}`, 'complaint']
  }
}
