import type { Html } from '@motcua/ui/html.ts'
import { tabs } from '@motcua/ui/tabs.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'
import { carried } from './register-instead.ts'

/** The ways in, beside each other (Hình 22). A further one is a line here. */
export const ways = [
  { id: 'password', href: '/dang-nhap', icon: 'id-card' },
  { id: 'usb-token', href: '/dang-nhap/usb', icon: 'usb' },
  { id: 'signing-sim', href: '/dang-nhap/sim', icon: 'card-sim' },
  { id: 'vnpost', href: '/dang-nhap/buu-dien', icon: 'mail' },
  { id: 'vneid', href: '/dang-nhap/vneid', icon: 'shield-check' },
  { id: 'passkey', href: '/dang-nhap/passkey', icon: 'key-round' },
] as const

export type SignInWay = (typeof ways)[number]['id']

/** Tabs over every page that begins a sign-in; where the visitor wants to be goes with them. */
export function signInTabs(
  language: Language,
  { current, goTo, vneid }: { current: SignInWay; goTo?: string | undefined; vneid: 'on' | 'off' },
): Html {
  const say = sayIn(language, messages)
  return tabs({
    label: say('sign-in.title'),
    items: ways
      .filter(({ id }) => id !== 'vneid' || vneid === 'on')
      .map(({ id, href, icon }) => ({
        ...{ href: `${href}${carried(goTo)}`, icon, label: say(`sign-in.way-${id}`), current: id === current },
      })),
  })
}
