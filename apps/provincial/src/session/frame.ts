import { displayName } from '@motcua/identifiers/person-name.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Language, plain } from '@motcua/ui/words.ts'
import type { Account } from '../accounts/account.ts'
import type { Province } from '../procedures/province.ts'
import { messages } from './messages.ts'

export type Portal = { province: Province; hotline: string; demonstration: boolean }
export type FrameParts = { language: Language; path: string; account: Account | undefined; portal: Portal }

/** The header, footer and menus of the province's portal, for this visitor on this page. */
export function provincialFrame({ language, path, account, portal }: FrameParts): Frame {
  const say = plain(language, messages)
  const { name, tagline } = portal.province.portal[language]
  return {
    ...{ language, path, demonstration: portal.demonstration, hotline: portal.hotline },
    portal: { kind: 'provincial', name, tagline, shortTagline: say('frame.short-tagline'), homeUrl: '/' },
    menu: [
      { href: '/thu-tuc', label: say('frame.procedures') },
      { href: '/nop-ho-so', label: say('frame.submit') },
    ],
    entry: { signIn: '/dang-nhap', register: '/dang-ky' },
    footer: [
      {
        heading: say('frame.account'),
        links: [
          { href: '/dang-nhap', label: say('frame.sign-in') },
          { href: '/dang-ky', label: say('frame.register') },
        ],
      },
      {
        heading: say('frame.procedures'),
        links: [
          { href: '/thu-tuc', label: say('frame.find') },
          { href: '/nop-ho-so', label: say('frame.submit') },
        ],
      },
    ],
    ...(account ? { account: accountMenu(language, account) } : {}),
  }
}

function accountMenu(language: Language, account: Account): NonNullable<Frame['account']> {
  const say = plain(language, messages)
  return {
    name: displayName(account.attributes.fullName?.value ?? say('frame.account')),
    menu: [
      { href: '/tai-khoan', label: say('frame.my-account'), icon: 'user' },
      { href: '/dang-xuat', label: say('frame.sign-out'), icon: 'log-out', post: true },
    ],
  }
}
