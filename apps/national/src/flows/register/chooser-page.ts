import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading, helpAside } from '@motcua/ui/parts.ts'
import { tabs } from '@motcua/ui/tabs.ts'
import { choiceTiles } from '@motcua/ui/tiles.ts'
import { sayIn } from '@motcua/ui/words.ts'
import type { AccountKind } from '../../accounts/account.ts'
import { chooserPath, iconOf, registerPath, type WayName, waysFor } from './certificate/paths.ts'
import { messages } from './messages.ts'
import { subjects } from './subject.ts'

export type Chooser = { frame: Frame; subject: AccountKind; goTo: string | undefined; vneid: 'on' | 'off' }

const icons = { citizen: 'user', enterprise: 'briefcase', agency: 'landmark' } as const

/** *Đăng ký*: for whom, then how; only what that subject may use (Hình 2). */
export function chooserPage({ frame, subject, goTo, vneid }: Chooser): string {
  const say = sayIn(frame.language, messages)
  const main = html`${heading(say('register.title'), say('register.choose'))}
    <h2 class="label">${say('register.for-whom')}</h2>
    ${tabs({
      label: say('register.for-whom'),
      look: 'segments',
      items: subjects.map(one => ({
        href: chooserPath(one, goTo),
        label: say(`register.${one}`),
        icon: icons[one],
        current: one === subject,
      })),
    })}
    ${subject === 'citizen' && citizenMethods({ frame, goTo, vneid })}${highMethods({ frame, subject, goTo })}
    <p>${say('register.have-account')} <a href="/dang-nhap${goTo === undefined ? '' : `?ve=${encodeURIComponent(goTo)}`}">${say('register.sign-in')}</a></p>`
  return page(frame, { title: say('register.title'), main, aside: help(frame, subject), width: 'wide' })
}

const citizenWays = [
  { id: 'mobile', href: '/dang-ky/thue-bao-di-dong', icon: 'smartphone' },
  { id: 'insurance', href: '/dang-ky/bao-hiem-xa-hoi', icon: 'umbrella' },
  { id: 'vnpost', href: '/dang-nhap/buu-dien', icon: 'mail' },
  { id: 'vneid', href: '/dang-nhap/vneid', icon: 'shield-check' },
] as const

function citizenMethods({ frame, goTo, vneid }: Pick<Chooser, 'frame' | 'goTo' | 'vneid'>): Html {
  const say = sayIn(frame.language, messages)
  const carried = goTo === undefined ? '' : `?ve=${encodeURIComponent(goTo)}`
  return html`<h2>${say('register.ial2')}</h2><p>${say('register.ial2-lead')}</p>
    ${choiceTiles({
      tiles: citizenWays
        .filter(({ id }) => id !== 'vneid' || vneid === 'on')
        .map(({ id, href, icon }) => ({
          ...{ href: `${href}${carried}`, icon, title: say(`register.${id}`), text: say(`register.${id}-text`) },
          note: { icon: 'clock', text: say(`register.${id}-time`) },
        })),
    })}`
}

/** Registration by certificate is there for everybody, by what that kind may have; organisations have no other. */
function highMethods({ frame, subject, goTo }: Pick<Chooser, 'frame' | 'subject' | 'goTo'>): Html {
  const say = sayIn(frame.language, messages)
  const carried = goTo === undefined ? '' : `?ve=${encodeURIComponent(goTo)}`
  return html`<h2>${say('register.ial3')}</h2><p>${say('register.ial3-lead')}</p>
    ${choiceTiles({
      tone: 'success',
      tiles: waysFor(subject).map(({ way, path }) => ({
        ...{ href: `${registerPath(path, subject)}${carried}`, icon: iconOf[way] },
        ...{ title: say(`register.${way}`), text: say(textOf(way, subject)) },
        note: { icon: needs[way], text: say(`register.${way}-note`) },
      })),
    })}`
}

const needs = { usb: 'laptop', sim: 'clock' } as const satisfies Record<WayName, string>

function textOf(way: WayName, subject: AccountKind) {
  switch (way) {
    case 'usb':
      return `register.usb-text-${subject}` as const
    case 'sim':
      return subject === 'citizen' ? 'register.sim-text-citizen' : 'register.sim-text-organization'
  }
}

function help(frame: Frame, subject: AccountKind): Html {
  const say = sayIn(frame.language, messages)
  if (subject !== 'citizen') {
    return helpAside(
      { title: say('register.certificate-title'), text: say(`register.certificate-${subject}`) },
      { title: say('register.oneself-title'), text: say('register.oneself-text') },
    )
  }
  return helpAside(
    {
      title: say('register.which-title'),
      points: [
        { icon: 'smartphone', text: say('register.which-phone') },
        { icon: 'umbrella', text: say('register.which-insurance') },
        { icon: 'shield-check', text: say('register.which-signature') },
        { icon: 'id-card', text: say('register.which-card') },
      ],
    },
    { title: say('register.no-way-title'), text: say('register.no-way-text') },
  )
}
