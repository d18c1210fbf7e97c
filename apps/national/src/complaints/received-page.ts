import { formatDate, formatDateTime } from '@motcua/identifiers/date.ts'
import { dataList } from '@motcua/ui/data-list.ts'
import { actions, button, printButton } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { digits, emptyState, heading } from '@motcua/ui/parts.ts'
import { numberedSteps } from '@motcua/ui/stepper.ts'
import { sayIn } from '@motcua/ui/words.ts'
import type { Complaint } from './complaints-store.ts'
import { messages } from './messages.ts'
import { LOOKUP_PATH } from './paths.ts'
import { complaintSteps } from './statement-page.ts'
import { hotlineOf, maskedContacts } from './words.ts'
import { ANSWER_DAYS, FIRST_LOOK_DAYS, workingDayAfter } from './working-days.ts'

/** The receipt: the code, what happens next and by when. Made to be printed. */
export function receivedPage(frame: Frame, complaint: Complaint, attachments: number): string {
  const { language } = frame
  const { code, createdAt, statement } = complaint
  const say = sayIn(language, messages)
  const day = (days: number) => formatDate(workingDayAfter(createdAt, days))
  const sent = statement.phone && statement.email ? 'both' : statement.phone ? 'phone' : 'email'
  const from = say('received.from', {
    portal: frame.portal.name,
    tagline: frame.portal.tagline,
    hotline: frame.hotline,
  })
  const main = html`<p class="only-printed">${from}</p>${complaintSteps(language, 3)}${heading(say('received.title'), say('received.lead'))}
    <section class="receipt"><h2>${say('received.code')}</h2><p class="code digits">${code}</p><p>${say(`received.copy-${sent}`)}</p></section>
    ${dataList(language, [
      { label: say('received.at'), value: digits(formatDateTime(createdAt)) },
      { label: say('received.contact'), value: maskedContacts(statement) },
      {
        label: say('received.files'),
        value: attachments > 0 ? say('received.files-count', { count: attachments }) : say('received.files-none'),
      },
    ])}
    <h2>${say('received.next-title')}</h2>
    ${numberedSteps([
      say('received.next-1', { first: day(FIRST_LOOK_DAYS) }),
      say('received.next-2'),
      say('received.next-3', { answer: day(ANSWER_DAYS), days: ANSWER_DAYS }),
    ])}
    ${actions(
      printButton(language),
      button({ label: say('received.look-up'), href: LOOKUP_PATH, look: 'secondary', icon: 'search' }),
      button({ label: say('received.home'), href: '/', look: 'secondary' }),
    )}`
  const papers = { styles: ['papers.css'], scripts: ['papers.js'] }
  return page(frame, { ...papers, title: say('received.title'), main, width: 'form' })
}

/** A receipt or result is not shown for ever, nor to other browsers. */
export function ticketGonePage(frame: Frame): string {
  const say = sayIn(frame.language, messages)
  const title = say('received.gone-title')
  const again = button({ label: say('received.look-up'), href: LOOKUP_PATH })
  const main = emptyState({ of: 'page', gate: 'shut', title, text: say('received.gone-text'), actions: again })
  return page(frame, { title, main, width: 'form' })
}

/** As many complaints about the number are undecided as are taken online. */
export function tooManyPage(frame: Frame): string {
  const say = sayIn(frame.language, messages)
  const title = say('too-many.title')
  const text = say('too-many.text', { hotline: hotlineOf(frame) })
  const counters = button({ label: say('too-many.counters'), href: '/quay-giao-dich', icon: 'map-pin' })
  const main = emptyState({ of: 'page', gate: 'shut', title, text, actions: counters })
  return page(frame, { title, main, width: 'form' })
}
