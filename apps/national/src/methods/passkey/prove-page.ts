import { button, form } from '@motcua/ui/form.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { wrongs } from '../../steps/flow-page.ts'
import type { ProvePage } from '../../steps/method.ts'
import type { Challenged } from './challenge.ts'
import { askingDialog } from './dialog.ts'
import { messages } from './messages.ts'
import { requestOptions, type Shown } from './options.ts'

/** *Dùng khóa truy cập*: the device is asked at once where nothing was wrong before. */
export function provePage(view: ProvePage, shown: Shown<Challenged>): string {
  const { frame } = view
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, view)
  const begins = wrong.count === 0 ? 'at-once' : 'on-press'
  const { site } = shown
  const main = html`${view.above}${wrong.summary}${heading(say('passkey.prove-title'), say('passkey.prove-lead'))}
    ${form(language, {
      action: view.action,
      content: [
        view.hidden,
        askingDialog(language, { of: 'get', site, options: requestOptions(shown), begins }),
        button({ label: say('passkey.use'), icon: 'key-round', wide: true }),
      ],
    })}
    <p class="hint">${say('passkey.bound', { address: new URL(site.origin).host })}</p>
    ${view.below !== undefined && html`<hr>${view.below}`}`
  return page(frame, {
    ...{ title: say('passkey.prove-title'), main, width: 'form', errors: wrong.count },
    scripts: ['passkey.js'],
  })
}
