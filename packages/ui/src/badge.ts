import { type Content, type Html, html, trusted } from './html.ts'
import { type IconName, icon } from './icons.ts'
import { messages } from './messages.ts'
import { type Language, sayIn } from './words.ts'

export type BadgeLook = 'plain' | 'action' | 'success' | 'warning' | 'error' | 'done'

/** A state in a word: picture, word, colour. */
export function badge(model: { text: Content; look?: BadgeLook; icon?: IconName }): Html {
  return html`<span class="badge ${model.look ?? 'plain'}">${model.icon !== undefined && icon(model.icon)}${model.text}</span>`
}

/** How well the account's person is known, as gates passed and a word. */
export function ialBadge(language: Language, level: 1 | 2 | 3): Html {
  const gates = [1, 2, 3].map(step => (step <= level ? passed : ahead))
  return html`<span class="ial"><svg viewBox="0 0 38 14" width="38" height="14" aria-hidden="true">${gates.map(
    (gate, index) => html`<g transform="translate(${index * 13} 0)">${gate}</g>`,
  )}</svg>${sayIn(language, messages)(`ial${level}`)}</span>`
}

const shape = 'M.75 13.500V6.500A5.250 5.250 0 0 1 11.250 6.500V13.500Z'
const passed = trusted(`<path d="${shape}" fill="currentColor" stroke="currentColor" stroke-width="1.5"/>`)
const ahead = trusted(`<path d="${shape}" fill="none" stroke="#7f8791" stroke-width="1.5"/>`)

export type Mark = 'verified' | 'unverified' | 'missing'

/** ✓ Đã xác minh, ⚠ Chưa xác minh, + Bổ sung; the last is a link where it leads somewhere. */
export function mark(language: Language, kind: Mark, href?: string): Html {
  const words = html`${icon(markIcons[kind])}<span>${sayIn(language, messages)(kind)}</span>`
  return href === undefined
    ? html`<span class="mark ${kind}">${words}</span>`
    : html`<a class="mark ${kind}" href="${href}">${words}</a>`
}

const markIcons = { verified: 'circle-check', unverified: 'triangle-alert', missing: 'plus' } as const
