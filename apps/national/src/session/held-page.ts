import { formatDateTime } from '@motcua/identifiers/date.ts'
import { after } from '@motcua/kit/clock.ts'
import { actions, button } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { emptyState } from '@motcua/ui/parts.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import type { Hold } from '../accounts/objections.ts'
import { messages } from './messages.ts'

/** Nothing may be added, removed or closed yet: why, and until when. */
export function heldPage(frame: Frame, hold: Hold): string {
  const say = sayIn(frame.language, messages)
  const title = say('held.title')
  const ways = actions(
    button({ label: say('held.back'), href: '/tai-khoan' }),
    button({ label: say('held.not-me'), href: '/khong-phai-toi', look: 'secondary' }),
  )
  return page(frame, {
    ...{ title, width: 'form' },
    main: emptyState({ of: 'page', gate: 'shut', title, text: heldWords(frame.language, hold), actions: ways }),
  })
}

/** In one sentence: what happened, and until when things stay as they are. */
export function heldWords(language: Language, { event, until }: Hold) {
  const say = sayIn(language, messages)
  return say(`held.${event}`, { until: html`<span class="digits">${toTheMinute(until)}</span>` })
}

/** Rounded up: at the minute that is told it is over. */
function toTheMinute(until: Date): string {
  return formatDateTime(after(until, 59)).slice(0, -3)
}
