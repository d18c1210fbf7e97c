import { attrs, type Content, type Html, html } from './html.ts'
import { type IconName, icon } from './icons.ts'

export type Tab = { href: string; label: Content; icon?: IconName; count?: number; current?: boolean }

/** Pages beside each other, as links. `segments` is the wide switch for a choice that changes what is below. */
export function tabs(model: { label: Content; items: readonly Tab[]; look?: 'line' | 'segments' | 'side' }): Html {
  const icons = model.items.some(tab => tab.icon !== undefined) ? ' pictured' : ''
  return html`<nav class="tabs ${model.look ?? 'line'}${icons}" aria-label="${model.label}"><ul>${model.items.map(
    tab => html`<li><a ${attrs({ href: tab.href, 'aria-current': tab.current === true && 'page' })}>${tab.icon !== undefined && icon(tab.icon)}<span>${tab.label}</span>
      ${tab.count !== undefined && html`<span class="count">${tab.count}</span>`}</a></li>`,
  )}</ul></nav>`
}
