import { itemList } from '@motcua/ui/data-list.ts'
import { actions, button, form } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { backLink, heading } from '@motcua/ui/parts.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import type { AccountKind } from '../../accounts/account.ts'
import { wrongs } from '../../steps/flow-page.ts'
import type { EnrolPage, MethodLine } from '../../steps/method.ts'
import { codeSheet, codesKept } from '../recovery-codes/code-sheet.ts'
import { messages } from './messages.ts'

type Addable = { kind: AccountKind; addable: { path: string; line: MethodLine }[] }

/** *Thêm mới*: what may be added. */
export function addablePage(frame: Frame, { kind, addable }: Addable): string {
  const { language } = frame
  const say = sayIn(language, messages)
  const items = addable.map(({ path, line }) => ({
    ...line,
    actions: button({
      label: html`${say('add-method.add')}<span class="unseen"> ${line.title}</span>`,
      look: 'secondary',
      href: path,
    }),
  }))
  const main = html`${backTo(language, 'account')}${heading(say('add-method.title'), say(kind === 'citizen' ? 'add-method.lead' : 'add-method.lead-organization'))}${itemList(items)}`
  return page(frame, { title: say('add-method.title'), main, width: 'form' })
}

/** One step back from here. */
export function backTo(language: Language, where: 'account' | 'methods') {
  const say = sayIn(language, messages)
  return where === 'account'
    ? backLink('/tai-khoan', say('add-method.to-account'))
    : backLink('/tai-khoan/phuong-thuc/them', say('add-method.to-methods'))
}

/** Before a method that asks nothing first: what it is. */
export function introductionPage(view: EnrolPage, line: MethodLine): string {
  const { frame } = view
  const say = sayIn(frame.language, messages)
  const wrong = wrongs(frame.language, view)
  const title = say('add-method.add-this', { method: line.title })
  const main = html`${view.above}${heading(title, line.text)}${wrong.summary}
    ${form(frame.language, { action: view.action, content: [view.hidden, button({ label: say('add-method.next'), wide: true })] })}`
  return page(frame, { title, main, width: 'form', errors: wrong.count })
}

/** What was added, and the recovery codes where there are new ones. */
export function addedPage(
  frame: Frame,
  { line, recoveryCodes }: { line: MethodLine; recoveryCodes: string[] },
): string {
  const { language } = frame
  const say = sayIn(language, messages)
  const title = say('add-method.added')
  const main = html`${heading(title)}${itemList([line])}${notice(language, { kind: 'success', text: say('add-method.added-text'), live: true })}
    ${recoveryCodes.length > 0 && codeSheet(language, recoveryCodes)}
    ${actions(button({ label: recoveryCodes.length > 0 ? codesKept(language) : say('add-method.done'), href: '/tai-khoan' }))}`
  return page(frame, { title, main, width: 'form', styles: ['account.css'] })
}
