import { itemList } from '@motcua/ui/data-list.ts'
import { actions, button, form } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { emptyState, heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { type FlowPage, flowFields } from '../../steps/flow-page.ts'
import type { MethodLine } from '../../steps/method.ts'
import { messages } from './messages.ts'
import type { RemoveMethodState } from './remove-method.ts'

export type ConfirmPage = FlowPage<RemoveMethodState> & {
  line: MethodLine
  /** What goes or changes with it. */
  besides: ('recovery-codes' | 'default' | 'own-phone')[]
}

/** *Gỡ?*: what it is, and what goes with it. */
export function confirmPage(model: ConfirmPage): string {
  const { frame, line, besides } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const title = say('remove.title')
  const main = html`${heading(title)}${itemList([line])}<p>${say('remove.then')}</p>
    ${besides.map(what => notice(language, { kind: 'info', text: say(`remove.besides-${what}`) }))}
    ${form(language, {
      action: model.action,
      content: [
        flowFields(model),
        actions(
          button({ label: say('remove.remove'), look: 'danger', icon: 'trash-2' }),
          button({ label: say('remove.keep'), look: 'secondary', href: '/tai-khoan' }),
        ),
      ],
    })}`
  return page(frame, { title, main, width: 'form' })
}

/** Without it nobody could sign in any more. */
export function lastWayPage(frame: Frame): string {
  const say = sayIn(frame.language, messages)
  const title = say('remove.last-title')
  const ways = actions(
    button({ label: say('remove.add'), href: '/tai-khoan/phuong-thuc/them' }),
    button({ label: say('remove.back'), look: 'secondary', href: '/tai-khoan' }),
  )
  const main = emptyState({ of: 'page', gate: 'shut', title, text: say('remove.last-text'), actions: ways })
  return page(frame, { title, main, width: 'form' })
}

/** Removed in another window, or never this account's. */
export function gonePage(frame: Frame): string {
  const say = sayIn(frame.language, messages)
  const title = say('remove.gone-title')
  const ways = actions(button({ label: say('remove.back'), href: '/tai-khoan' }))
  const main = emptyState({ of: 'page', gate: 'shut', title, text: say('remove.gone-text'), actions: ways })
  return page(frame, { title, main, width: 'form' })
}
