import { textField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import { html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { wrongs } from '../../steps/flow-page.ts'
import type { EnrolPage } from '../../steps/method.ts'
import type { EnrollingPasskey } from './challenge.ts'
import { askingDialog } from './dialog.ts'
import { messages } from './messages.ts'
import { creationOptions, type Shown } from './options.ts'

/** *Thêm khóa truy cập*: what it is to be called, then the device makes it. */
export function enrolPage(view: EnrolPage, shown: Shown<EnrollingPasskey>): string {
  const { frame, values } = view
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, view)
  const options = creationOptions(shown)
  const main = html`${view.above}${wrong.summary}${heading(say('passkey.add-title'), say('passkey.add-lead'))}
    ${form(language, {
      action: view.action,
      content: [
        view.hidden,
        textField(language, {
          ...{ name: 'name', value: values.name ?? shown.pending.device, error: wrong.of('name'), maxlength: 60 },
          ...{ label: say('passkey.name'), hint: say('passkey.name-hint'), autocomplete: 'off' },
        }),
        askingDialog(language, { of: 'create', site: shown.site, options, begins: 'on-press' }),
        button({ label: say('passkey.add'), icon: 'key-round', wide: true }),
      ],
    })}
    ${notice(language, { kind: 'info', text: say('passkey.own-device') })}${view.below}`
  return page(frame, {
    ...{ title: say('passkey.add-title'), main, width: 'form', errors: wrong.count },
    scripts: ['passkey.js'],
  })
}
