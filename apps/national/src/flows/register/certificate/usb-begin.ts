import { html } from '@motcua/ui/html.ts'
import { numberedSteps } from '@motcua/ui/stepper.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import { DOWNLOADS_PATH, GUIDE_PATH } from '../../../signing-agent/paths.ts'
import { messages } from './messages.ts'
import type { WayWords } from './way-words.ts'

/** *Đăng ký bằng USB ký số* (Hình 16): the token, its driver, the signing agent. */
export function usbBegin(language: Language): WayWords {
  const say = sayIn(language, messages)
  const download = html`<a href="${DOWNLOADS_PATH}" target="_blank">${say('usb.download')}</a>`
  const guide = html`<a href="${GUIDE_PATH}" target="_blank">${say('usb.guide')}</a>`
  return {
    before: numberedSteps([say('usb.plug'), say('usb.driver'), say('usb.agent', { download }), say('usb.press')]),
    fields: false,
    pin: say('usb.pin'),
    trouble: { title: say('usb.trouble-title'), text: say('usb.trouble-text', { guide }) },
  }
}
