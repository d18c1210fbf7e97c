import { button } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { choiceTiles } from '@motcua/ui/tiles.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { stillPage } from '../../session/still-page.ts'
import { nationalWay } from '../../sign-in/sign-in-page.ts'
import { messages } from '../messages.ts'

/** *Đăng ký* by somebody who does not come from the national portal: both ways begin there. */
export function startPage(
  frame: Frame,
  { goTo, nationalUrl }: { goTo: string | undefined; nationalUrl: string },
): string {
  const { language } = frame
  const say = sayIn(language, messages)
  const signIn = goTo === undefined ? '/dang-nhap' : `/dang-nhap?ve=${encodeURIComponent(goTo)}`
  const main = html`${heading(say('register.start-title'), say('register.start-lead'))}
    ${choiceTiles({
      tiles: [
        {
          ...{ href: nationalWay(goTo), icon: 'landmark' },
          ...{ title: say('register.start-have'), text: say('register.start-have-text') },
        },
        {
          ...{ href: new URL('/dang-ky', nationalUrl).href, icon: 'smartphone' },
          ...{ title: say('register.start-new'), text: say('register.start-new-text') },
        },
      ],
    })}
    ${notice(language, {
      kind: 'info',
      title: say('register.start-local'),
      text: say('register.start-local-text'),
      actions: button({ label: say('register.start-sign-in'), href: signIn, look: 'secondary' }),
    })}`
  return page(frame, { title: say('register.start-title'), main, width: 'wide' })
}

/** Another submission was faster: nothing was made twice, and the way into the account that exists is open. */
export function alreadyRegisteredPage(frame: Frame, goTo: string): string {
  const say = sayIn(frame.language, messages)
  const title = say('register.exists-title')
  const actions = button({ label: say('register.continue'), href: nationalWay(goTo) })
  return stillPage(frame, { gate: 'open', title, text: say('register.exists-text'), actions })
}
