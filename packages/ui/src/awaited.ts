import { countdown } from './countdown.ts'
import { attrs, type Content, type Html, html } from './html.ts'
import { messages } from './messages.ts'
import { type Language, plain } from './words.ts'

/** The script and the sheet that a page with these loads. */
export const AWAITED_SCRIPT = 'awaited.js'
export const AWAITED_STYLES = 'awaited.css'

export type Awaited = {
  /** Asked now and then; answers `{"arrived": true}` once there is something new to show. */
  asks: string
  /** Where the page goes then, by itself. */
  onwards: string
  /** Until the other side gives up: now, and when it was asked. */
  seconds: number
  all: number
}

/** What comes from elsewhere, such as a phone: how long there still is, told to screen readers now and then only. */
export function awaited(language: Language, { asks, onwards, seconds, all }: Awaited): Html {
  const text = plain(language, messages)
  const words = {
    minute: 'awaitedMinute',
    half: 'awaitedHalf',
    offline: 'awaitedOffline',
    online: 'awaitedOnline',
  } as const
  const left = Math.max(0, Math.ceil(seconds))
  const task = attrs({
    ...{ class: 'awaited', 'data-asks': asks, 'data-onwards': onwards, 'data-all': all },
    ...Object.fromEntries(Object.entries(words).map(([when, key]) => [`data-${when}`, text(key)])),
  })
  return html`<div ${task}>${countdown(language, { seconds: left, of: 'phone' })}
    <progress ${attrs({ max: all, value: Math.min(left, all), 'aria-hidden': 'true' })}></progress>
    <p class="trouble" hidden></p><p class="unseen" role="status"></p></div>`
}

/** A code that stands in two places: the person compares them. Read out digit by digit. */
export function comparedCode({ code, label }: { code: string; label: Content }): Html {
  return html`<p class="compared"><span>${label}</span><strong class="digits"><span aria-hidden="true">${code}</span><span class="unseen">${[...code].join(' ')}</span></strong></p>`
}

export type PhoneDrawing = {
  code: string
  /** As the phone words it. */
  title: Content
  text: Content
  pin: Content
  caption: Content
}

/** How the phone will look: a picture for the eye, on wide screens only. */
export function phoneDrawing({ code, title, text, pin, caption }: PhoneDrawing): Html {
  return html`<div class="phone-drawing" aria-hidden="true"><div class="phone"><div class="prompt"><strong>${title}</strong><p>${text}</p><p class="digits">${code}</p><p>${pin}</p><p class="pin"><i></i><i></i><i></i><i></i><i></i><i></i></p></div></div><p class="hint">${caption}</p></div>`
}
