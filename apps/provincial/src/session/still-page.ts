import type { Frame } from '@motcua/ui/frame.ts'
import { type Content, type Html, html } from '@motcua/ui/html.ts'
import { stillGate } from '@motcua/ui/ornament.ts'
import { page } from '@motcua/ui/page.ts'

export type StillPage = {
  /** Whether the way on is open, or something stands in it. */
  gate: 'open' | 'shut'
  title: Content
  text: Content
  actions: Html
  below?: Html | undefined
}

/** A whole page that only says where one stands and how to go on. */
export function stillPage(frame: Frame, { gate, title, text, actions, below }: StillPage): string {
  const main = html`<div class="still-page">${stillGate(gate)}<h1>${title}</h1><p class="lead">${text}</p>
    <div class="actions">${actions}</div></div>${below}`
  return page(frame, { title, main, width: 'form' })
}
