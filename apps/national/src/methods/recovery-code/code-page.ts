import { textField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { wrongs } from '../../steps/flow-page.ts'
import type { ProvePage } from '../../steps/method.ts'
import { messages } from './messages.ts'

/** *Nhập mã khôi phục*: one of the codes on paper. */
export function codePage(view: ProvePage): string {
  const { frame } = view
  const say = sayIn(frame.language, messages)
  const wrong = wrongs(frame.language, view)
  const main = html`${view.above}${heading(say('recovery-code.page'), say('recovery-code.lead'))}${wrong.summary}
    ${form(frame.language, {
      action: view.action,
      content: [
        view.hidden,
        textField(frame.language, {
          ...{ name: 'code', error: wrong.of('code'), required: true, maxlength: 20, digits: true },
          ...{ label: say('recovery-code.label'), hint: say('recovery-code.hint'), autocomplete: 'off' },
        }),
        button({ label: say('recovery-code.confirm'), wide: true }),
      ],
    })}
    <hr>${view.below}`
  return page(frame, { title: say('recovery-code.page'), main, width: 'form', errors: wrong.count })
}
