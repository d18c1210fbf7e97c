import { avatar } from './avatar.ts'
import { button } from './form.ts'
import { attrs, type Content, type Html, html } from './html.ts'
import { type IconName, icon } from './icons.ts'
import { messages } from './messages.ts'
import { stillGate } from './ornament.ts'
import { type Language, sayIn } from './words.ts'

/** The page's one heading: what the person does here. */
export function heading(title: Content, lead?: Content): Html {
  return html`<h1>${title}</h1>${lead !== undefined && html`<p class="lead">${lead}</p>`}`
}

/** A person as the page's heading: letter, name, how well known. */
export function personHeading(name: string, detail: Content, picture?: IconName): Html {
  return html`<div class="person">${avatar(name, picture)}<div><h1>${name}</h1><p>${detail}</p></div></div>`
}

/** One step back, above the heading. */
export function backLink(href: string, label: Content): Html {
  return html`<p class="back"><a href="${href}">${icon('arrow-left')}<span>${label}</span></a></p>`
}

/** Where this page is, from the home page down; the last one is this page. */
export function breadcrumb(language: Language, trail: readonly { label: Content; href?: string }[]): Html {
  return html`<nav class="trail" aria-label="${sayIn(language, messages)('breadcrumb')}"><ol>${trail.map(
    (step, index) =>
      html`<li>${index > 0 && icon('chevron-right')}${
        step.href === undefined
          ? html`<span aria-current="page">${step.label}</span>`
          : html`<a href="${step.href}">${step.label}</a>`
      }</li>`,
  )}</ol></nav>`
}

export type Point = { icon: IconName; text: Content }

/** A few short things to know, each with its picture. */
export function points(items: readonly Point[]): Html {
  return html`<ul class="points">${items.map(point => html`<li>${icon(point.icon)}<span>${point.text}</span></li>`)}</ul>`
}

/** Help beside a form: short, and not needed to go on. */
export function helpAside(...boxes: { title: Content; text?: Content; points?: readonly Point[] }[]): Html {
  return html`${boxes.map(
    box => html`<section class="help"><h2>${box.title}</h2>${box.text !== undefined && html`<p>${box.text}</p>`}
      ${box.points && points(box.points)}</section>`,
  )}`
}

/** The words in the painted half of a `gate` page. */
export function gateWords(title: Content, words: readonly Point[]): Html {
  return html`<p class="gate-title">${title}</p>${points(words)}`
}

export type EmptyState = {
  title: Content
  text: Content
  actions?: Html
  note?: Content
  /** `page` where this is all there is and the title is the page's own; `shut` where something stands in the way. */
  of?: 'section' | 'page'
  gate?: 'open' | 'shut'
}

/** Nothing here yet, why, and what to do. */
export function emptyState(model: EmptyState): Html {
  const title = model.of === 'page' ? html`<h1>${model.title}</h1>` : html`<h2>${model.title}</h2>`
  return html`<div class="still-page">${stillGate(model.gate ?? 'open')}${title}<p class="lead">${model.text}</p>
    ${model.actions !== undefined && html`<div class="actions">${model.actions}</div>`}${model.note !== undefined && html`<p class="hint">${model.note}</p>`}</div>`
}

/** One page of many; `href` makes a page's address from its number, counted from 1. Nothing where there is one page. */
export function pagination(
  language: Language,
  model: { page: number; pages: number; href: (page: number) => string },
): Html | undefined {
  if (model.pages <= 1) return undefined
  const say = sayIn(language, messages)
  const step = (to: number, words: Html, rel: 'prev' | 'next') =>
    to >= 1 &&
    to <= model.pages &&
    html`<a ${attrs({ class: 'button secondary', href: model.href(to), rel })}>${words}</a>`
  return html`<nav class="pagination" aria-label="${say('pages')}">${step(model.page - 1, say('previous'), 'prev')}
    <span class="digits">${say('pageOf', { page: model.page, pages: model.pages })}</span>${step(model.page + 1, say('next'), 'next')}</nav>`
}

export type SearchBox = {
  action: string
  name?: string
  value?: string
  label: Content
  placeholder?: string
  button?: Content
  hidden?: Html
}

/** A search as one line; its answers have an address of their own. */
export function searchBox(language: Language, model: SearchBox): Html {
  const name = model.name ?? 'q'
  const input = attrs({
    id: name,
    name,
    type: 'search',
    class: 'input',
    value: model.value,
    placeholder: model.placeholder,
    maxlength: 200,
  })
  return html`<form class="search" role="search" method="get" action="${model.action}">${model.hidden}
    <label class="unseen" for="${name}">${model.label}</label>${icon('search')}<input ${input}>
    ${button({ label: model.button ?? sayIn(language, messages)('search') })}</form>`
}

/** A part of a page with its heading, and a way to more of it. */
export function section(model: { title: Content; content: Content; more?: Html; look?: 'plain' | 'surface' }): Html {
  return html`<section class="section ${model.look ?? 'plain'}"><div class="within"><div class="section-head"><h2>${model.title}</h2>${model.more}</div>${model.content}</div></section>`
}

/** A framed part of a page. */
export function card(content: Content, title?: Content): Html {
  return html`<section class="card">${title !== undefined && html`<h2>${title}</h2>`}${content}</section>`
}

/** Reasons to be at ease: picture, short claim, one sentence. */
export function assurances(items: readonly { icon: IconName; title: Content; text: Content }[]): Html {
  return html`<ul class="assurances">${items.map(item => html`<li>${icon(item.icon)}<div><h3>${item.title}</h3><p>${item.text}</p></div></li>`)}</ul>`
}

/** Numbers and codes that are read aloud, compared or typed. */
export function digits(text: string): Html {
  return html`<span class="digits">${text}</span>`
}

/** Something to be typed exactly so, as in an SMS to 1414. */
export function typed(text: string): Html {
  return html`<kbd>${text}</kbd>`
}
