import { attrs, type Content, type Html, html } from './html.ts'
import { icon } from './icons.ts'
import { messages } from './messages.ts'
import { type Language, sayIn } from './words.ts'

export type TimelineStep = {
  title: Content
  text?: Content
  /** waits: it is the visitor's turn. */
  place: 'done' | 'now' | 'waits' | 'ahead'
}

const signs = { done: 'check', now: 'circle-dot', waits: 'triangle-alert', ahead: undefined } as const

/** What something has been through, where it is, and what is still to come. */
export function timeline(language: Language, steps: readonly TimelineStep[]): Html {
  const say = sayIn(language, messages)
  return html`<ol class="timeline">${steps.map(({ title, text, place }) => {
    const sign = signs[place]
    const isNow = place === 'now' || place === 'waits'
    return html`<li ${attrs({ class: place, 'aria-current': isNow && 'step' })}><span class="dot">${sign && icon(sign)}</span>
      <div><strong>${place === 'done' && html`<span class="unseen">${say('stepDone')}: </span>`}${title}</strong>${text !== undefined && html`<p>${text}</p>`}</div></li>`
  })}</ol>`
}
