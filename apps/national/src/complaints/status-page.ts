import { formatDate, formatDateTime } from '@motcua/identifiers/date.ts'
import { badge } from '@motcua/ui/badge.ts'
import { dataList } from '@motcua/ui/data-list.ts'
import { actions, button } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { digits, heading } from '@motcua/ui/parts.ts'
import { type TimelineStep, timeline } from '@motcua/ui/timeline.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import type { ComplaintState } from './complaint.ts'
import type { Complaint, ComplaintEvent } from './complaints-store.ts'
import { messages } from './messages.ts'
import { LOOKUP_PATH } from './paths.ts'
import { hotlineOf, maskedContacts } from './words.ts'
import { ANSWER_DAYS, workingDayAfter } from './working-days.ts'

const looks = {
  received: { look: 'action', icon: 'clock' },
  'in-progress': { look: 'action', icon: 'search' },
  'needs-more': { look: 'warning', icon: 'triangle-alert' },
  resolved: { look: 'success', icon: 'circle-check' },
} as const

const kinds = { received: 'info', 'in-progress': 'info', 'needs-more': 'warning', resolved: 'success' } as const

/** How a case stands and what comes next. Whoever has the code sees no more of the person than a masked contact. */
export function statusPage(frame: Frame, complaint: Complaint, events: readonly ComplaintEvent[]): string {
  const { language } = frame
  const { code, state, createdAt, statement } = complaint
  const say = sayIn(language, messages)
  const title = say('status.title')
  const asTyped = html`<strong class="digits unbroken">${code}</strong>`
  const main = html`<p>${badge({ ...looks[state], text: say(`state.${state}`) })}</p>
    ${heading(title, say('status.received-at', { code: asTyped, at: formatDateTime(createdAt) }))}
    ${notice(language, { kind: kinds[state], title: say('status.next'), text: next(frame, state), ...ways(frame, state) })}
    <h2>${say('status.progress')}</h2>${timeline(language, stepsOf(language, events))}
    ${dataList(language, [
      { label: say('status.contact'), value: maskedContacts(statement) },
      ...(state === 'resolved' ? [] : [expected(language, createdAt)]),
    ])}
    ${actions(button({ label: say('status.another'), href: LOOKUP_PATH, look: 'secondary', icon: 'search' }))}`
  return page(frame, { title, main, width: 'form', styles: ['papers.css'] })
}

function next(frame: Frame, state: ComplaintState): Html {
  return sayIn(frame.language, messages)(`next.${state}`, { hotline: hotlineOf(frame) })
}

/** Where papers can be taken, or somebody be spoken to, once the next step is the complainant's. */
function ways({ language }: Frame, state: ComplaintState): { actions?: Html } {
  if (state !== 'needs-more' && state !== 'resolved') return {}
  const label = sayIn(language, messages)('too-many.counters')
  return { actions: button({ label, href: '/quay-giao-dich', look: 'secondary', icon: 'map-pin' }) }
}

function expected(language: Language, createdAt: Date) {
  const say = sayIn(language, messages)
  return {
    label: say('status.expected'),
    value: say('status.expected-by', { day: formatDate(workingDayAfter(createdAt, ANSWER_DAYS)) }),
    source: say('status.expected-note', { days: ANSWER_DAYS }),
  }
}

/** What still comes after a state, where nothing else intervenes. */
const ahead: Record<ComplaintState, ComplaintState[]> = {
  received: ['in-progress', 'resolved'],
  'in-progress': ['resolved'],
  'needs-more': ['resolved'],
  resolved: [],
}

function stepsOf(language: Language, events: readonly ComplaintEvent[]): TimelineStep[] {
  const say = sayIn(language, messages)
  const past = events.map(({ state, at }, index): TimelineStep => {
    const isLast = index === events.length - 1
    const now = state === 'resolved' ? 'done' : state === 'needs-more' ? 'waits' : 'now'
    return { title: say(`state.${state}`), text: digits(formatDateTime(at)), place: isLast ? now : 'done' }
  })
  const next = ahead[events.at(-1)?.state ?? 'received']
  return [...past, ...next.map(state => ({ title: say(`state.${state}`), place: 'ahead' as const }))]
}
