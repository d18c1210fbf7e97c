import { attrs, type Html, html } from './html.ts'
import { icon } from './icons.ts'
import { messages } from './messages.ts'
import { type Language, plain, sayIn } from './words.ts'

export type Countdown = {
  /** Seconds left when the page is made. */
  seconds: number
  /** code: how long the OTP is valid; resend: when another may be sent; phone: how long a phone is asked. */
  of: 'code' | 'resend' | 'phone'
  /** Id of a button that rests until the end; without scripts it works at once and the server decides. */
  enables?: string
}

const keys = {
  code: { running: 'codeValid', ended: 'codeExpired' },
  resend: { running: 'resendIn', ended: 'resendNow' },
  phone: { running: 'phoneWaiting', ended: 'phoneEnded' },
} as const

/** What is awaited and how long. The server's text stands; a script counts it down and tells the end once. */
export function countdown(language: Language, { seconds, of, enables }: Countdown): Html {
  const left = Math.max(0, Math.ceil(seconds))
  const { running, ended } = keys[of]
  const say = sayIn(language, messages)
  const words =
    left > 0 ? say(running, { time: html`<strong class="digits" data-time>${clock(left)}</strong>` }) : say(ended)
  const live = attrs({
    class: 'countdown',
    'data-seconds': left,
    'data-ended': plain(language, messages)(ended),
    'data-enables': enables,
  })
  return html`<p ${live}>${icon('clock')}<span>${words}</span><span class="unseen" role="status"></span></p>`
}

/** Seconds as minutes and seconds, `04:32`. */
export function clock(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}
