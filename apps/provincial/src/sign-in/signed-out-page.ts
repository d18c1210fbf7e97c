import { button } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { notice } from '@motcua/ui/notice.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { stillPage } from '../session/still-page.ts'
import { messages } from './messages.ts'

/** After signing out here; where the session began at the national portal, with the way to end that one too. */
export function signedOutPage(frame: Frame, nationalSignOut: string | undefined): string {
  const say = sayIn(frame.language, messages)
  const portal = frame.portal.name
  const offer =
    nationalSignOut === undefined
      ? undefined
      : notice(frame.language, {
          kind: 'warning',
          title: say('sign-out.national-title'),
          text: say('sign-out.national-text'),
          actions: button({
            label: say('sign-out.national'),
            href: nationalSignOut,
            icon: 'log-out',
            look: 'secondary',
          }),
        })
  const home = button({ label: say('sign-out.home'), href: '/' })
  const title = say('sign-out.title')
  const text = say('sign-out.text', { portal })
  return stillPage(frame, { gate: 'open', title, text, actions: home, below: offer })
}

/** Where the national portal sends the visitor after ending the session there. */
export function signedOutOfBothPage(frame: Frame): string {
  const say = sayIn(frame.language, messages)
  const title = say('sign-out.title')
  const text = say('sign-out.both-text', { portal: frame.portal.name })
  const actions = button({ label: say('sign-out.home'), href: '/' })
  return stillPage(frame, { gate: 'open', title, text, actions })
}
