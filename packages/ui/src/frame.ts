import type { Content } from './html.ts'
import type { IconName } from './icons.ts'
import type { Language } from './words.ts'

export type PortalKind = 'national' | 'provincial' | 'staff' | 'lab'
export type Link = { href: string; label: string }
export type MenuItem = Link & { icon?: IconName | undefined; count?: number | undefined }
export type AccountItem = MenuItem & {
  /** Sent as a form, since it changes something (log out). */
  post?: boolean | undefined
}

/** What surrounds every page of a portal: who speaks, to whom, and where one is. */
export type Frame = {
  language: Language
  portal: {
    kind: PortalKind
    name: string
    tagline: string
    /** For phones, where the whole tagline would wrap. */
    shortTagline?: string | undefined
    homeUrl: string
  }
  /** Path and query of this page: where the language switch returns to, and which menu entry is the current one. */
  path: string
  menu: readonly MenuItem[]
  account?: FrameAccount | undefined
  /** Shown in the header when nobody is signed in. */
  entry?: { signIn: string; register?: string } | undefined
  help?: string | undefined
  /** The lab or its like is behind it: a strip on top says so. */
  demonstration: boolean
  /** Phone number as it is written, such as `1800 1096`. */
  hotline: string
  footer?: readonly { heading: string; links: readonly Link[] }[] | undefined
}

/** Address that changes the language and comes back to this page. */
export function languageSwitch(frame: Frame): string {
  const to = frame.language === 'vi' ? 'en' : 'vi'
  return `/ngon-ngu?sang=${to}&ve=${encodeURIComponent(frame.path)}`
}

/** Whether a menu entry leads to the part of the site this page is in. */
export function isCurrent(frame: Frame, href: string): boolean {
  const path = frame.path.split('?')[0] ?? ''
  return href === path || (href !== '/' && path.startsWith(`${href}/`))
}

/** The hotline as a link that phones dial. */
export function dial(hotline: string): string {
  return `tel:${hotline.replace(/[^0-9+]/g, '')}`
}

/** `picture`: in the place of the first letter of a name. */
export type FrameAccount = {
  name: string
  picture?: IconName | undefined
  detail?: Content
  menu: readonly AccountItem[]
}
