import { actions, button, form } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { type FlowPage, flowFields } from '../../steps/flow-page.ts'
import { codeSheet, codesKept } from './code-sheet.ts'
import { messages } from './messages.ts'
import type { RenewState } from './renew-codes.ts'

/** *Tạo mã khôi phục mới?* */
export function renewPage(model: FlowPage<RenewState>): string {
  const { frame } = model
  const say = sayIn(frame.language, messages)
  const main = html`${heading(say('renew.title'), say('renew.lead'))}
    ${form(frame.language, {
      action: model.action,
      content: [
        flowFields(model),
        actions(
          button({ label: say('renew.make') }),
          button({ label: say('renew.keep'), look: 'secondary', href: '/tai-khoan' }),
        ),
      ],
    })}`
  return page(frame, { title: say('renew.title'), main, width: 'form' })
}

/** The new ones, this once. */
export function renewedPage(frame: Frame, codes: string[]): string {
  const say = sayIn(frame.language, messages)
  const main = html`${heading(say('renew.done-title'), say('renew.done-lead'))}${codeSheet(frame.language, codes)}
    ${actions(button({ label: codesKept(frame.language), href: '/tai-khoan' }))}`
  return page(frame, { title: say('renew.done-title'), main, width: 'form', styles: ['account.css'] })
}
