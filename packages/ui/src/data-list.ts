import { type Mark, mark } from './badge.ts'
import { type Content, type Html, html } from './html.ts'
import { type IconName, icon } from './icons.ts'
import { messages } from './messages.ts'
import { type Language, sayIn } from './words.ts'

export type DataRow = {
  label: Content
  /** Left out where nothing is known yet. */
  value?: Content | undefined
  /** Who vouches for it and since when, in words. */
  source?: Content | undefined
  mark?: Mark | undefined
  /** Where a missing value is added; without it the row says so and offers nothing. */
  add?: string | undefined
}

/** What is known of a person or a dossier: label, value, where it came from, how sure it is. */
export function dataList(language: Language, rows: readonly DataRow[]): Html {
  return html`<dl class="facts">${rows.map(
    row => html`<div><dt>${row.label}</dt><dd class="value">${row.value ?? html`<span class="none">${sayIn(language, messages)('none')}</span>`}
      ${row.source !== undefined && html`<small>${row.source}</small>`}</dd>
      ${row.mark !== undefined && (row.mark !== 'missing' || row.add !== undefined) && html`<dd class="state">${mark(language, row.mark, row.mark === 'missing' ? row.add : undefined)}</dd>`}</div>`,
  )}</dl>`
}

export type Item = {
  icon: IconName
  title: Content
  text?: Content
  badge?: Html | undefined
  actions?: Html | undefined
}

/** Things one has and may change: sign-in methods, sessions, linked portals. */
export function itemList(items: readonly Item[]): Html {
  return html`<ul class="items">${items.map(
    item => html`<li><span class="plate">${icon(item.icon)}</span><div><strong>${item.title}</strong>
      ${item.text !== undefined && html`<p>${item.text}</p>`}${item.badge}</div>${item.actions !== undefined && html`<div class="end">${item.actions}</div>`}</li>`,
  )}</ul>`
}
