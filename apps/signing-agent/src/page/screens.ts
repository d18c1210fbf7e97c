import { type Content, type Html, html } from '@motcua/ui/html.ts'
import type { Trouble } from '../commands/sign-authentication.ts'
import type { SigningFailure } from '../token/token.ts'
import { icon } from './icons.ts'
import type { PageKey, PageSay } from './messages.ts'
import { type RequestView, requestView } from './request-view.ts'

/** Asked once for a site; what it may and may not learn is said before. */
export function consentScreen(view: RequestView): Html {
  const { say, site } = view
  return html`${requestView(view)}
    <h1 tabindex="-1" data-focus>${say('consentTitle')}</h1>
    <p>${say('consent', { host: site.host })}</p>
    <p class="quiet">${say('consentKept')}</p>
    <div class="buttons">
      <button type="button" data-command="close" data-escape>${say('refuse')}</button>
      <button class="main" type="button" data-command="allow-site">${say('allow')}</button>
    </div>`
}

export function doneScreen(say: PageSay, host: string): Html {
  return ending(say, {
    ...{ title: 'doneTitle', mark: 'check', text: say('done', { host }) },
    more: html`<p class="quiet">${say('doneHelp')}</p>`,
  })
}

export const endedScreen = (say: PageSay): Html => ending(say, { title: 'endedTitle', text: say('ended') })
export const busyScreen = (say: PageSay): Html => ending(say, { title: 'busyTitle', text: say('busy') })
export const malformedScreen = (say: PageSay, host: string): Html =>
  ending(say, { title: 'malformedTitle', text: say('malformed', { host }) })

type Ending = { title: PageKey; mark?: 'check'; text: Content; more?: Html }

function ending(say: PageSay, { title, mark, text, more }: Ending): Html {
  return html`<h1 tabindex="-1" data-focus>${mark && html`<span class="good">${icon(mark)}</span>`}${say(title)}</h1>
    <p>${text}</p>${more}
    <div class="buttons"><button class="main" type="button" data-close data-escape>${say('closeWindow')}</button></div>`
}

/** What stands above the list after signing did not work. */
export function noticeOf(say: PageSay, outcome: Trouble): Html {
  switch (outcome.kind) {
    case 'opened':
      return notice('warning', say('opened'))
    case 'pin-blocked':
      return notice(
        'error',
        outcome.minutes === undefined ? say('pinBlocked') : say('pinBlockedFor', { minutes: outcome.minutes }),
      )
    case 'removed':
      return notice('error', say('removed'))
    case 'cancelled':
      return notice('warning', say('cancelledOnDevice'))
    case 'unusable':
      return notice('error', say('unusable'))
    case 'failed':
      return notice('error', say(FAILURES[outcome.because]))
  }
}

const FAILURES: Record<SigningFailure, PageKey> = {
  'no-key': 'noKey',
  'key-mismatch': 'keyMismatch',
  'unsupported-key': 'unsupportedKey',
  'unreadable-file': 'unreadableFile',
  device: 'device',
  'too-slow': 'tooSlow',
}

function notice(kind: 'error' | 'warning', words: Html): Html {
  return html`<p class="note ${kind}" role="alert" tabindex="-1" data-focus>${icon('alert')}<span>${words}</span></p>`
}
