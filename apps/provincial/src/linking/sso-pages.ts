import { displayName } from '@motcua/identifiers/person-name.ts'
import { button, postButton } from '@motcua/ui/form.ts'
import { dial, type Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { stillPage } from '../session/still-page.ts'
import { nationalWay } from '../sign-in/sign-in-page.ts'
import { messages } from './messages.ts'

/** Why somebody who came from, or left for, the national portal cannot go on. */
export type Stopped =
  | 'lost'
  | 'declined'
  | 'refused'
  | 'too-weak'
  | 'unavailable'
  | 'not-a-citizen'
  | 'incomplete'
  | 'locked'
  | 'unprovable'
  | 'ambiguous'
  | 'overtaken'

/** What happened, that nothing has changed, and the ways on: again, or with an account of this portal. */
export function stoppedPage(frame: Frame, { why, goTo }: { why: Stopped; goTo: string | undefined }): string {
  const say = sayIn(frame.language, messages)
  const hotline = html`<a class="digits" href="${dial(frame.hotline)}">${frame.hotline}</a>`
  const title = say(`sso.${why}-title`)
  const text = say(`sso.${why}-text`, { hotline })
  const again = button({ label: say(why === 'unavailable' ? 'sso.try-again' : 'sso.again'), href: nationalWay(goTo) })
  const signIn = goTo === undefined ? '/dang-nhap' : `/dang-nhap?ve=${encodeURIComponent(goTo)}`
  const local = button({ label: say('sso.local'), href: signIn, look: 'secondary' })
  const home = button({ label: say('sso.home'), href: '/', look: 'secondary' })
  const stuck = why === 'locked' || why === 'unprovable' || why === 'ambiguous'
  const actions = stuck ? home : html`${again}${local}`
  return stillPage(frame, { gate: 'shut', title, text, actions })
}

export type SomebodyElse = { ticket: string; signedInName: string; arrivingName: string }

/** A live session of another account is never taken over: its holder, or whoever sits there, leaves it first. */
export function somebodyElsePage(frame: Frame, { ticket, signedInName, arrivingName }: SomebodyElse): string {
  const say = sayIn(frame.language, messages)
  const names = { name: displayName(signedInName), arriving: displayName(arrivingName) }
  const leave = postButton(frame.language, {
    ...{ action: '/sso/roi-phien', hidden: { phieu: ticket }, label: say('sso.someone-leave') },
  })
  const stay = button({ label: say('sso.someone-stay'), href: '/tai-khoan', look: 'secondary' })
  const title = say('sso.someone-title')
  const text = say('sso.someone-text', names)
  return stillPage(frame, { gate: 'shut', title, text, actions: html`${leave}${stay}` })
}
