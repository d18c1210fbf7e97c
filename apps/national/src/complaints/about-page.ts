import { actions, button } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { heading, helpAside } from '@motcua/ui/parts.ts'
import { numberedSteps } from '@motcua/ui/stepper.ts'
import { choiceTiles } from '@motcua/ui/tiles.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'
import { FORM_PATH, LOOKUP_PATH } from './paths.ts'
import { hotlineOf } from './words.ts'
import { ANSWER_DAYS, FIRST_LOOK_DAYS } from './working-days.ts'

/** *Khiếu nại*: what it is for, what happens and by when, what to prepare, and what may be faster. */
export function aboutPage(frame: Frame): string {
  const say = sayIn(frame.language, messages)
  const main = html`${heading(say('about.title'), say('about.lead'))}
    ${notice(frame.language, { kind: 'warning', text: say('about.urgent', { hotline: hotlineOf(frame) }) })}
    ${actions(
      button({ label: say('about.start'), href: FORM_PATH }),
      button({ label: say('about.look-up'), href: LOOKUP_PATH, look: 'secondary', icon: 'search' }),
    )}
    <h2>${say('about.next-title')}</h2>
    ${numberedSteps([
      say('about.next-1'),
      say('about.next-2', { first: FIRST_LOOK_DAYS }),
      say('about.next-3', { answer: ANSWER_DAYS }),
    ])}
    <p>${say('about.next-4')}</p>
    <h2>${say('about.faster-title')}</h2>
    ${choiceTiles({
      look: 'lines',
      tiles: [
        { href: '/quen-mat-khau', icon: 'key-round', title: say('about.forgotten'), text: say('about.forgotten-text') },
        { href: '/quay-giao-dich', icon: 'map-pin', title: say('about.counter'), text: say('about.counter-text') },
      ],
    })}`
  const aside = helpAside({
    title: say('about.prepare-title'),
    points: [
      { icon: 'id-card', text: say('about.prepare-number') },
      { icon: 'phone', text: say('about.prepare-contact') },
      { icon: 'file-text', text: say('about.prepare-files') },
    ],
  })
  return page(frame, { title: say('about.title'), main, aside, width: 'wide' })
}
