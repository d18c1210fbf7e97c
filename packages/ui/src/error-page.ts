import { button } from './form.ts'
import { dial, type Frame, type Link } from './frame.ts'
import { type Html, html } from './html.ts'
import { messages } from './messages.ts'
import { stillGate } from './ornament.ts'
import { page } from './page.ts'
import { sayIn } from './words.ts'

export type Failure = {
  kind: 'not-found' | 'refused' | 'busy' | 'expired' | 'upstream-down' | 'bug'
  /** What is also in the log, for the hotline; shown for bugs and upstreams. */
  reference?: string | undefined
  /** The way on: try the same again, begin anew. The home page is always offered. */
  way?: Link | undefined
  /** Another way to the same end, such as another method. */
  other?: Link | undefined
}

const words = {
  'not-found': { title: 'notFoundTitle', text: 'notFoundText' },
  refused: { title: 'refusedTitle', text: 'refusedText' },
  busy: { title: 'busyTitle', text: 'busyText' },
  expired: { title: 'expiredTitle', text: 'expiredText' },
  'upstream-down': { title: 'downTitle', text: 'downText' },
  bug: { title: 'bugTitle', text: 'bugText' },
} as const

/** A whole page for a request that came to nothing: what happened, what to do, whom to call. Never a stack trace. */
export function errorPage(frame: Frame, failure: Failure): string {
  const say = sayIn(frame.language, messages)
  const { title, text } = words[failure.kind]
  const main = html`<div class="still-page">${stillGate('shut')}<h1>${say(title)}</h1><p class="lead">${say(text)}</p>
    <div class="actions">${ways(frame, failure)}</div>${contact(frame, failure)}</div>`
  return page(frame, { title: say(title), main, width: 'wide' })
}

/** Which page an HTTP status deserves. */
export function failureKind(status: number): Failure['kind'] {
  if (status === 404) return 'not-found'
  if (status === 410) return 'expired'
  if (status === 429) return 'busy'
  if (status >= 502 && status <= 504) return 'upstream-down'
  return status >= 500 ? 'bug' : 'refused'
}

function ways(frame: Frame, { way, other }: Failure): Html {
  const home = { label: sayIn(frame.language, messages)('home'), href: frame.portal.homeUrl }
  if (way === undefined) return html`${button(home)}${other && button({ ...other, look: 'secondary' })}`
  return html`${button(way)}${button({ ...(other ?? home), look: 'secondary' })}`
}

function contact(frame: Frame, { kind, reference }: Failure): Html {
  const say = sayIn(frame.language, messages)
  const hotline = html`<a class="digits" href="${dial(frame.hotline)}">${frame.hotline}</a>`
  if (reference === undefined || (kind !== 'bug' && kind !== 'upstream-down'))
    return html`<p class="hint">${say('call', { hotline })}</p>`
  return html`<p class="reference">${say('reference')} <strong class="digits">${reference}</strong></p><p class="hint">${say('callWithReference', { hotline })}</p>`
}
