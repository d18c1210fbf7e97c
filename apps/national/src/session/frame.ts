import { displayName } from '@motcua/identifiers/person-name.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Language, plain } from '@motcua/ui/words.ts'
import { type Account, nameOf } from '../accounts/account.ts'
import { messages } from './messages.ts'
import { pictureOf } from './picture-of.ts'

export type FrameParts = { language: Language; path: string; account: Account | undefined; portal: PortalFacts }
export type PortalFacts = { hotline: string; demonstration: boolean }

/** The header, footer and menus of the national portal, for this visitor on this page. */
export function nationalFrame({ language, path, account, portal }: FrameParts): Frame {
  const say = plain(language, messages)
  return {
    language,
    path,
    portal: {
      ...{ kind: 'national', name: 'Một Cửa', homeUrl: '/' },
      ...{ tagline: say('frame.tagline'), shortTagline: say('frame.short-tagline') },
    },
    menu: [
      { href: '/thu-tuc', label: say('frame.procedures') },
      { href: '/tro-giup', label: say('frame.help') },
      { href: '/khieu-nai', label: say('frame.complaint') },
    ],
    entry: { signIn: '/dang-nhap', register: '/dang-ky' },
    help: '/tro-giup',
    demonstration: portal.demonstration,
    hotline: portal.hotline,
    footer: footerOf(language),
    ...(account ? { account: accountMenu(language, account) } : {}),
  }
}

function accountMenu(language: Language, account: Account) {
  const say = plain(language, messages)
  return {
    name: shownName(account) ?? say('frame.account'),
    picture: pictureOf(account.kind),
    menu: [
      { href: '/tai-khoan', label: say('frame.identity'), icon: 'user' as const },
      { href: '/dang-xuat', label: say('frame.sign-out'), icon: 'log-out' as const, post: true },
    ],
  }
}

/** An organisation writes its name as it does; capitals there are not a person's shouting. */
function shownName(account: Account): string | undefined {
  const name = nameOf(account)
  return account.kind === 'citizen' && name !== undefined ? displayName(name) : name
}

function footerOf(language: Language) {
  const say = plain(language, messages)
  return [
    {
      heading: say('frame.account'),
      links: [
        { href: '/dang-ky', label: say('frame.register') },
        { href: '/quen-mat-khau', label: say('frame.forgotten') },
        { href: '/khong-phai-toi', label: say('frame.not-me') },
        { href: '/khieu-nai', label: say('frame.complaint') },
        { href: '/quay-giao-dich', label: say('frame.counters') },
      ],
    },
    {
      heading: say('frame.legal'),
      links: [
        { href: '/dieu-khoan', label: say('frame.terms') },
        { href: '/chinh-sach-chia-se-thong-tin', label: say('frame.policy') },
      ],
    },
  ]
}
