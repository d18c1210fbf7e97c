import { html } from '@motcua/ui/html.ts'
import { points } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { DOWNLOADS_PATH, GUIDE_PATH } from '../../signing-agent/paths.ts'
import type { Opening, OpeningView } from '../../steps/method.ts'
import { messages } from './messages.ts'

/** What stands on the tab *USB ký số*: what is needed, and where to get and learn it. */
export function opening({ language }: OpeningView): Opening {
  const say = sayIn(language, messages)
  const guide = html`<a href="${GUIDE_PATH}">${say('usb.guide-link')}</a>`
  const download = html`<a href="${DOWNLOADS_PATH}">${say('usb.download-link')}</a>`
  return {
    content: html`<div>${points([
      { icon: 'usb', text: say('usb.opening-plug') },
      { icon: 'id-card', text: say('usb.opening-agent') },
      { icon: 'shield-check', text: say('usb.opening-pin') },
    ])}</div>`,
    ...{ submit: say('usb.sign-in'), icon: 'usb', below: say('usb.guide', { guide, download }) },
  }
}
