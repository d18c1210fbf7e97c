import { type Content, type Html, html } from './html.ts'

export type Hero = {
  title: Content
  lead: Content
  /** The search, usually. */
  search: Html
  suggestions?: { label: Content; links: readonly { href: string; label: Content }[] }
  /** Inside the gate: what one enters by. */
  door: { title: Content; actions: Html; text?: Content }
}

/** The first thing on a portal's home page: what it is for, a search, and the gate with the ways in. For `full` pages. */
export function hero({ title, lead, search, suggestions, door }: Hero): Html {
  return html`<section class="hero"><div class="within"><div class="words"><h1>${title}</h1><p class="lead">${lead}</p>${search}
    ${suggestions && html`<p class="suggestions"><span>${suggestions.label}</span>${suggestions.links.map(link => html` <a href="${link.href}">${link.label}</a>`)}</p>`}</div>
    <div class="arch"><div class="door"><h2>${door.title}</h2><div class="actions">${door.actions}</div>${door.text !== undefined && html`<p>${door.text}</p>`}</div></div></div></section>`
}
