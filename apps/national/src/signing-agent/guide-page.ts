import { actions, button } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading, helpAside } from '@motcua/ui/parts.ts'
import { numberedSteps } from '@motcua/ui/stepper.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'
import { DOWNLOADS_PATH } from './paths.ts'

/** *Hướng dẫn* for USB ký số: prepare once, then register or sign in, and what to do when it does not work. */
export function guidePage(frame: Frame): string {
  const say = sayIn(frame.language, messages)
  const download = html`<a href="${DOWNLOADS_PATH}">${say('downloads.title')}</a>`
  const main = html`${heading(say('guide.title'), say('guide.lead'))}
    <h2>${say('guide.once')}</h2>${numberedSteps([say('guide.once-1', { download }), say('guide.once-2'), say('guide.once-3')])}
    <h2 id="dang-ky">${say('guide.register')}</h2>${numberedSteps([say('guide.register-1'), ...signing(frame), say('guide.register-5')])}
    ${actions(button({ label: say('guide.to-register'), href: '/dang-ky', look: 'secondary' }))}
    <h2 id="dang-nhap">${say('guide.sign-in')}</h2>${numberedSteps([say('guide.sign-in-1'), ...signing(frame), say('guide.sign-in-5')])}
    ${actions(button({ label: say('guide.to-sign-in'), href: '/dang-nhap/usb', look: 'secondary' }))}
    <h2 id="khong-duoc">${say('guide.trouble')}</h2>
    <ul class="points">${(['no-agent', 'no-token', 'pin', 'blocked', 'phone'] as const).map(one => html`<li><span>${say(`guide.trouble-${one}`, { download })}</span></li>`)}</ul>`
  return page(frame, { title: say('guide.title'), main, aside: help(frame), width: 'wide' })
}

/** The same whatever one signs for. */
function signing(frame: Frame): Html[] {
  const say = sayIn(frame.language, messages)
  return [say('guide.sign-1'), say('guide.sign-2'), say('guide.sign-3')]
}

function help(frame: Frame): Html {
  const say = sayIn(frame.language, messages)
  return helpAside(
    { title: say('guide.safe-title'), text: say('guide.safe-text') },
    { title: say('downloads.driver-title'), text: say('downloads.driver-text') },
  )
}
